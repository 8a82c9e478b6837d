/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in_pages: coming in, and going out. */

#include "web/sign_in_pages.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/setting.h"
#include "handlers.h"
#include "http/rate.h"
#include "learning/enrol.h"
#include "learning/series.h"
#include "people/admit.h"
#include "people/login.h"
#include "people/person.h"
#include "people/session.h"
#include "web/pages/sign_in.html.h"

#include <string.h>

/* Only a path of this site may follow a sign-in. */
static const char *
safe_next(const char *next)
{
    if (!next || next[0] != '/' || next[1] == '/' || next[1] == '\\' ||
        strpbrk(next, "\r\n")) {
        return "";
    }
    return next;
}

static enum err
begin_session(struct req *r, int64_t person, const char *next,
              const char *usual)
{
    const char *token;

    TRY(session_start(r->ctx, person, &token));
    res_session(r, token);
    return res_redirect(r, *next ? next : req_url(r, "%s", usual));
}

/* --- by name and password --- */

enum err
sign_in_page(struct req *r)
{
    const struct lang *l = r->ctx->lang;
    struct sign_in_view v = {
        .problems = problems_of(r),
        .next =
            safe_next(r->again ? req_form(r, "next") : req_query(r, "next")),
        .action = req_url(r, "/sign-in"),
        .come_in_url = req_url(r, "/come-in"),
        .home_url = *r->prefix ? r->prefix : "/",
        .demo = r->node->demo,
        .token = form_token(r),
    };

    v.name = field_of(r, "name", tr(l, "Name"),
                      tr(l, "The one you chose for signing in."), NULL);
    v.name.autocomplete = "username";
    v.password = field_of(r, "password", tr(l, "Password"), NULL, NULL);
    v.password.type = "password";
    v.password.autocomplete = "current-password";
    v.password.value = "";
    sign_in_html(page_begin(r, &(struct page){.title = tr(l, "Sign in"),
                                              .menu = MENU_SIGN_IN,
                                              .noindex = true}),
                 l, &v);
    return page_end(r);
}

struct attempt_to_sign_in {
    struct login_password login;
    bool good;
};

static enum err
find_login(struct req *r, void *arg)
{
    struct attempt_to_sign_in *a = arg;
    const char *name = req_form(r, "name");

    return login_find(r->ctx, name ? name : "", &a->login);
}

static enum err
note_login(struct req *r, void *arg)
{
    struct attempt_to_sign_in *a = arg;

    TRY(login_note(r->ctx, &a->login, a->good));
    if (!a->good) {
        return OK; /* the failure must be kept: no roll-back */
    }
    return begin_session(r, a->login.person, safe_next(req_form(r, "next")),
                         "/my");
}

/* Read, check the password without a transaction, write: three steps. */
enum err
sign_in_post(struct req *r)
{
    struct attempt_to_sign_in a = {0};
    const char *password = req_form(r, "password");

    if (!password || !*password ||
        strlen(password) > LIMIT_PASSWORD_MAX_BYTES) {
        return problem_at(r->ctx, "password", N_("Write the password."));
    }
    /* The account first: guessing at one must not close a whole campus. */
    TRY(req_read(r, find_login, &a));
    TRY(rate_check(r, "sign-in", LIMIT_SIGNINS_PER_ADDRESS_MIN));
    a.good = login_check(&a.login, password);
    TRY(req_write(r, note_login, &a));
    if (a.good) {
        return OK;
    }
    return problem_at(r->ctx, NULL,
                      N_("Name and password do not belong together. Look at "
                         "both again, or use another way in."));
}

/* --- by a one-time link: GET shows a button, POST uses it up --- */

enum err
sign_in_link_page(struct req *r)
{
    const char *secret = req_param(r, "secret");
    int64_t person;
    enum err e = login_link_person(r->ctx, secret, &person);
    struct link_view v = {
        .action = req_url(r, "/sign-in/link/%s", secret),
        .sign_in_url = req_url(r, "/sign-in"),
        .good = e == OK,
        .token = form_token(r),
    };

    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    if (!v.good) {
        r->status = 404;
    }
    r->no_store = true;
    link_html(page_begin(r, &(struct page){.title = tr(r->ctx->lang,
                                                       "Sign in with a link"),
                                           .menu = MENU_SIGN_IN,
                                           .noindex = true}),
              r->ctx->lang, &v);
    return page_end(r);
}

enum err
sign_in_link_post(struct req *r)
{
    int64_t person;
    enum err e = login_use_link(r->ctx, req_param(r, "secret"), &person);

    if (e == ERR_MISSING) {
        return ERR_CONFLICT; /* pressed twice: the page says so in words */
    }
    TRY(e);
    return begin_session(r, person, "", "/my/account");
}

/* --- by a printed code --- */

static void
add_groups(struct req *r, struct come_in_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *now = req_kept(r, "workgroup", "");

    v->groups[0] = (struct choice){"teaching", tr(l, "Teaching"), NULL,
                                   strcmp(now, "teaching") == 0};
    v->groups[1] =
        (struct choice){"support", tr(l, "Support"),
                        tr(l, "Library, registry, technology, administration"),
                        strcmp(now, "support") == 0};
    v->groups[2] = (struct choice){"leaders", tr(l, "Leadership"), NULL,
                                   strcmp(now, "leaders") == 0};
}

enum err
come_in_page(struct req *r)
{
    const struct lang *l = r->ctx->lang;
    const char *code = r->again ? req_form(r, "code") : req_query(r, "code");
    struct come_in_view v = {
        .problems = problems_of(r),
        .action = req_url(r, "/come-in"),
        .sign_in_url = req_url(r, "/sign-in"),
        .signed_in = r->session.id != 0,
        .token = form_token(r),
    };
    struct join_code found;
    int before = r->ctx->problem_count;

    if (code && *code && admit_find_code(r->ctx, code, &found) == OK) {
        v.org_name = found.org_name;
    }
    r->ctx->problem_count = before; /* said once is enough */
    v.code = field_of(r, "code", tr(l, "Code"),
                      tr(l, "Eight signs, such as 4k7m-2t9x."), code);
    v.code.is_short = true;
    v.name = field_of(r, "name", tr(l, "Your name"),
                      tr(l, "As it shall stand on a certificate."), NULL);
    v.name.autocomplete = "name";
    v.workgroup =
        field_of(r, "workgroup", tr(l, "Your kind of work"), NULL, NULL);
    v.workgroup.type = "radio";
    add_groups(r, &v);
    v.phone = field_of(r, "phone", tr(l, "Telephone"),
                       tr(l, "With the country's code. Only to help you back "
                             "in."),
                       NULL);
    v.phone.type = "tel";
    v.phone.optional = true;
    v.phone.autocomplete = "tel";
    v.email = field_of(r, "email", tr(l, "E-mail"), NULL, NULL);
    v.email.type = "email";
    v.email.optional = true;
    v.email.autocomplete = "email";
    come_in_html(
        page_begin(r, &(struct page){.title = tr(l, "Come in with a code"),
                                     .menu = MENU_SIGN_IN,
                                     .noindex = true}),
        l, &v);
    return page_end(r);
}

/* A poster for a programme brings people straight into it. Where it has been
 * closed since it was printed they have come in all the same. */
static enum err
enrol_by_code(struct ctx *c, int64_t person, int64_t series)
{
    int64_t before = c->person, id;
    int problems = c->problem_count;
    struct series_list list;
    enum err e = OK;

    if (!series) {
        return OK;
    }
    TRY(series_list(c, &list));
    c->person = person;
    for (size_t i = 0; i < list.count && e == OK; i++) {
        if (list.items[i].id == series) {
            e = enrol_start(c, &list.items[i], &id);
        }
    }
    c->person = before;
    if (e == ERR_CONFLICT) {
        c->problem_count = problems;
        e = OK;
    }
    return e;
}

enum err
come_in_post(struct req *r)
{
    struct newcomer who = {
        .name = text_or_empty(req_form(r, "name")),
        .phone = text_or_empty(req_form(r, "phone")),
        .email = text_or_empty(req_form(r, "email")),
        .workgroup = text_or_empty(req_form(r, "workgroup")),
    };
    struct join_code code;
    int64_t person;

    TRY(rate_check(r, "come-in", LIMIT_SIGNINS_PER_ADDRESS_MIN));
    TRY(admit_by_code(r->ctx, text_or_empty(req_form(r, "code")), &who, &code,
                      &person));
    TRY(enrol_by_code(r->ctx, person, code.series));
    if (r->session.id) {
        res_flash(r, tr(r->ctx->lang, "The code is accepted: you belong to "
                                      "its university now."));
        return res_redirect(r, req_url(r, "/my"));
    }
    res_flash(r, tr(r->ctx->lang,
                    "Welcome. Choose a name and password, so that you can "
                    "come back on any device."));
    return begin_session(r, person, "", "/my/account");
}

/* --- one's own account --- */

enum err
account_page(struct req *r)
{
    const struct lang *l = r->ctx->lang;
    struct account_view v = {
        .problems = problems_of(r),
        .action = req_url(r, "/my/account"),
        .person_name = r->session.person_name,
        .token = form_token(r),
    };

    v.name = field_of(r, "name", tr(l, "Name"),
                      tr(l, "Any word, telephone number or e-mail address "
                            "that you remember."),
                      NULL);
    v.name.autocomplete = "username";
    v.password = field_of(r, "password", tr(l, "New password"),
                          tr(l, "At least 10 characters. Three or four words "
                                "are good."),
                          NULL);
    v.password.type = "password";
    v.password.autocomplete = "new-password";
    v.password.value = "";
    account_html(page_begin(r, &(struct page){.title = tr(l, "My account"),
                                              .menu = MENU_RECORD}),
                 l, &v);
    return page_end(r);
}

static enum err
keep_password(struct req *r, void *arg)
{
    const char *secret = arg, *token;
    const char *name = req_form(r, "name");

    TRY(login_set_password(r->ctx, r->session.person, name ? name : "",
                           secret));
    TRY(session_end_all(r->ctx, r->session.person));
    TRY(session_start(r->ctx, r->session.person, &token));
    res_session(r, token);
    res_flash(r, tr(r->ctx->lang, "Saved. Use this name and password from "
                                  "now on."));
    return res_redirect(r, req_url(r, "/my"));
}

enum err
account_post(struct req *r)
{
    const char *password = req_form(r, "password");
    const char *secret;

    TRY(login_password_fits(r->ctx, password ? password : ""));
    TRY(login_hash(r->ctx, password, &secret));
    return req_write(r, keep_password, (void *)(uintptr_t)secret);
}

enum err
sign_out_post(struct req *r)
{
    TRY(session_end(r->ctx));
    res_session(r, NULL);
    res_flash(r, tr(r->ctx->lang, "You are signed out."));
    return res_redirect(r, *r->prefix ? r->prefix : "/");
}

/* --- a demonstration: one click --- */

enum err
demo_sign_in_post(struct req *r)
{
    const char *as = req_form(r, "as");
    int64_t person;
    enum err e = setting_i64(
        r->ctx, arena_printf(r->ctx->arena, "demo.%s", as ? as : ""), &person);

    if (e == ERR_MISSING) {
        return problem_at(r->ctx, "as",
                          N_("Choose one of the roles: hq, region, centre, "
                             "university, facilitator, learner, assessor, "
                             "ministry, certifier."));
    }
    TRY(e);
    return begin_session(r, person, "",
                         strcmp(as, "learner") == 0 ? "/my" : "/work");
}
