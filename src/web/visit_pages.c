/* SPDX-License-Identifier: Apache-2.0 */
/* visit_pages: visits of delegations: the list, recording one, one of them. */

#include "web/visit_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/access.h"
#include "core/blob.h"
#include "formats/picture.h"
#include "handlers.h"
#include "network/visit.h"
#include "web/item_words.h"
#include "web/org_crumbs.h"
#include "web/pages/visit.html.h"

#include <string.h>

/* --- the list of a place --- */

enum err
visits_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Visits"), .menu = MENU_NETWORK};
    const char *before = req_query(r, "before"), *id = req_query(r, "id");
    struct visits_view v = {0};
    struct visit_list list;
    struct visit_line *lines;
    struct org org;
    int64_t before_id = 0;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    if (!before || !date_valid(before) || !id || !text_i64(id, &before_id)) {
        before = "9999-12-31";
    }
    TRY(visit_list_below(c, org.id, before, before_id, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct visit_line);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = (struct visit_line){
            .url = req_url(r, "/visits/%s", list.items[i].number),
            .title = list.items[i].title,
            .guest = list.items[i].guest,
            .from_date = list.items[i].from_date,
            .is_public = list.items[i].is_public,
        };
    }
    v.org_name = org.name;
    v.lines = lines;
    v.line_count = list.count;
    if (access_has(c, CAP_VISIT_EDIT, org.id)) {
        v.new_url = req_url(r, "/o/%s/visits/new", org.slug);
    }
    if (list.more) {
        const struct visit *last = &list.items[list.count - 1];

        v.next_url = req_url(r, "/o/%s/visits?before=%s&id=%lld", org.slug,
                             last->from_date, (long long)last->id);
    }
    visits_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- recording one --- */

static struct field_view
optional(struct field_view f)
{
    f.optional = true;
    return f;
}

static struct field_view
day(struct field_view f)
{
    f.type = "date";
    f.is_short = true;
    return f;
}

/* A field; after a clash it says what the other wrote, where that differs. */
static struct field_view
kept_field(struct req *r, const char *name, const char *label, const char *hint,
           const char *stored)
{
    const char *typed = req_kept(r, name, stored ? stored : "");

    if (r->again && r->failed == ERR_CONFLICT &&
        strcmp(text_clean(r->ctx->arena, typed), stored ? stored : "") != 0) {
        hint = arena_printf(r->ctx->arena, "%s %s",
                            tr(r->ctx->lang, "The other wrote:"),
                            stored && *stored ? stored : "–");
    }
    return field_of(r, name, label, hint, stored);
}

static void
add_outer_fields(struct req *r, const struct visit *v,
                 struct visit_form_view *f)
{
    const struct lang *l = r->ctx->lang;

    f->title = kept_field(r, "title", tr(l, "What it was"),
                          tr(l, "Such as Visit of the regional office to "
                                "headquarters"),
                          v->title);
    f->guest =
        kept_field(r, "guest", tr(l, "Who came"),
                   tr(l, "The institution; as in the directory, if it is "
                         "there"),
                   v->guest);
    f->from_date =
        day(kept_field(r, "from_date", tr(l, "First day"), NULL, v->from_date));
    f->to_date = optional(
        day(kept_field(r, "to_date", tr(l, "Last day"), NULL, v->to_date)));
    f->place = optional(kept_field(r, "place", tr(l, "Place"), NULL, v->place));
    f->delegates = optional(kept_field(
        r, "delegates", tr(l, "Delegation"),
        tr(l, "Offices, one a line; no names of people"), v->delegates));
    f->agenda = optional(kept_field(r, "agenda", tr(l, "Agenda and stops"),
                                    tr(l, "One a line, such as 12:00 AI Lab"),
                                    v->agenda));
}

static void
add_inner_fields(struct req *r, const struct visit *v,
                 struct visit_form_view *f)
{
    const struct lang *l = r->ctx->lang;

    f->news = optional(kept_field(
        r, "news", tr(l, "A news text about it"),
        tr(l, "Paste it; points agreed on are proposed from it. It is not "
              "kept once the items are."),
        v->news));
    f->public_note = optional(kept_field(
        r, "public_note", tr(l, "What may be told"), NULL, v->public_note));
    f->minutes =
        optional(kept_field(r, "minutes", tr(l, "Minutes"),
                            tr(l, "For the office alone"), v->minutes));
    f->remarks =
        optional(kept_field(r, "remarks", tr(l, "Private remarks"),
                            tr(l, "For the office alone"), v->remarks));
    f->is_public = field_of(r, "is_public", tr(l, "Who sees it"), NULL, NULL);
    f->is_public.type = "checkbox";
    f->public_choice[0] = (struct choice){
        "1", tr(l, "Anybody may see the visit and its items"), NULL,
        r->again ? req_form(r, "is_public") != NULL : v->is_public};
}

static enum err
show_form(struct req *r, const struct visit *visit, struct visit_form_view *v)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = visit->id ? tr(c->lang, "Change the visit")
                                           : tr(c->lang, "Record a visit"),
                        .menu = MENU_WORK};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v->problems = problems_of(r);
    v->token = form_token(r);
    v->org_name = org.name;
    /* Whoever was second sees both texts and may then save over the first;
     * who only mistyped is still the reader of what was opened. */
    v->rev = rev_kept(r, visit->rev);
    add_outer_fields(r, visit, v);
    add_inner_fields(r, visit, v);
    visit_form_html(page_begin(r, &page), c->lang, v);
    return page_end(r);
}

/* A new one opens with what earlier ones left unfinished. */
enum err
visit_new_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct visit empty = {.from_date = ctx_today(c), .is_public = true};
    struct visit_form_view v = {
        .action = req_url(r, "/o/%s/visits/new", req_param(r, "org"))};
    struct item_list list;

    org_foresee_way(c, r->org);
    TRY(item_list_unfinished(c, r->org, "9999-12-31", &list));
    v.unfinished = item_lines(r, &list, true);
    v.unfinished_count = list.count;
    return show_form(r, &empty, &v);
}

static enum err
open_here(struct req *r, struct visit *v)
{
    org_foresee_way(r->ctx, r->org);
    TRY(visit_by_number(r->ctx, req_param(r, "number"), v));
    return v->node == r->org ? OK : ERR_MISSING;
}

enum err
visit_edit_page(struct req *r)
{
    struct visit_form_view v = {0};
    struct visit visit;

    TRY(open_here(r, &visit));
    v.action =
        req_url(r, "/o/%s/visits/%s/edit", visit.node_slug, visit.number);
    v.back_url = req_url(r, "/visits/%s", visit.number);
    return show_form(r, &visit, &v);
}

static void
read_form(struct req *r, struct visit *v)
{
    v->title = req_form(r, "title");
    v->guest = req_form(r, "guest");
    v->from_date = req_typed(r, "from_date");
    v->to_date = req_typed(r, "to_date");
    v->place = req_form(r, "place");
    v->delegates = req_form(r, "delegates");
    v->agenda = req_form(r, "agenda");
    v->public_note = req_form(r, "public_note");
    v->minutes = req_form(r, "minutes");
    v->remarks = req_form(r, "remarks");
    v->news = req_form(r, "news");
    v->is_public = req_form(r, "is_public") != NULL;
}

enum err
visit_new_post(struct req *r)
{
    struct visit v = {.node = r->org};

    read_form(r, &v);
    TRY(visit_put(r->ctx, &v));
    res_flash(r, tr(r->ctx->lang, "The visit is kept. Now what was agreed."));
    return res_redirect(
        r, req_url(r, "/o/%s/visits/%s/items", req_param(r, "org"), v.number));
}

enum err
visit_edit_post(struct req *r)
{
    struct visit v;

    TRY(open_here(r, &v));
    v.rev = req_form_i64(r, "rev");
    read_form(r, &v);
    TRY(visit_put(r->ctx, &v));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/visits/%s", v.number));
}

/* --- one --- */

static enum err
add_pictures(struct req *r, const struct visit *visit,
             struct visit_show_view *v)
{
    struct visit_pictures list;
    struct picture_line *lines;

    TRY(visit_pictures(r->ctx, visit->id, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct picture_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct visit_picture *p = &list.items[i];

        lines[i] = (struct picture_line){
            .url = req_url(r, "/visits/%s/pictures/%lld", visit->number,
                           (long long)p->position),
            .caption = p->caption,
            .width = p->width,
            .height = p->height,
            .kilobytes = (p->bytes + 999) / 1000};
    }
    v->pictures = lines;
    v->picture_count = list.count;
    return OK;
}

static enum err
add_items(struct req *r, const struct visit *visit, struct visit_show_view *v)
{
    struct ctx *c = r->ctx;
    struct item_list list;

    TRY(item_list_of_visit(c, visit->id, &list));
    v->items = item_lines(r, &list, false);
    v->item_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        v->done += strcmp(list.items[i].status, "done") == 0;
        v->open += !item_is_closed(&list.items[i]);
    }
    TRY(item_count_agreements(c, visit->id, &v->agreements));
    return item_since(c, visit->node, visit->from_date, &v->since);
}

static void
add_texts(struct req *r, const struct visit *visit, struct visit_show_view *v)
{
    struct arena *a = r->ctx->arena;

    v->delegates = text_lines(a, visit->delegates, &v->delegate_count);
    v->agenda = text_lines(a, visit->agenda, &v->agenda_count);
    v->note = text_lines(a, visit->public_note, &v->note_count);
    v->minutes = text_lines(a, visit->minutes, &v->minute_count);
    v->remarks = text_lines(a, visit->remarks, &v->remark_count);
}

/* What the office alone sees and does. */
static enum err
add_inner(struct req *r, const struct visit *visit, struct visit_show_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct item_list list;

    v->inner = true;
    TRY(item_list_unfinished(r->ctx, visit->node, visit->from_date, &list));
    v->unfinished = item_lines(r, &list, true);
    v->unfinished_count = list.count;
    v->edit_url =
        req_url(r, "/o/%s/visits/%s/edit", visit->node_slug, visit->number);
    v->items_url =
        req_url(r, "/o/%s/visits/%s/items", visit->node_slug, visit->number);
    v->picture_url =
        req_url(r, "/o/%s/visits/%s/pictures", visit->node_slug, visit->number);
    v->picture =
        field_of(r, "picture", tr(l, "A picture"),
                 tr(l, "PNG, JPEG or WebP; it is encoded anew, without "
                       "the place and time in it."),
                 NULL);
    v->caption = field_of(r, "caption", tr(l, "What it shows"), NULL, NULL);
    return OK;
}

static void
foresee_parts(struct ctx *c, const struct visit *visit)
{
    item_foresee_of_visit(c, visit->id);
    item_foresee_since(c, visit->node, visit->from_date);
    visit_foresee_pictures(c, visit->id);
    if (access_has(c, CAP_VISIT_EDIT, visit->node)) {
        item_foresee_unfinished(c, visit->node, visit->from_date);
    }
}

enum err
visit_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct visit_show_view v = {.problems = problems_of(r),
                                .token = form_token(r)};
    struct page page = {.menu = MENU_NETWORK};
    struct visit visit;

    TRY(visit_by_number(c, req_param(r, "number"), &visit));
    foresee_parts(c, &visit);
    page.title = visit.title;
    page.noindex = !visit.is_public;
    v.title = visit.title;
    v.guest = visit.guest;
    v.guest_url =
        visit.guest_slug ? req_url(r, "/o/%s", visit.guest_slug) : NULL;
    v.place = visit.place;
    v.from_date = visit.from_date;
    v.to_date =
        strcmp(visit.from_date, visit.to_date) == 0 ? NULL : visit.to_date;
    v.node = org_crumbs_name(r, visit.node_slug, visit.node_name);
    v.is_public = visit.is_public;
    v.list_url = req_url(r, "/o/%s/visits", visit.node_slug);
    add_texts(r, &visit, &v);
    TRY(add_items(r, &visit, &v));
    TRY(add_pictures(r, &visit, &v));
    if (access_has(c, CAP_VISIT_EDIT, visit.node)) {
        TRY(add_inner(r, &visit, &v));
    }
    visit_show_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- pictures --- */

enum err
visit_picture_get(struct req *r)
{
    struct visit_pictures list;
    struct visit visit;
    int64_t position;

    TRY(req_param_i64(r, "position", &position));
    TRY(visit_by_number(r->ctx, req_param(r, "number"), &visit));
    TRY(visit_pictures(r->ctx, visit.id, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].position == position) {
            char *data;
            size_t len;

            TRY(blob_get(r->ctx, list.items[i].hash, LIMIT_PICTURE_BYTES, &data,
                         &len));
            return res_bytes(r, list.items[i].type, data, len, NULL);
        }
    }
    return ERR_MISSING;
}

struct adding {
    struct visit visit;
    struct picture picture;
    const char *hash;
};

static enum err
find_visit(struct req *r, void *arg)
{
    struct adding *a = arg;

    return open_here(r, &a->visit);
}

static enum err
add_picture(struct req *r, void *arg)
{
    struct adding *a = arg;

    return visit_add_picture(r->ctx, &a->visit, &a->picture, a->hash,
                             req_form(r, "caption"));
}

static enum err
convert(struct req *r, struct adding *a)
{
    const struct upload *file = req_upload(r, "picture");
    enum err e;

    if (!file || !file->bytes) {
        return problem_at(r->ctx, "picture", N_("Choose a picture."));
    }
    e = picture_convert(r->ctx->arena, file->data, file->bytes, &a->picture);
    if (e == ERR_INVALID || e == ERR_LIMIT) {
        return problem_at(r->ctx, "picture",
                          N_("This cannot be read as a picture. Save it as "
                             "PNG, JPEG or WebP of at most 40 megapixels."));
    }
    TRY(e);
    return blob_put(r->ctx->arena, r->node, a->picture.data, a->picture.len,
                    &a->hash);
}

enum err
visit_picture_post(struct req *r)
{
    struct adding a = {0};

    TRY(req_read(r, find_visit, &a));
    TRY(convert(r, &a));
    TRY(req_write(r, add_picture, &a));
    res_flash(r, tr(r->ctx->lang, "The picture is there."));
    return res_redirect(r, req_url(r, "/visits/%s", a.visit.number));
}
