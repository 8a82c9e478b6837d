/* SPDX-License-Identifier: Apache-2.0 */
/* document: the unsigned Open Badges 3.0 credential of a draft. */

#include "credentials/document.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "credentials/issue.h"

#include "vc/json.h"

#include <string.h>

enum { DOCUMENT_BYTES = 4 * 1024 * 1024 };

/* Builds a tree in a straight line: the first failure sticks. */
struct builder {
    struct vc_arena arena;
    bool failed;
};

static struct vc_json *
check(struct builder *b, struct vc_json *node)
{
    b->failed = b->failed || !node;
    return node;
}

static void
put(struct builder *b, struct vc_json *object, const char *name,
    struct vc_json *value)
{
    if (!check(b, value) || !object ||
        vc_json_set(object, vc_view_of(name), value) != VC_OK) {
        b->failed = true;
    }
}

static void
put_text(struct builder *b, struct vc_json *object, const char *name,
         const char *text)
{
    put(b, object, name, vc_json_string(&b->arena, vc_view_of(text)));
}

static struct vc_json *
object(struct builder *b)
{
    return check(b, vc_json_object(&b->arena));
}

static struct vc_json *
list(struct builder *b, const char *const *texts, size_t count)
{
    struct vc_json *array = check(b, vc_json_array(&b->arena));

    for (size_t i = 0; i < count; i++) {
        struct vc_json *item =
            check(b, vc_json_string(&b->arena, vc_view_of(texts[i])));

        if (array && item && vc_json_append(array, item) != VC_OK) {
            b->failed = true;
        }
    }
    return array;
}

static struct vc_json *
list_of(struct builder *b, struct vc_json *item)
{
    struct vc_json *array = check(b, vc_json_array(&b->arena));

    if (!array || !item || vc_json_append(array, item) != VC_OK) {
        b->failed = true;
    }
    return array;
}

static void
put_type(struct builder *b, struct vc_json *node, const char *type)
{
    put(b, node, "type", list(b, &type, 1));
}

/* --- the parts --- */

const char *
document_narrative(struct ctx *c, const struct achievement *a)
{
    const struct lang *l = lang_find(a->lang) ? lang_find(a->lang) : c->lang;
    const char *out = arena_printf(c->arena, "%s\n\n**%s**\n\n", a->criteria,
                                   tr(l, "Learning outcomes"));

    for (const char *s = a->outcomes; *s;) {
        size_t len = strcspn(s, "\n");

        out = arena_printf(c->arena, "%s- %.*s\n", out, (int)len, s);
        s += len + (s[len] == '\n');
    }
    out = arena_printf(
        c->arena,
        "%s\n**%s** %lld h  \n**%s** %s (%s)  \n**%s** %s  \n"
        "**%s** %s  \n**%s** %s  \n**%s** %s",
        out, tr(l, "Workload:"), (long long)a->workload_hours, tr(l, "Level:"),
        a->level, a->level_system, tr(l, "Assessment:"), a->assessment,
        tr(l, "Supervision:"), tr(l, achievement_supervision(a)),
        tr(l, "Participation:"), tr(l, achievement_participation(a)),
        tr(l, "Quality assurance:"), a->quality);
    if (*a->prerequisites) {
        out = arena_printf(c->arena, "%s  \n**%s** %s", out,
                           tr(l, "Prerequisites:"), a->prerequisites);
    }
    if (*a->stackability) {
        out = arena_printf(c->arena, "%s  \n**%s** %s", out,
                           tr(l, "Stackability:"), a->stackability);
    }
    return out;
}

static struct vc_json *
make_issuer(struct builder *b, const struct issuer *i)
{
    struct vc_json *node = object(b);
    struct vc_json *address;

    put_text(b, node, "id", i->did);
    put_type(b, node, "Profile");
    put_text(b, node, "name", i->name);
    if (i->url && strstr(i->url, "://")) {
        put_text(b, node, "url", i->url);
    }
    if (i->country) {
        address = object(b);
        put_type(b, address, "Address");
        put_text(b, address, "addressCountryCode", i->country);
        put(b, node, "address", address);
    }
    return node;
}

static struct vc_json *
make_achievement(struct builder *b, struct ctx *c, const struct issue_draft *d)
{
    const struct achievement *a = &d->achievement;
    struct vc_json *node = object(b), *criteria = object(b);

    put_text(b, node, "id",
             arena_printf(c->arena, "%s/achievements/%s", c->node->public_url,
                          a->number));
    put_type(b, node, "Achievement");
    put_text(b, node, "achievementType", "MicroCredential");
    put_text(b, node, "name", a->name);
    put_text(b, node, "description", a->description);
    put_text(b, node, "inLanguage", a->lang);
    if (a->credits_milli > 0) {
        put(b, node, "creditsAvailable",
            vc_json_number(&b->arena, (double)a->credits_milli / 1000));
    }
    put_text(b, criteria, "narrative", d->narrative);
    put(b, node, "criteria", criteria);
    return node;
}

/* 128 bits of the holder's number as a UUID of version 8 (RFC 9562: own
 * construction), so that the subject has an id that is no address. */
static const char *
subject_id(struct ctx *c, const char *person_number)
{
    unsigned char h[HASH_SIZE];

    hash_sha256(person_number, strlen(person_number), h);
    h[6] = (unsigned char)((h[6] & 0x0f) | 0x80);
    h[8] = (unsigned char)((h[8] & 0x3f) | 0x80);
    return arena_printf(c->arena,
                        "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                        "%02x%02x%02x%02x%02x%02x",
                        h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8],
                        h[9], h[10], h[11], h[12], h[13], h[14], h[15]);
}

static struct vc_json *
make_subject(struct builder *b, struct ctx *c, const struct issue_draft *d,
             const char *person_number)
{
    struct vc_json *node = object(b), *identity = object(b);

    put_text(b, node, "id", subject_id(c, person_number));
    put_type(b, node, "AchievementSubject");
    put_text(b, identity, "type", "IdentityObject");
    put_text(b, identity, "identityHash", d->holder_name);
    put_text(b, identity, "identityType", "name");
    put(b, identity, "hashed", vc_json_bool(&b->arena, false));
    put(b, node, "identifier", list_of(b, identity));
    put(b, node, "achievement", make_achievement(b, c, d));
    return node;
}

static struct vc_json *
make(struct builder *b, struct ctx *c, const struct issue_draft *d,
     const char *person_number)
{
    static const char *const contexts[] = {
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    };
    static const char *const types[] = {"VerifiableCredential",
                                        "OpenBadgeCredential"};
    struct vc_json *node = object(b);
    put(b, node, "@context", list(b, contexts, COUNT(contexts)));
    put_text(b, node, "id",
             arena_printf(c->arena, "%s/certificates/%s", c->node->public_url,
                          d->number));
    put(b, node, "type", list(b, types, COUNT(types)));
    put_text(b, node, "name", d->achievement.name);
    put(b, node, "issuer", make_issuer(b, &d->issuer));
    put_text(b, node, "validFrom", d->issued_stamp);
    put_text(b, node, "awardedDate", d->issued_stamp);
    put(b, node, "credentialSubject", make_subject(b, c, d, person_number));
    return node;
}

enum err
document_write(struct ctx *c, const struct issue_draft *d,
               const char *person_number, const char **text)
{
    struct builder b = {0};
    struct vc_json *node;
    struct vc_view out;

    vc_arena_init(&b.arena, NULL, DOCUMENT_BYTES);
    node = make(&b, c, d, person_number);
    if (!b.failed && vc_json_write(&b.arena, node, 0, &out) == VC_OK) {
        *text = arena_textn(c->arena, out.data, out.size);
    } else {
        b.failed = true;
    }
    vc_arena_free(&b.arena);
    return b.failed ? ERR_INTERNAL : OK;
}
