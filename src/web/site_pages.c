/* SPDX-License-Identifier: Apache-2.0 */
/* site_pages: the front page, about, the network by country, failures, files
 * inside the program. */

#include "web/site_pages.h"

#include "base/arena.h"
#include "base/tr.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/blob.h"
#include "core/count.h"
#include "handlers.h"
#include "learning/course.h"
#include "learning/series.h"
#include "network/country.h"
#include "network/mandate.h"
#include "network/org.h"
#include "reports/small.h"
#include "web/asset.h"
#include "web/cord.h"
#include "web/pages/site.html.h"
#include "web/tile_map.h"

#include <stdlib.h>
#include <string.h>

/* --- the front page --- */

static const struct demo_role demo_roles[] = {
    {"hq", N_("Headquarters, programme office"),
     N_("The whole network: programmes, centres, universities")},
    {"region", N_("Regional office"), N_("The region: applications, figures")},
    {"centre", N_("National centre, coordinator"),
     N_("A country: admits universities, opens series, signs certificates")},
    {"university", N_("University, coordinator"),
     N_("An institution: brings people in, sees their progress")},
    {"facilitator", N_("Facilitator"), N_("A group: who is how far")},
    {"learner", N_("Learner"), N_("Courses, quizzes, certificates")},
    {"assessor", N_("Assessor"), N_("How the questions of quizzes fare")},
    {"ministry", N_("Ministry, reading only"), N_("A country in figures")},
    {"certifier", N_("Certificates officer"),
     N_("An institution that issues its certificates itself")},
};

static void
add_roles(struct req *r, struct home_view *v)
{
    struct demo_role *roles =
        ARENA_ARRAY(r->ctx->arena, COUNT(demo_roles), struct demo_role);

    for (size_t i = 0; i < COUNT(demo_roles); i++) {
        roles[i] = (struct demo_role){
            .as = demo_roles[i].as,
            .name = tr(r->ctx->lang, demo_roles[i].name),
            .sees = tr(r->ctx->lang, demo_roles[i].sees),
        };
    }
    v->roles = roles;
    v->role_count = COUNT(demo_roles);
}

static enum err
add_figures(struct req *r, struct home_view *v)
{
    struct ctx *c = r->ctx;
    struct cord_view *cords = ARENA_ARRAY(c->arena, 4, struct cord_view);
    struct org_figures f;
    int64_t certified;
    const char *year = arena_textn(c->arena, ctx_today(c), 4);

    TRY(org_figures(c, &f));
    TRY(count_sum(c, f.root, COUNT_CERTIFIED,
                  arena_printf(c->arena, "%s-01", year),
                  arena_printf(c->arena, "%s-12", year), &certified));
    /* a cord has no way to say "fewer than five": a network of so few shows
     * none yet */
    certified = small_public(certified);
    cords[0] =
        (struct cord_view){certified == SMALL_HIDDEN ? 0 : certified, "c1",
                           tr(c->lang, "people certified this year")};
    cords[1] =
        (struct cord_view){f.members, "c2", tr(c->lang, "member universities")};
    cords[2] = (struct cord_view){f.countries, "c3",
                                  tr(c->lang, "countries and territories")};
    cords[3] =
        (struct cord_view){f.centres, "c4", tr(c->lang, "national centres")};
    v->cords = cords;
    v->cord_count = 4;
    v->quipu = cord_numbers(c->arena, c->lang, cords, 4);
    return OK;
}

static enum err
add_series(struct req *r, struct home_view *v)
{
    struct series_list list;
    struct series_link *links;

    TRY(series_list(r->ctx, &list));
    links = ARENA_ARRAY(r->ctx->arena, list.count, struct series_link);
    for (size_t i = 0; i < list.count; i++) {
        links[i] = (struct series_link){
            .url = req_url(r, "/series/%s", list.items[i].slug),
            .title = list.items[i].title,
            .summary = list.items[i].summary,
        };
    }
    v->series = links;
    v->series_count = list.count;
    return OK;
}

enum err
home_page(struct req *r)
{
    struct home_view v = {
        .demo = r->node->demo,
        .signed_in = r->session.id != 0,
        .verify_url = req_url(r, "/verify"),
        .join_url = req_url(r, "/join"),
        .series_url = req_url(r, "/series"),
        .come_in_url = req_url(r, "/come-in"),
        .network_url = req_url(r, "/network"),
        .my_url = req_url(r, "/my"),
        .demo_url = req_url(r, "/demo/sign-in"),
        .token = form_token(r),
    };
    struct buf *b;

    TRY(add_figures(r, &v));
    TRY(add_series(r, &v));
    if (v.demo) {
        add_roles(r, &v);
    }
    b = page_begin(
        r, &(struct page){
               .title = tr(r->ctx->lang, "From handshake to certificate, one "
                                         "thread"),
           });
    home_html(b, r->ctx->lang, &v);
    return page_end(r);
}

/* --- the network by country --- */

static const char *
centre_of(const struct mandate_list *centres, const char *code)
{
    for (size_t i = 0; i < centres->count; i++) {
        const struct mandate *m = &centres->items[i];

        if (strcmp(m->status, "active") == 0 && m->node_country &&
            strcmp(m->node_country, code) == 0) {
            return m->holder_name;
        }
    }
    return NULL;
}

static int
by_sort_key(const void *a, const void *b)
{
    return strcmp(((const struct country_line *)a)->sort_key,
                  ((const struct country_line *)b)->sort_key);
}

struct country_line
site_country_line(struct req *r, const struct org_country_count *n,
                  const struct mandate_list *centres)
{
    const char *name = country_name(n->code, r->ctx->lang->tag);

    return (struct country_line){
        .name = name,
        .url = req_url(r, "/o/%s", n->slug),
        .members = n->members,
        .centre = centre_of(centres, n->code),
        .sort_key = text_fold(r->ctx->arena, name),
    };
}

void
site_sort_countries(struct country_line *lines, size_t count)
{
    qsort(lines, count, sizeof *lines, by_sort_key);
}

enum err
network_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct network_view v = {.join_url = req_url(r, "/join"),
                             .register_url = req_url(r, "/register"),
                             .dialogues_url = req_url(r, "/dialogues"),
                             .award_url = req_url(r, "/award"),
                             .research_url = req_url(r, "/research")};
    struct org_country_counts counts;
    struct mandate_list centres;
    struct country_line *lines;
    struct tile *tiles;
    struct org_figures figures;
    struct org root;
    struct buf *b;

    TRY(org_root(c, &root));
    TRY(org_country_counts(c, root.id, &counts));
    TRY(mandate_list(c, "national_centre", &centres));
    TRY(org_figures(c, &figures));
    lines = ARENA_ARRAY(c->arena, counts.count, struct country_line);
    tiles = ARENA_ARRAY(c->arena, counts.count, struct tile);
    for (size_t i = 0; i < counts.count; i++) {
        const struct org_country_count *n = &counts.items[i];

        lines[i] = site_country_line(r, n, &centres);
        tiles[i] = (struct tile){n->code, lines[i].url, n->members, false};
    }
    site_sort_countries(lines, counts.count);
    v.lines = lines;
    v.line_count = counts.count;
    v.members = figures.members;
    v.countries = figures.countries;
    v.map = tile_map(c->arena, c->lang, tr(c->lang, "Universities by country"),
                     TILE_UNIVERSITIES, tiles, counts.count);
    b = page_begin(r, &(struct page){.title = tr(c->lang, "The network"),
                                     .menu = MENU_NETWORK});
    network_html(b, c->lang, &v);
    return page_end(r);
}

enum err
about_page(struct req *r)
{
    struct about_view v = {
        .name = r->node->name,
        .demo = r->node->demo,
        .verify_url = req_url(r, "/verify"),
    };
    struct buf *b = page_begin(
        r, &(struct page){.title = tr(r->ctx->lang, "About this site")});

    about_html(b, r->ctx->lang, &v);
    return page_end(r);
}

/* --- failures, in words --- */

static const struct {
    int status;
    const char *title, *what, *next;
} problems[] = {
    {400, N_("The request could not be read"),
     N_("The address or the form contains signs that do not belong there."),
     N_("Go back and try again; copy the address anew if you typed it.")},
    {403, N_("You may not do this here"),
     N_("The page exists, but your account has no right to it, or the form "
        "came from another place."),
     N_("If you should be able to, ask your coordinator for the role.")},
    {404, N_("There is nothing at this address"),
     N_("It may have been moved or taken back, or a letter is wrong."),
     N_("Compare the address, or start from the front page.")},
    {405, N_("That does not work this way"),
     N_("The address exists, but not for this kind of request."),
     N_("Go back and use the buttons of the page.")},
    {409, N_("Somebody else was faster"),
     N_("What you looked at has changed meanwhile; nothing was overwritten."),
     N_("Load the page again and decide anew.")},
    {413, N_("That is too large"),
     N_("The form or file is larger than what is taken here."),
     N_("Send less at a time, or a smaller file.")},
    {415, N_("This kind of content is not taken here"),
     N_("The form was sent in a form that is not known."),
     N_("Use the form on the page.")},
    {421, N_("This server does not answer to that name"),
     N_("The address names a host that is not served here."),
     N_("Use the public address of the network.")},
    {422, N_("Something is missing or not right"), N_("Nothing was changed."),
     N_("Go back and look at the fields again.")},
    {429, N_("Too many attempts"),
     N_("To protect accounts, a pause is needed now."),
     N_("Wait a minute, then try again.")},
    {503, N_("One moment, please"),
     N_("The server has more to do than it can just now; nothing was lost "
        "and nothing was half done."),
     N_("Try again in a few seconds.")},
    {507, N_("The disk is full"),
     N_("What you sent could not be kept; nothing was half done, and "
        "everything can still be read."),
     N_("Try again later; whoever runs this server has been told in its "
        "log.")},
    {500, N_("That was our fault"),
     N_("An error happened in the program. Nothing was half done; the log "
        "has the details."),
     N_("Try again. If it happens once more, tell your coordinator what you "
        "did.")},
};

void
site_problem_page(struct req *r, int status)
{
    const struct lang *l = r->ctx->lang;
    struct problems_view details = problems_of(r);
    struct problem_view v = {
        .home_url = *r->prefix ? r->prefix : "/",
        .sign_in_url = req_url(r, "/sign-in"),
        .offer_sign_in = status == 403 && !r->session.id,
        .details = details.items,
        .detail_count = details.count,
    };
    size_t i = 0;

    while (i + 1 < COUNT(problems) && problems[i].status != status) {
        i++;
    }
    v.title = tr(l, problems[i].title);
    v.what = tr(l, problems[i].what);
    v.next = tr(l, problems[i].next);
    problem_html(
        page_begin(r, &(struct page){.title = v.title, .noindex = true}), l,
        &v);
    (void)page_end(r);
}

/* --- files inside the program --- */

static bool
accepts(const struct req *r, const char *coding)
{
    const char *header = req_header(r, "accept-encoding");

    return header && strstr(header, coding);
}

enum err
asset_get(struct req *r)
{
    const struct asset *f = asset_find(req_param(r, "name"));
    const struct asset_bytes *bytes;

    if (!f || strcmp(f->hash, req_param(r, "hash")) != 0) {
        return ERR_MISSING;
    }
    bytes = &f->raw;
    if (accepts(r, "br") && f->brotli.len < f->raw.len) {
        bytes = &f->brotli;
        res_header(r, "Content-Encoding", "br");
    } else if (accepts(r, "gzip") && f->gzip.len < f->raw.len) {
        bytes = &f->gzip;
        res_header(r, "Content-Encoding", "gzip");
    }
    /* The address carries the hash: the content never changes. */
    res_header(r, "Cache-Control", "public, max-age=31536000, immutable");
    res_header(r, "Vary", "Accept-Encoding");
    return res_bytes(r, f->type, bytes->data, bytes->len, NULL);
}

/* --- pictures of courses --- */

enum err
picture_get(struct req *r)
{
    const char *hash = req_param(r, "hash"), *type;
    char *data;
    size_t len;

    TRY(course_picture_type(r->ctx, hash, &type));
    TRY(blob_get(r->ctx, hash, LIMIT_PICTURE_BYTES, &data, &len));
    /* Encoded anew by us; still, it may never be read as a page. */
    res_header(r, "Cache-Control", "public, max-age=31536000, immutable");
    return res_bytes(r, type, data, len, NULL);
}
