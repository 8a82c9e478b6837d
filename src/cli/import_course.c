/* SPDX-License-Identifier: Apache-2.0 */
/* import_course: a folder of Markdown becomes a new version of a course. */

#include "cli/import.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "core/blob.h"
#include "formats/mdcourse.h"
#include "formats/picture.h"
#include "learning/course.h"
#include "network/org.h"

#include <inttypes.h>
#include <string.h>

/* A course of 20 lessons in 50 languages is about 100 MB of text and HTML. */
static const size_t import_arena_bytes = (size_t)1024 * 1024 * 1024;

enum { PASS_PCT = 70, BAR = 24 };

struct work {
    struct control_call *call;
    struct cli_node *n; /* with the memory of this import */
    const struct import_course *what;
    struct mdcourse read;
    struct course_picture *pictures;
    struct course_put put;
};

static void
tell_remarks(struct control_call *call, const char *folder,
             const struct remarks *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct remark *m = &r->items[i];
        const char *kind = m->refused ? "" : "note: ";

        if (m->line) {
            control_complain(call, "%s:%d: %s%s", m->file ? m->file : folder,
                             m->line, kind, m->text);
        } else {
            control_complain(call, "%s: %s%s", m->file ? m->file : folder, kind,
                             m->text);
        }
    }
}

static void
show_bar(struct work *w, const char *what, size_t done, size_t all)
{
    char bar[BAR + 1];
    size_t full = all ? done * BAR / all : BAR;

    memset(bar, '#', full);
    memset(bar + full, '.', BAR - full);
    bar[BAR] = '\0';
    if (!w->what->quiet) {
        control_progress(w->call, "%s [%s] %zu/%zu", what, bar, done, all);
    }
}

/* --- pictures --- */

static enum err
keep_picture(struct work *w, struct arena *a, const struct md_picture *from,
             struct course_picture *to)
{
    struct picture made;
    char *data;
    size_t len;

    TRY(file_read(a, from->file, LIMIT_PICTURE_BYTES, &data, &len));
    TRY(picture_convert(a, data, len, &made));
    TRY(blob_put(w->n->arena, &w->n->node, made.data, made.len, &to->hash));
    to->type = made.type;
    to->width = made.width;
    to->height = made.height;
    to->bytes = (int64_t)made.len;
    return OK;
}

static int
keep_pictures(struct work *w)
{
    size_t count = w->read.picture_count;
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    int status = CLI_DONE;

    w->pictures = ARENA_ARRAY(w->n->arena, count, struct course_picture);
    for (size_t i = 0; i < count && status == CLI_DONE; i++) {
        const struct md_picture *p = &w->read.pictures[i];
        enum err e;

        show_bar(w, "pictures", i, count);
        arena_reset(a);
        e = keep_picture(w, a, p, &w->pictures[i]);
        if (e == ERR_FULL || e == ERR_INTERNAL) {
            control_complain(w->call, "%s: %s", p->path,
                             e == ERR_FULL ? "the disk is full"
                                           : "cannot be kept; is the data "
                                             "folder writable?");
            status = CLI_FAILED;
        } else if (e != OK) {
            control_complain(w->call,
                             "%s: note: left out: %s. Save it as PNG, JPEG or "
                             "WebP of at most %d megapixels.",
                             p->path,
                             e == ERR_LIMIT ? "it takes too much time or memory"
                                            : "it cannot be read as a picture",
                             LIMIT_PICTURE_MEGAPIXELS);
        } else if (control_is_stopped(w->call)) {
            status = CLI_FAILED;
        }
    }
    arena_free(a);
    return status;
}

/* --- database --- */

static enum err
put_course(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct org org;

    TRY(w->what->org ? org_by_slug(c, w->what->org, &org) : org_root(c, &org));
    w->put = (struct course_put){
        .read = &w->read,
        .pictures = w->pictures,
        .org = org.id,
        .pass_pct = w->what->pass_pct ? w->what->pass_pct : PASS_PCT,
        .publish = w->what->publish,
    };
    return course_put(c, &w->put);
}

static void
tell_result(struct work *w)
{
    size_t questions =
        w->read.quiz_count ? w->read.quizzes[0].questions.count : 0;
    size_t texts = 0;

    for (size_t i = 0; i < w->read.lesson_count; i++) {
        texts += w->read.lessons[i].text_count;
    }
    control_say(w->call,
                "%s: %zu lessons in %zu texts, %zu questions, %zu pictures; %s",
                w->read.slug, w->read.lesson_count, texts, questions,
                w->read.picture_count,
                w->what->publish ? "published"
                                 : "kept as a draft (--publish shows it)");
}

static int
run(struct work *w)
{
    struct ctx c = cli_ctx(w->n);
    const char *folder = control_path(w->call, w->what->folder);
    enum err e = mdcourse_read(w->n->arena, folder, &w->read);
    int status;

    tell_remarks(w->call, w->what->folder, &w->read.remarks);
    if (e != OK) {
        control_complain(
            w->call, "quipu: %s %s; nothing was imported.", w->what->folder,
            e == ERR_MISSING ? "is no folder that can be read" : "was refused");
        return CLI_FAILED;
    }
    status = keep_pictures(w);
    if (status != CLI_DONE) {
        return status;
    }
    show_bar(w, "lessons", w->read.lesson_count, w->read.lesson_count);
    e = cli_write(w->n, &c, put_course, w);
    if (e != OK) {
        control_complain(w->call, "quipu: %s was not imported: %s",
                         w->what->folder,
                         e == ERR_MISSING ? "there is no such organisation here"
                                          : cli_why(&c, e));
        return CLI_FAILED;
    }
    if (!w->what->quiet) {
        tell_result(w);
    }
    return CLI_DONE;
}

int
import_course(struct control_call *call, struct cli_node *n,
              const struct import_course *what)
{
    struct cli_node here = *n;
    struct work w = {.call = call, .n = &here, .what = what};
    int status;

    here.arena = arena_new(import_arena_bytes);
    status = run(&w);
    arena_free(here.arena);
    return status;
}
