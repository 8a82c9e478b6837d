/* SPDX-License-Identifier: Apache-2.0 */
/* import_series: a file of `key = value` lines becomes a 1+X series and the
 * description of the micro-credential that it earns. */

#include "cli/import.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "credentials/achievement.h"
#include "formats/ini.h"
#include "learning/course.h"
#include "learning/series.h"
#include "network/org.h"

#include <string.h>

enum {
    FILE_BYTES = 256 * 1024,
    OUTCOMES_MAX = 30,
    OUTCOMES_BYTES = 64 * 1024,
    ELECTIVES_MAX = 50,
    LANGS_MAX = 20
};

struct work {
    struct control_call *call;
    struct import_series *what;
    struct ini ini;
    const char *langs[LANGS_MAX];
    size_t lang_count;
    int64_t workload_hours;
    int64_t any_count;
    const char *missing; /* the course or key that is not there */
};

/* Parts of a list with commas, cleaned. */
static size_t
split(struct arena *a, const char *list, const char **out, size_t max)
{
    size_t count = 0;

    while (list && *list && count < max) {
        size_t len = strcspn(list, ",");
        const char *part = text_clean(a, arena_textn(a, list, len));

        if (*part) {
            out[count++] = part;
        }
        list += len + (list[len] == ',');
    }
    return count;
}

static const char *
get(struct ctx *c, const struct work *w, const char *key, const char *lang)
{
    const char *value =
        ini_get(&w->ini, arena_printf(c->arena, "%s.%s", key, lang));

    return value ? value : "";
}

/* --- the series --- */

static enum err
find_course(struct ctx *c, struct work *w, const char *slug, int64_t *id)
{
    enum err e = course_by_slug(c, slug, id);

    if (e == ERR_MISSING) {
        w->missing = slug;
    }
    return e;
}

static enum err
put_series(struct ctx *c, struct work *w, int64_t org)
{
    const char *slugs[ELECTIVES_MAX];
    int64_t electives[ELECTIVES_MAX];
    struct series_words words[LANGS_MAX];
    struct series_spec spec = {.slug = ini_get(&w->ini, "slug"),
                               .org = org,
                               .any_count = w->any_count,
                               .electives = electives};

    spec.elective_count =
        split(c->arena, ini_get(&w->ini, "electives"), slugs, ELECTIVES_MAX);
    TRY(find_course(c, w, ini_get(&w->ini, "core"), &spec.core));
    for (size_t i = 0; i < spec.elective_count; i++) {
        TRY(find_course(c, w, slugs[i], &electives[i]));
    }
    for (size_t i = 0; i < w->lang_count; i++) {
        words[i] = (struct series_words){
            .lang = w->langs[i],
            .title = get(c, w, "title", w->langs[i]),
            .summary = get(c, w, "summary", w->langs[i]),
        };
    }
    return series_put(c, &spec, words, w->lang_count, &w->what->id);
}

/* --- what it earns --- */

static const char *
outcomes(struct ctx *c, const struct work *w, const char *lang)
{
    struct buf b;
    const char *out;

    buf_init(&b, OUTCOMES_BYTES);
    for (int i = 1; i <= OUTCOMES_MAX; i++) {
        const char *one =
            get(c, w, arena_printf(c->arena, "outcome.%d", i), lang);

        if (*one) {
            buf_printf(&b, "%s%s", b.len ? "\n" : "", one);
        }
    }
    out = arena_text(c->arena, buf_text(&b));
    buf_free(&b);
    return out;
}

static const char *
supervision(const struct work *w)
{
    const char *s = ini_get(&w->ini, "supervision_identity");

    if (s && strcmp(s, "supervised-verified") == 0) {
        return "verified";
    }
    return s && strcmp(s, "supervised-unverified") == 0 ? "supervised" : "none";
}

static enum err
put_achievement(struct ctx *c, struct work *w)
{
    struct achievement a = {
        .series = w->what->id,
        .workload_hours = w->workload_hours,
        .participation = ini_get(&w->ini, "participation"),
        .supervision = supervision(w),
    };
    int64_t id;

    a.participation = a.participation ? a.participation : "online";
    TRY(achievement_put(c, &a, &id));
    for (size_t i = 0; i < w->lang_count; i++) {
        const char *lang = w->langs[i];

        a.lang = lang;
        a.name = get(c, w, "achievement.title", lang);
        a.description = get(c, w, "summary", lang);
        a.criteria = get(c, w, "achievement.criteria", lang);
        a.outcomes = outcomes(c, w, lang);
        a.level = get(c, w, "level", lang);
        a.level_system = get(c, w, "level_system", lang);
        a.assessment = get(c, w, "assessment_type", lang);
        a.quality = get(c, w, "quality_assurance", lang);
        a.prerequisites = get(c, w, "prerequisites", lang);
        a.stackability = get(c, w, "stackability", lang);
        TRY(achievement_put_text(c, id, &a));
    }
    return OK;
}

static enum err
put_all(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct org org;
    enum err e =
        w->what->org ? org_by_slug(c, w->what->org, &org) : org_root(c, &org);

    if (e == ERR_MISSING) {
        w->missing = w->what->org;
    }
    TRY(e);
    TRY(put_series(c, w, org.id));
    return put_achievement(c, w);
}

/* --- the file --- */

/* What must stand in the file, and in a form we understand. */
static const char *
read_head(struct arena *a, struct work *w)
{
    const char *slug = ini_get(&w->ini, "slug");
    const char *rule = ini_get(&w->ini, "rule");
    const char *hours = ini_get(&w->ini, "workload_hours");

    if (!slug || !text_is_slug(slug)) {
        return "`slug` must be 2 to 40 of a-z, 0-9 and hyphens";
    }
    if (!ini_get(&w->ini, "core")) {
        return "`core` must name the slug of the core course";
    }
    if (!rule || strncmp(rule, "any ", 4) != 0 ||
        !text_i64(rule + 4, &w->any_count) || w->any_count < 0) {
        return "`rule` must be `any N`: how many electives complete it";
    }
    if (!hours || !text_i64(hours, &w->workload_hours) ||
        w->workload_hours < 1) {
        return "`workload_hours` must be a whole number of hours";
    }
    w->lang_count = split(a, ini_get(&w->ini, "language"), w->langs, LANGS_MAX);
    return w->lang_count ? NULL
                         : "`language` must list the languages, such as es, en";
}

static int
refuse(struct work *w, int line, const char *why)
{
    if (line) {
        control_complain(w->call, "%s:%d: %s. Nothing was imported.",
                         w->what->file, line, why);
    } else {
        control_complain(w->call, "%s: %s. Nothing was imported.",
                         w->what->file, why);
    }
    return CLI_FAILED;
}

static int
explain(struct work *w, struct ctx *c, enum err e)
{
    if (e == ERR_MISSING && w->missing) {
        return refuse(w, 0,
                      arena_printf(c->arena,
                                   "'%s' is not here; import it first",
                                   w->missing));
    }
    if (e == ERR_INVALID && c->problem_count) {
        return refuse(w, 0,
                      arena_printf(c->arena, "%s: %s", c->problems[0].field,
                                   c->problems[0].text));
    }
    return refuse(w, 0, cli_why(c, e));
}

int
import_series(struct control_call *call, struct cli_node *n,
              struct import_series *what)
{
    struct work w = {.call = call, .what = what};
    struct ctx c = cli_ctx(n);
    const char *why;
    char *text;
    size_t len;
    int line = 0;
    enum err e = file_read(n->arena, control_path(call, what->file), FILE_BYTES,
                           &text, &len);

    if (e != OK) {
        return refuse(&w, 0, "it cannot be read");
    }
    if (ini_parse(n->arena, text, len, &w.ini, &line) != OK) {
        return refuse(&w, line,
                      "this is no line `key = value`, or the key "
                      "stands twice");
    }
    why = read_head(n->arena, &w);
    if (why) {
        return refuse(&w, 0, why);
    }
    e = cli_write(n, &c, put_all, &w);
    if (e != OK) {
        return explain(&w, &c, e);
    }
    if (!what->quiet) {
        control_say(call, "%s: the core course and any %d of its electives",
                    ini_get(&w.ini, "slug"), (int)w.any_count);
    }
    return CLI_DONE;
}
