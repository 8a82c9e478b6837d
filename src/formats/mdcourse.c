/* SPDX-License-Identifier: Apache-2.0 */
/* mdcourse: a folder of Markdown as a course. */

#include "formats/mdcourse.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "formats/gift.h"
#include "formats/html_clean.h"
#include "formats/ini.h"
#include "formats/markdown.h"
#include "formats/remark.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANGS_MAX = 60,
    LESSONS_MAX = 200,
    PICTURES_MAX = 2000,
    NAMES_MAX = LIMIT_COURSE_FILES,
    /* With its HTML and blocks it takes some times that of an arena. */
    COURSE_BYTES_MAX = 8 * 1024 * 1024
};

struct reader {
    struct arena *a;
    const char *folder;
    struct mdcourse *out;
    /* of the text being read, for its pictures */
    const char *text_folder; /* relative, "" = the course folder */
    const char *text_file;
    struct md_text *text;
    size_t *seen; /* PICTURES_MAX */
    size_t bytes; /* of all texts */
};

/* --- names in folders --- */

struct names {
    const char **items;
    size_t count;
};

/* By the number in front ("2-a" before "10-b"), then by name. */
static int
by_name(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t xn, yn;
    int order;

    x += strspn(x, "0");
    y += strspn(y, "0");
    xn = strspn(x, "0123456789");
    yn = strspn(y, "0123456789");
    if (xn != yn) {
        return xn < yn ? -1 : 1;
    }
    order = strcmp(x, y);
    return order ? order
                 : strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a folder of the course holds, sorted; nothing when there is none. */
static struct names
list(struct reader *r, const char *relative)
{
    struct names n = {0};
    const char *path =
        *relative ? file_join(r->a, r->folder, relative) : r->folder;
    DIR *d = opendir(path);
    struct dirent *e;

    if (!d) {
        return n;
    }
    n.items = ARENA_ARRAY(r->a, NAMES_MAX, const char *);
    while (n.count < NAMES_MAX && (e = readdir(d))) {
        if (e->d_name[0] != '.') {
            n.items[n.count++] = arena_text(r->a, e->d_name);
        }
    }
    closedir(d);
    qsort(n.items, n.count, sizeof *n.items, by_name);
    return n;
}

static const char *
join(struct reader *r, const char *folder, const char *name)
{
    return *folder ? arena_printf(r->a, "%s/%s", folder, name) : name;
}

/* Is it there, and in the course? A link may lead to any file of the machine
 * that publishes the lesson. */
static bool
exists(struct reader *r, const char *relative)
{
    char *root = realpath(r->folder, NULL);
    char *real = realpath(file_join(r->a, r->folder, relative), NULL);
    size_t n = root ? strlen(root) : 0;
    bool inside =
        n && real && strncmp(real, root, n) == 0 && (real[n] == '/' || n == 1);

    free(root);
    free(real);
    return inside;
}

/* "01-name": two digits or more, then a hyphen. */
static bool
is_chapter(struct reader *r, const char *name)
{
    size_t n = strspn(name, "0123456789");

    return n >= 1 && name[n] == '-' &&
           file_is_folder(file_join(r->a, r->folder, name));
}

/* Tags as the web writes them; old folder names become them. */
static const char *
normal_lang(struct arena *a, const char *s)
{
    static const char *const odd[][2] = {
        {"cn", "zh"},    {"tw", "zh-TW"}, {"hk", "zh-HK"}, {"mo", "zh-MO"},
        {"br", "pt-BR"}, {"jp", "ja"},    {"ja-jp", "ja"}, {"kr", "ko"}};
    char *out;

    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        if (strcmp(s, odd[i][0]) == 0) {
            return odd[i][1];
        }
    }
    out = arena_text(a, s);
    if (strlen(out) == 5 && (out[2] == '-' || out[2] == '_')) {
        out[2] = '-';
        for (int i = 3; i < 5; i++) {
            out[i] =
                (char)(out[i] >= 'a' && out[i] <= 'z' ? out[i] - 32 : out[i]);
        }
    }
    return out;
}

static bool
is_lang(const char *s)
{
    size_t n = strlen(s);

    return (n == 2 || n == 5) &&
           strspn(s,
                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") ==
               n;
}

/* --- pictures --- */

/* "a/b" and "../c/d.png" to "a/c/d.png"; NULL = it leads out of the course. */
static const char *
resolve(struct arena *a, const char *folder, const char *relative)
{
    size_t n = strlen(folder);
    char *out = arena_alloc(a, n + strlen(relative) + 2);

    memcpy(out, folder, n);
    while (*relative) {
        size_t len = strcspn(relative, "/");

        if (len == 2 && memcmp(relative, "..", 2) == 0) {
            if (n == 0) {
                return NULL;
            }
            while (n && out[n - 1] != '/') {
                n--;
            }
            n -= n > 0;
        } else if (len && !(len == 1 && *relative == '.')) {
            if (n) {
                out[n++] = '/';
            }
            memcpy(out + n, relative, len);
            n += len;
        }
        relative += len;
        relative += *relative == '/';
    }
    out[n] = '\0';
    return out;
}

static size_t
picture_index(struct reader *r, const char *path)
{
    struct mdcourse *m = r->out;

    for (size_t i = 0; i < m->picture_count; i++) {
        if (strcmp(m->pictures[i].path, path) == 0) {
            return i;
        }
    }
    if (m->picture_count == PICTURES_MAX) {
        return PICTURES_MAX;
    }
    m->pictures[m->picture_count] = (struct md_picture){
        .path = path, .file = file_join(r->a, r->folder, path)};
    return m->picture_count++;
}

static void
note_picture(struct reader *r, size_t index)
{
    struct md_text *t = r->text;

    for (size_t i = 0; i < t->picture_count; i++) {
        if (t->pictures[i] == index) {
            return;
        }
    }
    t->pictures[t->picture_count++] = index;
}

/* Relative pictures of the course; those of other sites stay out, since a page
 * loads nothing from elsewhere. */
static const char *
place_picture(void *user, const char *src)
{
    struct reader *r = user;
    size_t len = strcspn(src, "?#"), n, index;
    const char *path;
    char *plain;

    if (strstr(src, "://") || src[0] == '/' || strncmp(src, "data:", 5) == 0 ||
        r->text->picture_count == PICTURES_MAX ||
        !encode_unpercent(r->a, src, len, false, &plain, &n)) {
        return NULL;
    }
    path = resolve(r->a, r->text_folder, plain);
    if (!path || !exists(r, path)) {
        remark_add(r->a, &r->out->remarks, false, r->text_file, 0,
                   "The picture %s is not there. The lesson shows its words "
                   "instead.",
                   plain);
        return NULL;
    }
    index = picture_index(r, path);
    if (index == PICTURES_MAX) {
        return NULL;
    }
    note_picture(r, index);
    return arena_printf(r->a, "/pictures/%zu", index);
}

/* --- links --- */

/* What stands behind the number of a chapter, as an address. */
static const char *
slug_of(struct arena *a, const char *chapter)
{
    const char *slug =
        text_slug(a, chapter + strspn(chapter, "0123456789") + 1);

    return *slug ? slug : chapter;
}

/* A link to another chapter leads to its lesson. Other files of the folder are
 * not part of the course: only the words of such a link stay. */
static const char *
place_link(void *user, const char *href)
{
    struct reader *r = user;
    size_t len = strcspn(href, "?#"), n;
    const char *path, *chapter, *rest, *slug;
    const char *mark = strchr(href, '#');
    char *plain;

    if (*href == '/' || !encode_unpercent(r->a, href, len, false, &plain, &n)) {
        return NULL;
    }
    path = resolve(r->a, r->text_folder, plain);
    if (!path) {
        return NULL;
    }
    if (text_starts(path, "translations/")) {
        path += strcspn(path, "/") + 1;
        path += strcspn(path, "/");
        path += *path == '/';
    }
    chapter = arena_textn(r->a, path, strcspn(path, "/"));
    rest = path + strlen(chapter);
    if (!is_chapter(r, chapter) || (*rest && !text_ends(rest, "/README.md") &&
                                    strncmp(rest, "/README.", 8) != 0 &&
                                    strncmp(rest, "/translations/", 14) != 0)) {
        return NULL;
    }
    slug = slug_of(r->a, chapter);
    slug = strcmp(slug, "quiz") == 0 ? "quiz-lesson" : slug;
    return arena_printf(r->a, mark && mark[1] ? "%s#t-%s" : "%s", slug,
                        mark ? mark + 1 : "");
}

/* --- texts --- */

/* How long the lines are that other programs read ("---", key: value, "---");
 * 0 = there are none. `title` gets theirs, NULL else. */
static size_t
front_matter(struct arena *a, const char *text, const char **title)
{
    const char *s = text + strcspn(text, "\n");

    *title = NULL;
    if (!text_starts(text, "---") ||
        strspn(text + 3, " \r") + 3 < (size_t)(s - text)) {
        return 0;
    }
    while (*s && *++s) {
        size_t len = strcspn(s, "\n");
        const char *line = text_clean(a, arena_textn(a, s, len));
        size_t key = strcspn(line, ":");

        if (strcmp(line, "---") == 0) {
            return (size_t)(s - text) + len;
        }
        if (*line && *line != '#' && *line != '-' && *s != ' ' &&
            line[key] != ':') {
            break; /* a rule at the head of a text */
        }
        if (text_starts(line, "title:")) {
            line = text_clean(a, line + 6);
            len = strlen(line);
            *title = len > 1 && (*line == '"' || *line == '\'') &&
                             line[len - 1] == *line
                         ? arena_textn(a, line + 1, len - 2)
                         : line;
        }
        s += strcspn(s, "\n");
    }
    *title = NULL;
    return 0;
}

static enum err
read_text(struct reader *r, const char *lang, const char *folder,
          const char *name, struct md_lesson *l)
{
    struct html_clean_options options = {.heading_shift = 0,
                                         .picture = place_picture,
                                         .link = place_link,
                                         .user = r};
    struct md_text *t = &l->texts[l->text_count];
    const char *file = join(r, folder, name);
    const char *title;
    char *data = NULL;
    size_t len = 0, head;
    enum err e;

    for (size_t i = 0; i < l->text_count; i++) {
        if (strcmp(l->texts[i].lang, lang) == 0) {
            remark_add(r->a, &r->out->remarks, false, file, 0,
                       "%s is read for this language already. Keep one of "
                       "them.",
                       l->texts[i].file);
            return OK;
        }
    }
    e = !exists(r, file) ? ERR_MISSING
                         : file_read(r->a, file_join(r->a, r->folder, file),
                                     LIMIT_LESSON_BYTES, &data, &len);

    if (e == ERR_LIMIT) {
        remark_add(r->a, &r->out->remarks, true, file, 0,
                   "The lesson is larger than 512 kB. Part it into two.");
        return ERR_INVALID;
    }
    if (e != OK) {
        remark_add(r->a, &r->out->remarks, true, file, 0,
                   "The file cannot be read, or leads out of the course. "
                   "Put the text itself here.");
        return ERR_INVALID;
    }
    if (!text_utf8_valid(data, len)) {
        remark_add(r->a, &r->out->remarks, true, file, 0,
                   "The file is not UTF-8. Save it as UTF-8.");
        return ERR_INVALID;
    }
    r->bytes += len;
    if (r->bytes > COURSE_BYTES_MAX) {
        remark_add(r->a, &r->out->remarks, true, file, 0,
                   "The course has more than 8 MB of text. Part it into "
                   "two.");
        return ERR_INVALID;
    }
    *t = (struct md_text){.lang = lang, .file = file};
    t->pictures = r->seen;
    r->text = t;
    r->text_folder = folder;
    r->text_file = file;
    head = front_matter(r->a, data, &title);
    if (markdown_read(r->a, data + head, len - head, &options, t) != OK) {
        remark_add(r->a, &r->out->remarks, true, file, 0,
                   "Quotes or lists are nested deeper than can be read, or "
                   "tables have more than 100,000 cells. Take marks such as > "
                   "away, or part the tables.");
        return ERR_INVALID;
    }
    t->pictures = arena_copy(r->a, r->seen, t->picture_count * sizeof(size_t));
    if (!t->title) {
        t->title = title;
    }
    if (!t->title || !*t->title) {
        t->title = l->slug;
        remark_add(r->a, &r->out->remarks, false, file, 1,
                   "The lesson has no title. Begin it with a line '# Title'.");
    }
    l->text_count++;
    return OK;
}

/* README.es.md, README.md, and translations inside the chapter. */
static enum err
read_chapter(struct reader *r, const char *folder, struct md_lesson *l)
{
    struct names files = list(r, folder);
    const char *inside = join(r, folder, "translations");
    struct names langs = list(r, inside);

    for (size_t i = 0; i < files.count && l->text_count < LANGS_MAX; i++) {
        const char *f = files.items[i];
        size_t n = strlen(f);

        if (strcmp(f, "README.md") == 0) {
            TRY(read_text(r, r->out->base_lang, folder, f, l));
        } else if (text_starts(f, "README.") && text_ends(f, ".md") &&
                   (n == 12 || n == 15)) {
            const char *lang = arena_textn(r->a, f + 7, n - 10);

            if (is_lang(lang)) {
                TRY(read_text(r, normal_lang(r->a, lang), folder, f, l));
            }
        }
    }
    for (size_t i = 0; i < langs.count && l->text_count < LANGS_MAX; i++) {
        const char *in = join(r, inside, langs.items[i]);

        if (is_lang(langs.items[i]) && exists(r, join(r, in, "README.md"))) {
            TRY(read_text(r, normal_lang(r->a, langs.items[i]), in, "README.md",
                          l));
        }
    }
    return OK;
}

/* translations/<lang>/<chapter>/README.md beside the chapters. */
static enum err
read_translated(struct reader *r, const char *chapter, struct md_lesson *l)
{
    struct names langs = list(r, "translations");

    for (size_t i = 0; i < langs.count && l->text_count < LANGS_MAX; i++) {
        const char *in =
            arena_printf(r->a, "translations/%s/%s", langs.items[i], chapter);

        if (is_lang(langs.items[i]) && exists(r, join(r, in, "README.md"))) {
            TRY(read_text(r, normal_lang(r->a, langs.items[i]), in, "README.md",
                          l));
        }
    }
    return OK;
}

/* The base language first. */
static void
order_texts(struct reader *r, struct md_lesson *l)
{
    for (size_t i = 1; i < l->text_count; i++) {
        if (strcmp(l->texts[i].lang, r->out->base_lang) == 0) {
            struct md_text base = l->texts[i];

            memmove(&l->texts[1], &l->texts[0], i * sizeof *l->texts);
            l->texts[0] = base;
        }
    }
}

static void
compare_texts(struct reader *r, const struct md_lesson *l)
{
    for (size_t i = 1; i < l->text_count; i++) {
        const struct md_text *base = &l->texts[0], *t = &l->texts[i];

        if (t->segment_count != base->segment_count) {
            remark_add(r->a, &r->out->remarks, false, t->file, 0,
                       "This translation has %zu blocks, the original has "
                       "%zu. Blocks are matched by their order.",
                       t->segment_count, base->segment_count);
        }
    }
}

/* Two chapters may have one name behind their numbers; and `quiz` is where the
 * quiz of the course has its address. */
static const char *
own_slug(struct reader *r, const char *chapter, const char *slug)
{
    const char *out = slug;
    int n = 1;

    if (strcmp(slug, "quiz") == 0) {
        out = slug = "quiz-lesson";
        remark_add(r->a, &r->out->remarks, false, chapter, 0,
                   "The address 'quiz' belongs to the quiz of the course: "
                   "this lesson gets 'quiz-lesson'. Rename the folder to "
                   "choose another.");
    }
    for (size_t i = 0; i < r->out->lesson_count; i++) {
        if (strcmp(r->out->lessons[i].slug, out) == 0) {
            out = arena_printf(r->a, "%.36s-%d", slug, ++n);
            i = (size_t)-1; /* from the beginning */
        }
    }
    return out;
}

static enum err
read_lessons(struct reader *r)
{
    struct mdcourse *m = r->out;
    struct names all = list(r, "");

    m->lessons = ARENA_ARRAY(r->a, LESSONS_MAX, struct md_lesson);
    m->pictures = ARENA_ARRAY(r->a, PICTURES_MAX, struct md_picture);
    for (size_t i = 0; i < all.count && m->lesson_count < LESSONS_MAX; i++) {
        struct md_lesson *l = &m->lessons[m->lesson_count];

        if (!is_chapter(r, all.items[i])) {
            continue;
        }
        *l = (struct md_lesson){
            .slug = own_slug(r, all.items[i], slug_of(r->a, all.items[i]))};
        l->texts = ARENA_ARRAY(r->a, LANGS_MAX, struct md_text);
        TRY(read_chapter(r, all.items[i], l));
        TRY(read_translated(r, all.items[i], l));
        if (l->text_count) {
            order_texts(r, l);
            compare_texts(r, l);
            m->lesson_count++;
        }
    }
    if (m->lesson_count == 0) {
        remark_add(r->a, &m->remarks, true, r->folder, 0,
                   "No lesson was found. Put each into a folder such as "
                   "01-name with a README.md.");
        return ERR_INVALID;
    }
    return OK;
}

/* --- quizzes --- */

static enum err
read_quiz(struct reader *r, const char *file, const char *lang)
{
    struct mdcourse *m = r->out;
    struct md_quiz *q = &m->quizzes[m->quiz_count];
    char *data = NULL;
    size_t len = 0;
    bool refused = false;

    if (!exists(r, file) ||
        file_read(r->a, file_join(r->a, r->folder, file), LIMIT_LESSON_BYTES,
                  &data, &len) != OK ||
        gift_parse(r->a, data, len, &q->questions) != OK) {
        remark_add(r->a, &m->remarks, true, file, 0,
                   "The quiz cannot be read, or has more than 500 "
                   "questions.");
        return ERR_INVALID;
    }
    for (size_t i = 0; i < q->questions.remarks.count; i++) {
        const struct remark *x = &q->questions.remarks.items[i];

        remark_add(r->a, &m->remarks, x->refused, file, x->line, "%s", x->text);
        refused = refused || x->refused;
    }
    q->lang = lang;
    m->quiz_count++;
    return refused ? ERR_INVALID : OK;
}

/* The same questions in the same order in every language. */
static enum err
compare_quizzes(struct reader *r)
{
    struct mdcourse *m = r->out;
    const struct questions *base = &m->quizzes[0].questions;

    for (size_t i = 1; i < m->quiz_count; i++) {
        const struct questions *q = &m->quizzes[i].questions;
        size_t k = 0;

        while (k < base->count && k < q->count &&
               strcmp(base->items[k].kind, q->items[k].kind) == 0 &&
               base->items[k].option_count == q->items[k].option_count) {
            k++;
        }
        if (k < base->count || k < q->count) {
            remark_add(r->a, &m->remarks, true,
                       arena_printf(r->a, "quiz.%s.gift", m->quizzes[i].lang),
                       k < q->count ? q->items[k].line : 0,
                       "Question %zu differs in kind or number of answers "
                       "from the one in quiz.%s.gift. Questions are matched "
                       "by their order.",
                       k + 1, m->quizzes[0].lang);
            return ERR_INVALID;
        }
    }
    return OK;
}

static enum err
read_quizzes(struct reader *r)
{
    struct mdcourse *m = r->out;
    struct names all = list(r, "");
    const char *base = arena_printf(r->a, "quiz.%s.gift", m->base_lang);

    m->quizzes = ARENA_ARRAY(r->a, LANGS_MAX, struct md_quiz);
    if (exists(r, base)) {
        TRY(read_quiz(r, base, m->base_lang));
    } else if (exists(r, "quiz.gift")) {
        TRY(read_quiz(r, "quiz.gift", m->base_lang));
    }
    for (size_t i = 0; i < all.count && m->quiz_count < LANGS_MAX; i++) {
        const char *f = all.items[i];
        size_t n = strlen(f);

        if (text_starts(f, "quiz.") && text_ends(f, ".gift") &&
            (n == 12 || n == 15) && strcmp(f, base) != 0 && m->quiz_count) {
            TRY(read_quiz(r, f,
                          normal_lang(r->a, arena_textn(r->a, f + 5, n - 10))));
        }
    }
    return m->quiz_count > 1 ? compare_quizzes(r) : OK;
}

/* --- course.ini, or what the top README says --- */

static const char *
outcomes(struct reader *r, const struct ini *ini, const char *lang)
{
    const char *out = "";

    for (int i = 1; i <= 20; i++) {
        const char *v =
            ini_get(ini, arena_printf(r->a, "outcome.%d.%s", i, lang));

        if (!v) {
            break;
        }
        out = arena_printf(r->a, "%s%s%s", out, *out ? "\n" : "", v);
    }
    return out;
}

static void
words_from_ini(struct reader *r, const struct ini *ini)
{
    struct mdcourse *m = r->out;

    for (size_t i = 0; i < ini->count && m->word_count < LANGS_MAX; i++) {
        if (text_starts(ini->items[i].key, "title.")) {
            const char *lang = ini->items[i].key + 6;
            const char *summary =
                ini_get(ini, arena_printf(r->a, "summary.%s", lang));

            m->words[m->word_count++] =
                (struct md_words){.lang = lang,
                                  .title = ini->items[i].value,
                                  .summary = summary ? summary : "",
                                  .outcomes = outcomes(r, ini, lang)};
        }
    }
}

static enum err
read_ini(struct reader *r)
{
    struct mdcourse *m = r->out;
    const char *minutes, *slug, *base;
    struct ini ini;
    char *data = NULL;
    size_t len = 0;
    int line = 0;

    if (file_read(r->a, file_join(r->a, r->folder, "course.ini"),
                  LIMIT_LESSON_BYTES, &data, &len) != OK) {
        return OK; /* another layout */
    }
    if (ini_parse(r->a, data, len, &ini, &line) != OK) {
        remark_add(r->a, &m->remarks, true, "course.ini", line,
                   "This line is no 'key = value', or its key stands twice.");
        return ERR_INVALID;
    }
    slug = ini_get(&ini, "slug");
    base = ini_get(&ini, "base");
    minutes = ini_get(&ini, "workload_minutes");
    m->slug = slug && text_is_slug(slug) ? slug : m->slug;
    m->base_lang = base && is_lang(base) ? base : m->base_lang;
    m->workgroup = ini_get(&ini, "group");
    m->licence = ini_get(&ini, "licence");
    m->author = ini_get(&ini, "author");
    if (minutes && !text_i64(minutes, &m->workload_minutes)) {
        remark_add(r->a, &m->remarks, true, "course.ini", 0,
                   "workload_minutes is no number.");
        return ERR_INVALID;
    }
    words_from_ini(r, &ini);
    return OK;
}

/* Without course.ini the title stands in the top README of each language, else
 * the folder's name is all there is. */
static void
words_from_readmes(struct reader *r)
{
    struct mdcourse *m = r->out;
    struct md_lesson top = {.slug = m->slug};
    size_t remarks = m->remarks.count, pictures = m->picture_count;

    top.texts = ARENA_ARRAY(r->a, LANGS_MAX, struct md_text);
    if (exists(r, "README.md")) {
        (void)read_text(r, m->base_lang, "", "README.md", &top);
    }
    (void)read_translated(r, ".", &top);
    m->remarks.count = remarks; /* of no lesson */
    m->picture_count = pictures;
    for (size_t i = 0; i < top.text_count; i++) {
        m->words[m->word_count++] =
            (struct md_words){.lang = top.texts[i].lang,
                              .title = top.texts[i].title,
                              .summary = "",
                              .outcomes = ""};
    }
    if (m->word_count == 0) {
        m->words[m->word_count++] = (struct md_words){.lang = m->base_lang,
                                                      .title = m->slug,
                                                      .summary = "",
                                                      .outcomes = ""};
    }
}

enum err
mdcourse_read(struct arena *a, const char *folder, struct mdcourse *out)
{
    struct reader r = {.a = a, .folder = folder, .out = out};
    const char *name = strrchr(folder, '/');

    *out = (struct mdcourse){.base_lang = "en"};
    if (!file_is_folder(folder)) {
        return ERR_MISSING;
    }
    out->slug = text_slug(a, name && name[1] ? name + 1 : folder);
    if (!*out->slug) {
        out->slug = "course";
    }
    out->words = ARENA_ARRAY(a, LANGS_MAX, struct md_words);
    r.seen = ARENA_ARRAY(a, PICTURES_MAX, size_t);
    TRY(read_ini(&r));
    TRY(read_lessons(&r));
    TRY(read_quizzes(&r));
    if (out->word_count == 0) {
        words_from_readmes(&r);
    }
    return remark_is_refused(&out->remarks) ? ERR_INVALID : OK;
}
