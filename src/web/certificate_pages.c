/* SPDX-License-Identifier: Apache-2.0 */
/* certificate_pages: a certificate for people, its signed file, and the answer
 * to "is this paper true?". */

#include "web/certificate_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "credentials/issuer.h"
#include "formats/qr.h"
#include "handlers.h"
#include "network/accreditation.h"
#include "learning/enrol.h"
#include "web/pages/certificate.html.h"
#include "web/pendant.h"

#include <string.h>

/* --- is it true? --- */

static const struct {
    const char *class, *verdict, *sentence;
} verdicts[] = {
    [CHECK_TRUE] = {"green", N_("True"),
                    N_("This certificate was issued exactly so, by whom it "
                       "names, and it is in force today.")},
    [CHECK_UNSURE] = {"amber", N_("Cannot be decided here"),
                      N_("Nothing speaks against it, but something needed "
                         "could not be known; see below.")},
    [CHECK_FALSE] = {"red", N_("Do not accept it"),
                     N_("Something does not fit; see below.")},
};

static void
add_layers(struct req *r, struct verify_view *v)
{
    struct layer_view *layers =
        ARENA_ARRAY(r->ctx->arena, v->check->layer_count, struct layer_view);

    for (size_t i = 0; i < v->check->layer_count; i++) {
        const struct check_layer *l = &v->check->layers[i];

        layers[i] = (struct layer_view){
            .title = l->title,
            .sentence = l->sentence,
            .good = l->outcome == CHECK_OK,
            .unsure = l->outcome == CHECK_UNKNOWN,
            .bad = l->outcome == CHECK_FAILED,
        };
    }
    v->layers = layers;
    v->layer_count = v->check->layer_count;
}

static void
add_verdict(struct req *r, struct verify_view *v, const struct check *check)
{
    const struct lang *l = r->ctx->lang;
    const char *at;

    v->has_verdict = true;
    v->check = check;
    v->verdict_class = verdicts[check->result].class;
    v->green = check->result == CHECK_TRUE;
    v->amber = check->result == CHECK_UNSURE;
    v->red = check->result == CHECK_FALSE;
    v->verdict = tr(l, verdicts[check->result].verdict);
    v->verdict_sentence =
        v->green ? tr(l, verdicts[CHECK_TRUE].sentence) : check->worst;
    v->holder = check->holder_name;
    v->title = check->title;
    v->issuer = check->issuer_name ? check->issuer_name : check->issuer;
    v->date = check->valid_from;
    at = check->id ? strstr(check->id, "/certificates/") : NULL;
    if (check->ours && at && text_starts(check->id, r->node->public_url)) {
        v->certificate_url = req_url(r, "%s", at);
    }
    add_layers(r, v);
}

static enum err
show_verify(struct req *r, const struct check *check)
{
    const struct lang *l = r->ctx->lang;
    struct verify_view v = {
        .problems = problems_of(r),
        .action = req_url(r, "/verify"),
    };

    v.number = field_of(r, "number", tr(l, "Number of the certificate"),
                        tr(l, "26 signs in groups, at the foot of the paper"),
                        req_query(r, "number"));
    v.document = field_of(r, "document", tr(l, "Or its text"), NULL, NULL);
    if (check) {
        add_verdict(r, &v, check);
    }
    /* Nothing of it is kept anywhere, not even here. */
    r->no_store = r->no_store || check != NULL;
    verify_html(page_begin(r, &(struct page){.title = check ? v.verdict
                                                            : tr(l, "Verify"),
                                             .menu = MENU_VERIFY,
                                             .noindex = check != NULL}),
                l, &v);
    return page_end(r);
}

/* By number: of a certificate of this node. */
enum err
verify_page(struct req *r)
{
    const char *number = req_query(r, "number");
    struct credential k;
    struct check check;
    enum err e;

    if (r->again || !number || !*text_clean(r->ctx->arena, number)) {
        return show_verify(r, NULL);
    }
    e = credential_by_number(r->ctx, number, &k);
    if (e == ERR_MISSING) {
        (void)problem_at(r->ctx, "number",
                         N_("No certificate here has this number. Compare it "
                            "sign by sign, or hand in the file."));
        r->status = 404;
        return show_verify(r, NULL);
    }
    TRY(e);
    TRY(check_bytes(r->ctx, k.json, strlen(k.json), &check));
    return show_verify(r, &check);
}

/* By file or text. Checking changes nothing, so the answer is the page. */
enum err
verify_post(struct req *r)
{
    const struct upload *file = req_upload(r, "file");
    const char *text = req_form(r, "document");
    struct check check;

    if (file && file->bytes) {
        TRY(check_bytes(r->ctx, file->data, file->bytes, &check));
    } else if (text && *text_clean(r->ctx->arena, text)) {
        TRY(check_bytes(r->ctx, text, strlen(text), &check));
    } else {
        return problem_at(r->ctx, "document",
                          N_("Choose a file, or paste the text of one."));
    }
    return show_verify(r, &check);
}

/* --- a certificate --- */

static void
add_qr(struct req *r, struct certificate_view *v)
{
    const char *url = arena_printf(r->ctx->arena, "%s/certificates/%s",
                                   r->node->public_url, v->k.number);

    v->has_qr = qr_svg(r->ctx->arena, url, "QR", &v->qr);
}

/* What was learned for it: one cord a course that was passed. */
static enum err
add_cords(struct req *r, struct certificate_view *v)
{
    struct takes takes;
    struct pendant *cords;

    TRY(enrol_takes(r->ctx, v->k.enrolment, &takes));
    cords = ARENA_ARRAY(r->ctx->arena, takes.count, struct pendant);
    for (size_t i = 0; i < takes.count; i++) {
        const struct take *t = &takes.items[i];

        if (t->passed_ms) {
            cords[v->courses++] =
                (struct pendant){t->lessons, t->lessons_done, true};
            v->lessons += t->lessons_done;
        }
    }
    v->cords =
        pendant_hanging(r->ctx->arena, r->ctx->lang, cords, (size_t)v->courses);
    return OK;
}

/* An institution signed by somebody's leave. */
static enum err
add_leave(struct req *r, struct certificate_view *v)
{
    struct accreditation a;

    TRY(issuer_accreditation(r->ctx, v->k.id, &a));
    v->leave_by = a.by_name ? a.by_name : tr(r->ctx->lang, "Headquarters");
    v->leave_from = a.from_date;
    v->leave_to = a.ended_date ? a.ended_date : a.to_date;
    return OK;
}

enum err
certificate_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct certificate_view v = {.demo = r->node->demo, .token = form_token(r)};
    struct issuer issuer;
    const char *host = strstr(r->node->public_url, "://");

    TRY(credential_by_number(c, req_param(r, "number"), &v.k));
    issuer_foresee(c, v.k.issuer);
    issuer_foresee_accreditation(c, v.k.id);
    achievement_foresee(c, v.k.achievement, v.k.lang);
    enrol_foresee_takes(c, v.k.enrolment);
    TRY(issuer_by_id(c, v.k.issuer, &issuer));
    TRY(achievement_by_id(c, v.k.achievement, v.k.lang, &v.a));
    if (!issuer.mandate) {
        TRY(add_leave(r, &v));
    }
    v.issuer_name = issuer.name;
    v.issuer_did = issuer.did;
    v.own = c->person != 0 && v.k.person == c->person;
    v.hidden = v.k.withdrawn;
    v.grouped = credential_grouped(c, v.k.number);
    v.host = host ? host + 3 : r->node->public_url;
    v.verify_url = req_url(r, "/verify?number=%s", v.k.number);
    v.file_url = req_url(r, "/certificates/%s/credential.json", v.k.number);
    v.achievement_url = req_url(r, "/achievements/%s", v.a.number);
    v.chain_url = req_url(r, "/certificates/%s/chain", v.k.number);
    v.show_url = req_url(r, "/certificates/%s/show", v.k.number);
    add_qr(r, &v);
    TRY(add_cords(r, &v));
    certificate_html(
        page_begin(r, &(struct page){.title = v.a.name,
                                     .menu = v.own ? MENU_RECORD : MENU_VERIFY,
                                     .noindex = true}),
        c->lang, &v);
    return page_end(r);
}

enum err
certificate_json_get(struct req *r)
{
    struct credential k;

    TRY(credential_by_number(r->ctx, req_param(r, "number"), &k));
    res_header(r, "Access-Control-Allow-Origin", "*");
    res_header(r, "X-Robots-Tag", "noindex");
    return res_bytes(r, "application/vc+ld+json; charset=utf-8", k.json,
                     strlen(k.json),
                     arena_printf(r->ctx->arena, "%s.json", k.number));
}

enum err
certificate_show_post(struct req *r)
{
    const char *number = req_param(r, "number"), *show = req_form(r, "show");
    bool hide = !show || strcmp(show, "1") != 0;

    TRY(credential_withdraw(r->ctx, number, hide));
    res_flash(r, hide ? tr(r->ctx->lang, "Hidden. Only you can see the page "
                                         "now.")
                      : tr(r->ctx->lang, "The page can be seen again."));
    return res_redirect(r, req_url(r, "/certificates/%s", number));
}

/* --- what was assessed --- */

static void
add_outcomes(struct ctx *c, struct achievement_view *v)
{
    const char **list;
    size_t n = 1;

    for (const char *s = v->a.outcomes; *s; s++) {
        n += *s == '\n';
    }
    list = ARENA_ARRAY(c->arena, n, const char *);
    for (const char *s = v->a.outcomes; *s;) {
        size_t len = strcspn(s, "\n");

        if (len) {
            list[v->outcome_count++] = arena_textn(c->arena, s, len);
        }
        s += len + (s[len] == '\n');
    }
    v->outcomes = list;
}

enum err
achievement_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct achievement_view v = {0};

    TRY(achievement_by_number(c, req_param(r, "number"), &v.a));
    add_outcomes(c, &v);
    v.participation = tr(c->lang, achievement_participation(&v.a));
    v.supervision = tr(c->lang, achievement_supervision(&v.a));
    achievement_html(
        page_begin(r, &(struct page){.title = v.a.name, .menu = MENU_SERIES}),
        c->lang, &v);
    return page_end(r);
}

/* --- keys for the world --- */

enum err
issuer_did_get(struct req *r)
{
    struct issuer issuer;
    const char *json;

    TRY(issuer_by_number(r->ctx, req_param(r, "number"), &issuer));
    TRY(issuer_document(r->ctx, &issuer, &json));
    res_header(r, "Access-Control-Allow-Origin", "*");
    return res_bytes(r, "application/did+ld+json; charset=utf-8", json,
                     strlen(json), NULL);
}
