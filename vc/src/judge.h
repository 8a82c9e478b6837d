/* SPDX-License-Identifier: Apache-2.0 */
/* judge: what the parts of the verdict share. */
#ifndef VC_JUDGE_H
#define VC_JUDGE_H

#include "vc/jwt.h"
#include "vc/verdict.h"

enum {
    VC_JUDGE_MAX_DEPTH = 64, /* of JSON */
    VC_JUDGE_IN_LIST = 100   /* the nesting of a status list */
};

struct judge {
    struct vc_arena *arena;
    const struct vc_verdict_options *options;
    size_t max_proofs;
    size_t max_endorsements;
    size_t endorsements; /* counted so far, nested ones included */
};

/* Write down a finding, and then what fills its placeholders: a view that lives
 * as long as the verdict, a text that is copied, a number, an instant. */
void vc_judge_say(struct vc_finding *f, enum vc_finding_code code);
void vc_judge_with(struct vc_finding *f, const char *name,
                   struct vc_view value);
enum vc_status vc_judge_copy(struct judge *j, struct vc_finding *f,
                             const char *name, const char *text);
enum vc_status vc_judge_number(struct judge *j, struct vc_finding *f,
                               const char *name, size_t number);
enum vc_status vc_judge_date(struct judge *j, struct vc_finding *f, int64_t ms);

/* Is `value` that text, or a list with it? */
bool vc_judge_has_text(const struct vc_json *value, struct vc_view text);

/* Does it stand in nobody's way? */
bool vc_judge_is_good(const struct vc_finding *f);

/* The key under the id `method`, as that of `issuer`. `*found` tells whether
 * there is a key to check the signature with; `f` says whose it is, or why
 * there is none. */
enum vc_status vc_judge_key(struct judge *j, struct vc_view issuer,
                            struct vc_view method, struct vc_key_method *out,
                            bool *found, struct vc_finding *f);

/* The same for a signature that brings its key along: `out->key`, which is
 * good for nothing but to be found among the keys of `issuer`. `*out_method` is
 * its id there. */
enum vc_status vc_judge_key_brought(struct judge *j, struct vc_view issuer,
                                    struct vc_key_method *out,
                                    struct vc_view *out_method,
                                    struct vc_finding *f);

/* Was the key good when the signature was made? `when_ms` NULL: not known. */
enum vc_status vc_judge_key_time(struct judge *j, const int64_t *when_ms,
                                 const struct vc_key_method *method,
                                 struct vc_finding *f);

/* What an error on the way to a canonical document says of the form. */
enum vc_status vc_judge_say_form(struct judge *j, struct vc_finding *f,
                                 enum vc_status status,
                                 const struct vc_error *error);

/* Says of `form`, which is good so far, whether the document fits the schemas
 * it names. */
enum vc_status vc_judge_schemas(struct judge *j, const struct vc_json *document,
                                struct vc_finding *form);

/* A document and its hash, made when the first proof over RDF needs it. */
struct judge_subject {
    const struct vc_json *document;
    struct vc_verdict *verdict;
    bool tried;
    bool readable;
    struct vc_proof_hash hash; /* SHA-256 of canonical RDF; size 0: not made */
};

/* A document that cannot be read as linked data fails in form, however many
 * proofs it has. With `as_rdf` it is hashed, too: for a proof over RDF, which
 * must not lose anything, where one over bytes has it all. */
enum vc_status vc_judge_read_once(struct judge *j,
                                  struct judge_subject *subject, bool as_rdf);

/* The three layers of embedded proofs; the badge is already read. */
enum vc_status vc_judge_proofs(struct judge *j, struct judge_subject *subject);

/* Write down what came of checking a signature. */
enum vc_status vc_judge_say_proof(struct judge *j, struct vc_finding *f,
                                  enum vc_status status, struct vc_view suite,
                                  const struct vc_error *error);

/* The three layers of a token's signature; the badge of `v` is already read. */
enum vc_status vc_judge_token_proof(struct judge *j, const struct vc_jwt *token,
                                    struct vc_verdict *v);

/* The status layer of `v`, whose badge is already read. */
enum vc_status vc_judge_status(struct judge *j, const struct vc_json *document,
                               unsigned nesting, struct vc_verdict *v);

/* The layer of what is embedded in `document`, whose badge is already read. */
enum vc_status vc_judge_embedded(struct judge *j,
                                 const struct vc_json *document,
                                 unsigned nesting, struct vc_verdict *v);

/* The token in an enveloped credential (VC Data Model 2.0, section 4.13); data
 * is NULL for everything else. */
struct vc_view vc_judge_enveloped(const struct vc_json *item);

/* All layers of a token. `*out_document` is the credential in it; left alone
 * when there is none. */
enum vc_status vc_judge_token(struct judge *j, struct vc_view text,
                              const struct vc_json_limits *limits,
                              unsigned nesting, struct vc_verdict *out,
                              const struct vc_json **out_document);

/* All layers of one document; `nesting` 0 for the one that was handed in. */
enum vc_status vc_judge_document(struct judge *j,
                                 const struct vc_json *document,
                                 unsigned nesting, struct vc_verdict *out);

/* The same for bytes: JSON, or a token. `out_document` (may be NULL) is the
 * credential in them, or NULL when they cannot be read. */
enum vc_status vc_judge_bytes(struct judge *j, struct vc_view bytes,
                              size_t max_bytes, unsigned nesting,
                              struct vc_verdict *out,
                              const struct vc_json **out_document);

#endif
