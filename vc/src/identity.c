/* SPDX-License-Identifier: Apache-2.0 */
/* identity: "sha256$" and the hash, in hex, of the identifier followed by the
 * salt. */

#include "vc/identity.h"

#include "vc/multibase.h"

enum {
    MAX_IDENTIFIERS = 64,
    HASH = 32,
    SALT = 16,
    PREFIX = 7, /* sha256$ */
    HASH_TEXT = PREFIX + 2 * HASH
};

static const struct vc_view type_email = VC_VIEW_INIT("emailAddress");

static enum vc_status
hash_text(struct vc_crypto *crypto, struct vc_view text, struct vc_view salt,
          char out[HASH_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t hash[VC_CRYPTO_MAX_HASH];

    VC_TRY(vc_crypto_hash_begin(crypto, VC_SHA256));
    VC_TRY(vc_crypto_hash_more(crypto, VC_SHA256, text.data, text.size));
    VC_TRY(vc_crypto_hash_more(crypto, VC_SHA256, salt.data, salt.size));
    VC_TRY(vc_crypto_hash_end(crypto, VC_SHA256, hash));
    memcpy(out, "sha256$", PREFIX);
    for (size_t i = 0; i < HASH; i++) {
        out[PREFIX + 2 * i] = digits[hash[i] >> 4];
        out[PREFIX + 2 * i + 1] = digits[hash[i] & 15];
    }
    return VC_OK;
}

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* ASCII only: what stands before the @ beyond that is nobody's to fold. */
static enum vc_status
in_small_letters(struct vc_arena *arena, struct vc_view text,
                 struct vc_view *out)
{
    char *copy = vc_arena_alloc(arena, text.size);

    if (copy == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < text.size; i++) {
        copy[i] = lower(text.data[i]);
    }
    *out = (struct vc_view){copy, text.size};
    return VC_OK;
}

static bool
same_hash(struct vc_view stored, const char made[HASH_TEXT])
{
    for (size_t i = 0; i < HASH_TEXT; i++) {
        if (lower(stored.data[i]) != made[i]) {
            return false;
        }
    }
    return true;
}

static enum vc_status
compare(struct vc_crypto *crypto, const struct vc_json *identity,
        struct vc_view text, enum vc_identity *out)
{
    const struct vc_json *hashed = vc_json_get(identity, VC_VIEW("hashed"));
    struct vc_view stored = vc_json_get_text(identity, VC_VIEW("identityHash"));
    struct vc_view salt = vc_json_get_text(identity, VC_VIEW("salt"));
    char made[HASH_TEXT];

    *out = VC_IDENTITY_NOT_READ;
    if (stored.data == NULL || !vc_json_is(hashed, VC_JSON_BOOL)) {
        return VC_OK;
    }
    if (!hashed->u.boolean) {
        *out =
            vc_view_equal(stored, text) ? VC_IDENTITY_SAME : VC_IDENTITY_OTHER;
        return VC_OK;
    }
    if (stored.size != HASH_TEXT ||
        !vc_view_starts(stored, VC_VIEW("sha256$"))) {
        return VC_OK;
    }
    salt = salt.data != NULL ? salt : VC_VIEW("");
    VC_TRY(hash_text(crypto, text, salt, made));
    *out = same_hash(stored, made) ? VC_IDENTITY_SAME : VC_IDENTITY_OTHER;
    return VC_OK;
}

/* One identifier, by both ways to write the text. */
static enum vc_status
check_one(struct vc_crypto *crypto, const struct vc_json *identity,
          struct vc_view type, const struct vc_view texts[2],
          enum vc_identity *out)
{
    struct vc_view own = vc_json_get_text(identity, VC_VIEW("identityType"));

    *out = VC_IDENTITY_NONE;
    if (!vc_json_is(identity, VC_JSON_OBJECT) ||
        (type.data != NULL &&
         (own.data == NULL || !vc_view_equal(own, type)))) {
        return VC_OK;
    }
    VC_TRY(compare(crypto, identity, texts[0], out));
    if (*out == VC_IDENTITY_OTHER && own.data != NULL &&
        vc_view_equal(own, type_email)) {
        VC_TRY(compare(crypto, identity, texts[1], out));
    }
    return VC_OK;
}

/* One that fits is enough; then what could not be read, then somebody else. */
static enum vc_identity
better(enum vc_identity a, enum vc_identity b)
{
    static const unsigned rank[] = {[VC_IDENTITY_NONE] = 0,
                                    [VC_IDENTITY_OTHER] = 1,
                                    [VC_IDENTITY_NOT_READ] = 2,
                                    [VC_IDENTITY_SAME] = 3};

    return rank[a] >= rank[b] ? a : b;
}

enum vc_status
vc_identity_check(struct vc_arena *arena, struct vc_crypto *crypto,
                  const struct vc_json *credential, struct vc_view type,
                  struct vc_view text, enum vc_identity *out)
{
    const struct vc_json *identities =
        vc_json_get(vc_json_get(credential, VC_VIEW("credentialSubject")),
                    VC_VIEW("identifier"));
    bool several = vc_json_is(identities, VC_JSON_ARRAY);
    const struct vc_json *one =
        several ? vc_json_first(identities) : identities;
    struct vc_view texts[2] = {text, text};

    *out = VC_IDENTITY_NONE;
    VC_TRY(in_small_letters(arena, text, &texts[1]));
    for (size_t i = 0; one != NULL && i < MAX_IDENTIFIERS; i++) {
        enum vc_identity found = VC_IDENTITY_NONE;

        VC_TRY(check_one(crypto, one, type, texts, &found));
        *out = better(*out, found);
        one = several ? one->next : NULL;
    }
    return VC_OK;
}

/* --- making -------------------------------------------------------------- */

enum vc_status
vc_identity_make(struct vc_arena *arena, struct vc_crypto *crypto,
                 struct vc_view type, struct vc_view text, bool hashed,
                 struct vc_json **out)
{
    struct vc_json *identity = vc_json_object(arena);
    uint8_t random[SALT];
    char salt[2 * SALT];
    char hash[HASH_TEXT];
    struct vc_view salt_text = {salt, 0};

    if (identity == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_set_text(arena, identity, VC_VIEW("type"),
                            VC_VIEW("IdentityObject")));
    VC_TRY(
        vc_json_set(identity, VC_VIEW("hashed"), vc_json_bool(arena, hashed)));
    VC_TRY(vc_json_set_text(arena, identity, VC_VIEW("identityType"), type));
    *out = identity;
    if (!hashed) {
        return vc_json_set_text(arena, identity, VC_VIEW("identityHash"), text);
    }
    vc_crypto_random(random, sizeof(random));
    salt_text.size =
        vc_multibase_base64url_encode(random, sizeof(random), salt);
    VC_TRY(hash_text(crypto, text, salt_text, hash));
    VC_TRY(vc_json_set_text(arena, identity, VC_VIEW("identityHash"),
                            (struct vc_view){hash, HASH_TEXT}));
    return vc_json_set_text(arena, identity, VC_VIEW("salt"), salt_text);
}
