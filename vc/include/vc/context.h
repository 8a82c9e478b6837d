/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD contexts (JSON-LD 1.1 API, chapters 4 and 5).
 *
 * A context set holds the contexts a program works with: their documents, and
 * what processing them gave, type- and property-scoped contexts included. It
 * is made once, then only read, and may then be shared by threads. Nothing in
 * the library ever fetches anything: a context that is neither in the set nor
 * given by the loader is an error. */
#ifndef VC_CONTEXT_H
#define VC_CONTEXT_H

#include "vc/alloc.h"
#include "vc/json.h"
#include "vc/status.h"

struct vc_context_set;

/* Gives the document behind an absolute address, parsed; it must live as long
 * as what is made of it. Anything but VC_OK becomes VC_NO_MEMORY or
 * VC_LD_LOADING_REMOTE_CONTEXT_FAILED. */
struct vc_loader {
    enum vc_status (*load)(void *user, struct vc_view url,
                           const struct vc_json **document);
    void *user;
};

/* An empty set in memory of `allocator` (NULL = malloc; must outlive the set),
 * at most `max_bytes` (0 = 64 MiB). Owner: the caller, until
 * vc_context_set_free. Errors: VC_NO_MEMORY. */
enum vc_status vc_context_set_new(const struct vc_allocator *allocator,
                                  size_t max_bytes,
                                  struct vc_context_set **out);

void vc_context_set_free(struct vc_context_set *set);

/* Adds a context document under its address; both are copied. A later one
 * under the same address is VC_INVALID. Errors: those of vc_json_parse,
 * VC_LD_INVALID_REMOTE_CONTEXT (no "@context" inside), VC_NO_MEMORY. */
enum vc_status vc_context_set_add(struct vc_context_set *set,
                                  struct vc_view url, struct vc_view text,
                                  struct vc_error *error);

/* Adds every context compiled into the library (vc/contexts). */
enum vc_status vc_context_set_add_compiled(struct vc_context_set *set,
                                           struct vc_error *error);

/* Processes a list of context addresses ahead, with every scoped context it
 * defines, so that documents with exactly this list start from the result. */
enum vc_status vc_context_set_prepare(struct vc_context_set *set,
                                      const struct vc_view *urls, size_t count,
                                      struct vc_error *error);

/* Expands a sample and keeps every context that took, also those of several
 * types on one node. For the shapes a program issues by the thousand. */
enum vc_status vc_context_set_learn(struct vc_context_set *set,
                                    const struct vc_json *sample,
                                    struct vc_error *error);

/* A context compiled into the library. */
struct vc_compiled_context {
    const char *url;
    const unsigned char *text;
    size_t size;
};

/* Ends with an entry whose url is NULL. */
extern const struct vc_compiled_context vc_compiled_contexts[];

#endif
