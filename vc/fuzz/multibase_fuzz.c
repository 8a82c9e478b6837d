/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: what is decoded is encoded back to the very same text, and bytes
 * come back from their text. Keys and identifiers likewise. */
#include "fuzz.h"

#include "vc/did.h"
#include "vc/instant.h"
#include "vc/multibase.h"
#include "vc/secret.h"

#include <string.h>

static void
check_text(const char *text, size_t size)
{
    uint8_t bytes[VC_MULTIBASE_MAX_BYTES];
    char back[2 * VC_MULTIBASE_MAX_BASE58];
    size_t count = 0;

    if (vc_multibase_base58_decode(text, size, bytes, sizeof(bytes), &count)) {
        size_t n = vc_multibase_base58_encode(bytes, count, back, sizeof(back));

        FUZZ_CHECK(n == size && memcmp(back, text, n) == 0);
    }
    if (vc_multibase_base64url_decode(text, size, bytes, sizeof(bytes),
                                      &count)) {
        size_t n = vc_multibase_base64url_encode(bytes, count, back);

        FUZZ_CHECK(n == size && memcmp(back, text, n) == 0);
    }
}

static void
check_names(struct vc_view text)
{
    struct vc_arena arena;
    struct vc_view address;
    struct vc_key key;
    struct vc_secret secret;
    char back[VC_DID_KEY_MAX_TEXT];
    int64_t ms = 0;
    char time[VC_INSTANT_TEXT];

    vc_arena_init(&arena, NULL, 1 << 20);
    if (vc_key_read(text, &key) == VC_OK) {
        size_t n = vc_key_write(&key, back);

        FUZZ_CHECK(n == text.size && memcmp(back, text.data, n) == 0);
    }
    if (vc_did_key_read(text, &key) == VC_OK) {
        size_t n = vc_did_key_write(&key, back);

        FUZZ_CHECK(n <= text.size && memcmp(back, text.data, n) == 0);
    }
    if (vc_secret_read_pem(text, &secret, NULL) == VC_OK) {
        FUZZ_CHECK(vc_key_signature_size(&secret.key) > 0);
    }
    if (vc_did_web_address(&arena, text, &address) == VC_OK) {
        FUZZ_CHECK(vc_view_starts(address, VC_VIEW("https://")));
    }
    if (vc_instant_parse(text.data, text.size, &ms)) {
        size_t n = vc_instant_write(ms, time);
        int64_t again = 0;

        FUZZ_CHECK(n == 0 ||
                   (vc_instant_parse(time, n, &again) && again == ms));
    }
    vc_arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    char encoded[VC_MULTIBASE_MAX_BASE58 + 1];
    uint8_t back[VC_MULTIBASE_MAX_BYTES];
    size_t count = 0;
    size_t n = 0;

    check_text(text, size);
    check_names((struct vc_view){text, size});
    if (size > 0 && size <= VC_MULTIBASE_MAX_BYTES) {
        n = vc_multibase_encode(data, size, encoded, sizeof(encoded));
        FUZZ_CHECK(n > 1);
        FUZZ_CHECK(vc_multibase_decode(encoded, n, back, sizeof(back), &count));
        FUZZ_CHECK(count == size && memcmp(back, data, size) == 0);
    }
    return 0;
}
