/* SPDX-License-Identifier: Apache-2.0 */
/* words: what people read for values that the database keeps. */

#include "web/words.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "core/ctx.h"
#include "network/mandate.h"

#include <string.h>

const struct word words_workgroups[WORDS_WORKGROUPS] = {
    {"teaching", N_("Teaching")},
    {"support", N_("Support")},
    {"leaders", N_("Leadership")},
};

const char *
words_of(const struct lang *l, const struct word *words, size_t count,
         const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(words[i].key, key)) {
            return tr(l, words[i].text);
        }
    }
    return key;
}

const char *
words_workgroup(const struct lang *l, const char *key)
{
    return words_of(l, words_workgroups, WORDS_WORKGROUPS, key);
}

const struct lang *
words_other_lang(const struct lang *l)
{
    return lang_find(strcmp(l->tag, "en") == 0 ? "es" : "en");
}

static const struct word kind_words[] = {
    {"network", N_("Network")},
    {"region", N_("Region")},
    {"country", N_("Country")},
    {"territory", N_("Territory")},
    {"institution", N_("Institution")},
    {"unit", N_("Unit")},
    {"enterprise", N_("Enterprise")},
    {"international", N_("International organisation")},
};

static const struct word status_words[] = {
    {"known", N_("in the directory, not a member yet")},
    {"member", N_("member")},
    {"suspended", N_("membership suspended")},
    {"left", N_("left the network")},
};

static const struct word mandate_status_words[] = {
    {"contact", N_("in contact")},
    {"agreed", N_("agreed")},
    {"active", N_("in force")},
    {"ended", N_("ended")},
};

static const struct word event_words[] = {
    {"contact", N_("First contact")},
    {"agreement", N_("Agreement signed")},
    {"launch", N_("Launched")},
    {"endorsement", N_("Endorsed by the ministry")},
    {"end", N_("Ended")},
};

static const struct word mandate_words[] = {
    {"national_centre", N_("National centre")},
    {"representation", N_("National representation")},
    {"regional_office", N_("Regional office")},
    {"presidency", N_("Presidency")},
    {"secretariat", N_("Secretariat")},
};

const char *
words_kind(const struct lang *lang, const char *kind)
{
    return words_of(lang, kind_words, COUNT(kind_words), kind);
}

const char *
words_status(const struct lang *lang, const char *status)
{
    return words_of(lang, status_words, COUNT(status_words), status);
}

const char *
words_mandate(const struct lang *lang, const char *kind)
{
    return words_of(lang, mandate_words, COUNT(mandate_words), kind);
}

const char *
words_mandate_status(const struct lang *lang, const char *status)
{
    return words_of(lang, mandate_status_words, COUNT(mandate_status_words),
                    status);
}

const char *
words_mandate_state(const struct ctx *c, const struct mandate *m)
{
    return strcmp(m->status, "active") != 0 || mandate_is_in_force(c, m)
               ? words_mandate_status(c->lang, m->status)
           : strcmp(m->from_date, ctx_today(c)) > 0
               ? tr(c->lang, "in force later")
               : tr(c->lang, "its term is over");
}

const char *
words_joined(struct arena *a, const char *one, const char *two)
{
    return !two ? one : one ? arena_printf(a, "%s · %s", one, two) : two;
}

const char *
words_zone(struct arena *a, const char *zone)
{
    const char *slash = zone ? strrchr(zone, '/') : NULL;
    char *place = arena_text(a, slash ? slash + 1 : zone ? zone : "");

    for (char *p = place; *p; p++) {
        if (*p == '_') {
            *p = ' ';
        }
    }
    return place;
}

/* Names of languages are not translated: who needs one knows its own. */
static const struct word lang_words[] = {
    {"ar", "العربية"},  {"ay", "Aymar aru"},  {"en", "English"},
    {"es", "Español"},  {"fr", "Français"},   {"gn", "Avañe’ẽ"},
    {"ht", "Kreyòl"},   {"nl", "Nederlands"}, {"pt", "Português"},
    {"qu", "Runasimi"}, {"ru", "Русский"},    {"zh", "中文"},
};

static const char *
lang_word(const char *tag)
{
    for (size_t i = 0; i < COUNT(lang_words); i++) {
        if (strcmp(lang_words[i].key, tag) == 0) {
            return lang_words[i].text;
        }
    }
    return tag;
}

const char *
words_langs(struct arena *a, const char *tags)
{
    const char *names = NULL;

    while (tags && *tags) {
        size_t len = strcspn(tags, " ");
        const char *word = lang_word(arena_textn(a, tags, len));

        names = names ? arena_printf(a, "%s, %s", names, word) : word;
        tags += len + strspn(tags + len, " ");
    }
    return names ? names : "";
}

const char *
words_event(const struct lang *lang, const char *event)
{
    return words_of(lang, event_words, COUNT(event_words), event);
}
