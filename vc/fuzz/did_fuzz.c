/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: any bytes as an identifier and as the document of an issuer. A
 * key that is found is one that can be written, and is found by itself too. */
#include "fuzz.h"

#include "vc/did.h"
#include "vc/jwk.h"

#define DID "did:web:uni.example"

static void
try_identifier(struct vc_arena *arena, struct vc_view text)
{
    static const struct vc_view https = VC_VIEW_INIT("https://");
    char again[VC_DID_KEY_MAX_TEXT];
    struct vc_view address;
    struct vc_key key;

    if (vc_did_key_read(text, &key) == VC_OK) {
        struct vc_view did = {again, vc_did_key_write(&key, again)};

        FUZZ_CHECK(vc_view_equal(vc_did_without_fragment(text), did));
    }
    if (vc_did_web_address(arena, text, &address) == VC_OK) {
        FUZZ_CHECK(vc_view_starts(address, https));
        for (size_t i = 0; i < address.size; i++) {
            FUZZ_CHECK(address.data[i] > ' ' && address.data[i] < 0x7F &&
                       address.data[i] != '@' && address.data[i] != '#');
        }
    }
}

static void
try_document(struct vc_arena *arena, struct vc_view text)
{
    static const struct vc_view purpose = VC_VIEW_INIT("assertionMethod");
    static const char *const ids[] = {DID "#a", DID "#b", DID "#c"};
    struct vc_json *document = NULL;
    struct vc_json *jwk = NULL;
    struct vc_key_method found;
    struct vc_key_method same;
    struct vc_view id;

    if (vc_did_document_read(arena, text, VC_VIEW(DID), &document, NULL) !=
        VC_OK) {
        return;
    }
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        if (vc_key_find(document, VC_VIEW(DID), vc_view_of(ids[i]), purpose,
                        &found, NULL) != VC_OK) {
            continue;
        }
        FUZZ_CHECK(vc_jwk_write(arena, &found.key, &jwk) == VC_OK);
        /* Perhaps under another id, which is not listed for the purpose. */
        if (vc_key_find_same(document, VC_VIEW(DID), &found.key, purpose, &same,
                             &id, NULL) == VC_OK) {
            FUZZ_CHECK(vc_key_equal(&same.key, &found.key));
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_view text = {(const char *)data, size};
    struct vc_arena arena;

    vc_arena_init(&arena, NULL, 64 << 20);
    try_identifier(&arena, text);
    try_document(&arena, text);
    vc_arena_free(&arena);
    return 0;
}
