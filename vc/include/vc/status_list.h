/* SPDX-License-Identifier: Apache-2.0 */
/* status_list: W3C Bitstring Status Lists: one entry read out of a packed list,
 * and lists made, changed and packed.
 *
 * That a list is signed, by whom, and current, is for vc/verdict.h to judge;
 * what is made here is unsigned and goes to vc/credential.h.
 */
#ifndef VC_STATUS_LIST_H
#define VC_STATUS_LIST_H

#include "vc/alloc.h"
#include "vc/json.h"
#include "vc/status.h"

#include <stdint.h>

enum {
    VC_STATUS_LIST_MIN_ENTRIES = 131072, /* fewer would tell whose it is */
    VC_STATUS_LIST_MAX_BYTES = 16 << 20, /* unpacked */
    VC_STATUS_LIST_MAX_SIZE = 8          /* bits of an entry */
};

/* Read the number of an entry: decimal digits, no leading zero. False for
 * anything else. */
bool vc_status_list_index(struct vc_view text, uint64_t *out);

/* The entry `index`, of `size` bits each (1 to VC_STATUS_LIST_MAX_SIZE), of an
 * encoded list: multibase base64url (lists without the prefix are about, and
 * read), gzip, bit 0 the most significant of byte 0. Errors, with a sentence:
 * VC_INVALID (not such a list, too short, no such entry), VC_LIMIT (unpacks to
 * more than the maximum), VC_NO_MEMORY. */
enum vc_status vc_status_list_read(struct vc_arena *arena,
                                   struct vc_view encoded, unsigned size,
                                   uint64_t index, unsigned *out,
                                   struct vc_error *error);

/* --- lists of an issuer --- */

struct vc_status_list {
    uint8_t *bits;
    size_t bytes;
    unsigned size; /* bits of an entry */
};

/* A list of that many entries, all 0; rounded up to whole bytes and to the
 * least number there may be. VC_INVALID: a size that cannot be; VC_LIMIT. */
enum vc_status vc_status_list_new(struct vc_arena *arena, uint64_t entries,
                                  unsigned size, struct vc_status_list *out);

/* An encoded list, unpacked to be changed. Errors as vc_status_list_read. */
enum vc_status vc_status_list_unpack(struct vc_arena *arena,
                                     struct vc_view encoded, unsigned size,
                                     struct vc_status_list *out,
                                     struct vc_error *error);

/* Number of entries; one of them; set one. VC_INVALID: no such entry, or more
 * than fits. */
uint64_t vc_status_list_entries(const struct vc_status_list *list);
enum vc_status vc_status_list_get(const struct vc_status_list *list,
                                  uint64_t index, unsigned *out);
enum vc_status vc_status_list_set(struct vc_status_list *list, uint64_t index,
                                  unsigned value);

/* The list as text for "encodedList"; the same bits give the same text. */
enum vc_status vc_status_list_pack(struct vc_arena *arena,
                                   const struct vc_status_list *list,
                                   struct vc_view *out);

/* What a list says of itself. */
struct vc_status_list_terms {
    struct vc_view id;      /* the address it will be had from */
    struct vc_view issuer;  /* of the credentials, too */
    struct vc_view purpose; /* "revocation", "suspension", "message" */
    int64_t from_ms;
    int64_t until_ms; /* a day or so later: until then it may be kept */
    uint64_t ttl_ms;  /* how long it need not be asked for; 0 = not said */
};

/* The list as a credential to be signed. Errors: VC_INVALID (times out of
 * range, texts missing), VC_NO_MEMORY. */
enum vc_status vc_status_list_credential(
    struct vc_arena *arena, const struct vc_status_list *list,
    const struct vc_status_list_terms *terms, struct vc_json **out);

/* What a credential says of its place in the list: its credentialStatus. For a
 * list of messages, or of entries of several bits, `messages` has one text for
 * each value, 1 << size of them; else NULL. */
enum vc_status vc_status_list_entry(struct vc_arena *arena, struct vc_view list,
                                    struct vc_view purpose, uint64_t index,
                                    unsigned size,
                                    const struct vc_view *messages,
                                    struct vc_json **out);

#endif
