/* SPDX-License-Identifier: Apache-2.0 */
/* status_list_make: lists of an issuer: bits in memory, and what is
 * signed. */

#include "status_list_bits.h"
#include "zip.h"

#include "vc/buf.h"
#include "vc/instant.h"
#include "vc/multibase.h"

/* --- bits ---------------------------------------------------------------- */

enum vc_status
vc_status_list_new(struct vc_arena *arena, uint64_t entries, unsigned size,
                   struct vc_status_list *out)
{
    *out = (struct vc_status_list){.size = size};
    if (size == 0 || size > VC_STATUS_LIST_MAX_SIZE) {
        return VC_INVALID;
    }
    if (entries > (uint64_t)VC_STATUS_LIST_MAX_BYTES * 8 / size) {
        return VC_LIMIT;
    }
    if (entries < VC_STATUS_LIST_MIN_ENTRIES) {
        entries = VC_STATUS_LIST_MIN_ENTRIES;
    }
    out->bytes = (size_t)((entries * size + 7) / 8);
    out->bits = vc_arena_zalloc(arena, out->bytes);
    return out->bits != NULL ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
collect(void *user, const uint8_t *bytes, size_t len)
{
    struct vc_buf *buf = user;

    vc_buf_add(buf, (struct vc_view){(const char *)bytes, len});
    return buf->status;
}

enum vc_status
vc_status_list_unpack(struct vc_arena *arena, struct vc_view encoded,
                      unsigned size, struct vc_status_list *out,
                      struct vc_error *error)
{
    struct vc_buf buf;

    if (size == 0 || size > VC_STATUS_LIST_MAX_SIZE) {
        return vc_error_set(error, VC_INVALID, "an entry has from 1 to %d bits",
                            VC_STATUS_LIST_MAX_SIZE);
    }
    vc_buf_init(&buf, arena, VC_STATUS_LIST_MIN_ENTRIES / 8,
                VC_STATUS_LIST_MAX_BYTES);
    VC_TRY(vc_status_list_unzip(arena, encoded,
                                (struct vc_unzip_sink){collect, &buf}, error));
    *out = (struct vc_status_list){(uint8_t *)buf.data, buf.size, size};
    return vc_status_list_entries(out) >= VC_STATUS_LIST_MIN_ENTRIES
               ? VC_OK
               : vc_error_set(error, VC_INVALID, "the list is too short");
}

uint64_t
vc_status_list_entries(const struct vc_status_list *list)
{
    return (uint64_t)list->bytes * 8 / list->size;
}

enum vc_status
vc_status_list_get(const struct vc_status_list *list, uint64_t index,
                   unsigned *out)
{
    uint8_t pair[2] = {0, 0};
    size_t at = 0;

    if (index >= vc_status_list_entries(list)) {
        return VC_INVALID;
    }
    at = (size_t)(index * list->size / 8);
    pair[0] = list->bits[at];
    pair[1] = at + 1 < list->bytes ? list->bits[at + 1] : 0;
    *out = vc_status_list_bits(pair, index * list->size % 8, list->size);
    return VC_OK;
}

enum vc_status
vc_status_list_set(struct vc_status_list *list, uint64_t index, unsigned value)
{
    if (index >= vc_status_list_entries(list) || value >> list->size != 0) {
        return VC_INVALID;
    }
    for (unsigned i = 0; i < list->size; i++) {
        uint64_t bit = index * list->size + i;
        uint8_t mask = (uint8_t)(0x80U >> bit % 8);
        uint8_t *byte = &list->bits[bit / 8];

        *byte = (uint8_t)(value >> (list->size - 1 - i) & 1 ? *byte | mask
                                                            : *byte & ~mask);
    }
    return VC_OK;
}

/* --- packing ------------------------------------------------------------- */

enum vc_status
vc_status_list_pack(struct vc_arena *arena, const struct vc_status_list *list,
                    struct vc_view *out)
{
    struct vc_view packed = {NULL, 0};
    char *text = NULL;

    VC_TRY(vc_zip_gzip(arena,
                       (struct vc_view){(const char *)list->bits, list->bytes},
                       &packed));
    text = vc_arena_alloc(arena, 1 + vc_multibase_base64url_size(packed.size));
    if (text == NULL) {
        return VC_NO_MEMORY;
    }
    text[0] = 'u';
    *out = (struct vc_view){
        text, 1 + vc_multibase_base64url_encode((const uint8_t *)packed.data,
                                                packed.size, text + 1)};
    return VC_OK;
}

/* --- what is signed ------------------------------------------------------ */

static enum vc_status
set_time(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
         int64_t ms)
{
    char text[VC_INSTANT_TEXT];
    size_t n = vc_instant_write(ms, text);

    return n == 0 ? VC_INVALID
                  : vc_json_set_text(arena, object, name,
                                     (struct vc_view){text, n});
}

static enum vc_status
add_subject(struct vc_arena *arena, const struct vc_status_list *list,
            const struct vc_status_list_terms *terms, struct vc_json *out)
{
    struct vc_json *subject = vc_json_object(arena);
    struct vc_view id = vc_arena_join(arena, terms->id, VC_VIEW("#list"));
    struct vc_view encoded = {NULL, 0};

    if (subject == NULL || id.data == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_set(subject, VC_VIEW("id"), vc_json_string(arena, id)));
    VC_TRY(vc_json_set_text(arena, subject, VC_VIEW("type"),
                            VC_VIEW("BitstringStatusList")));
    VC_TRY(vc_json_set_text(arena, subject, VC_VIEW("statusPurpose"),
                            terms->purpose));
    if (terms->ttl_ms > 0) {
        VC_TRY(vc_json_set(subject, VC_VIEW("ttl"),
                           vc_json_number(arena, (double)terms->ttl_ms)));
    }
    VC_TRY(vc_status_list_pack(arena, list, &encoded));
    VC_TRY(vc_json_set(subject, VC_VIEW("encodedList"),
                       vc_json_string(arena, encoded)));
    return vc_json_set(out, VC_VIEW("credentialSubject"), subject);
}

enum vc_status
vc_status_list_credential(struct vc_arena *arena,
                          const struct vc_status_list *list,
                          const struct vc_status_list_terms *terms,
                          struct vc_json **out)
{
    struct vc_json *credential = vc_json_object(arena);
    struct vc_json *contexts = vc_json_array(arena);
    struct vc_json *types = vc_json_array(arena);

    if (terms->id.data == NULL || terms->issuer.data == NULL ||
        terms->purpose.data == NULL || terms->from_ms > terms->until_ms) {
        return VC_INVALID;
    }
    if (credential == NULL || contexts == NULL || types == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_append(
        contexts, vc_json_string(
                      arena, VC_VIEW("https://www.w3.org/ns/credentials/v2"))));
    VC_TRY(vc_json_append(
        types, vc_json_string(arena, VC_VIEW("VerifiableCredential"))));
    VC_TRY(vc_json_append(
        types,
        vc_json_string(arena, VC_VIEW("BitstringStatusListCredential"))));
    VC_TRY(vc_json_set(credential, VC_VIEW("@context"), contexts));
    VC_TRY(vc_json_set_text(arena, credential, VC_VIEW("id"), terms->id));
    VC_TRY(vc_json_set(credential, VC_VIEW("type"), types));
    VC_TRY(
        vc_json_set_text(arena, credential, VC_VIEW("issuer"), terms->issuer));
    VC_TRY(set_time(arena, credential, VC_VIEW("validFrom"), terms->from_ms));
    VC_TRY(set_time(arena, credential, VC_VIEW("validUntil"), terms->until_ms));
    VC_TRY(add_subject(arena, list, terms, credential));
    *out = credential;
    return VC_OK;
}

static enum vc_status
write_number(struct vc_arena *arena, uint64_t number, unsigned base,
             const char *prefix, struct vc_view *out)
{
    char digits[24];
    size_t at = sizeof(digits);

    do {
        digits[--at] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    *out = vc_arena_join(arena, vc_view_of(prefix),
                         (struct vc_view){digits + at, sizeof(digits) - at});
    return out->data != NULL ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
add_messages(struct vc_arena *arena, unsigned size,
             const struct vc_view *messages, struct vc_json *entry)
{
    struct vc_json *list = vc_json_array(arena);

    VC_TRY(
        vc_json_set(entry, VC_VIEW("statusSize"), vc_json_number(arena, size)));
    if (list == NULL) {
        return VC_NO_MEMORY;
    }
    for (unsigned i = 0; i < 1U << size; i++) {
        struct vc_json *message = vc_json_object(arena);
        struct vc_view number = {NULL, 0};

        VC_TRY(write_number(arena, i, 16, "0x", &number));
        VC_TRY(vc_json_append(list, message));
        VC_TRY(vc_json_set(message, VC_VIEW("status"),
                           vc_json_string(arena, number)));
        VC_TRY(
            vc_json_set_text(arena, message, VC_VIEW("message"), messages[i]));
    }
    return vc_json_set(entry, VC_VIEW("statusMessage"), list);
}

enum vc_status
vc_status_list_entry(struct vc_arena *arena, struct vc_view list,
                     struct vc_view purpose, uint64_t index, unsigned size,
                     const struct vc_view *messages, struct vc_json **out)
{
    struct vc_json *entry = vc_json_object(arena);
    struct vc_view hash = vc_arena_join(arena, list, VC_VIEW("#"));
    struct vc_view number = {NULL, 0};
    struct vc_view id = {NULL, 0};

    if (size == 0 || size > VC_STATUS_LIST_MAX_SIZE ||
        (size > 1 && messages == NULL)) {
        return VC_INVALID;
    }
    if (entry == NULL || hash.data == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(write_number(arena, index, 10, "", &number));
    id = vc_arena_join(arena, hash, number);
    if (id.data == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_set(entry, VC_VIEW("id"), vc_json_string(arena, id)));
    VC_TRY(vc_json_set_text(arena, entry, VC_VIEW("type"),
                            VC_VIEW("BitstringStatusListEntry")));
    VC_TRY(vc_json_set_text(arena, entry, VC_VIEW("statusPurpose"), purpose));
    VC_TRY(vc_json_set(entry, VC_VIEW("statusListIndex"),
                       vc_json_string(arena, number)));
    VC_TRY(
        vc_json_set_text(arena, entry, VC_VIEW("statusListCredential"), list));
    if (messages != NULL) {
        VC_TRY(add_messages(arena, size, messages, entry));
    }
    *out = entry;
    return VC_OK;
}
