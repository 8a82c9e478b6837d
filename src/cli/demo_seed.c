/* SPDX-License-Identifier: Apache-2.0 */
/* demo_seed: the demonstration network. */

#include "cli/demo_seed.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/demo_agreements.h"
#include "cli/demo_award.h"
#include "cli/demo_centres.h"
#include "cli/demo_dialogues.h"
#include "cli/demo_many.h"
#include "cli/demo_offices.h"
#include "cli/demo_pack.h"
#include "cli/demo_people.h"
#include "cli/demo_research.h"
#include "cli/demo_tree.h"
#include "cli/demo_visits.h"
#include "cli/import.h"
#include "core/setting.h"
#include "credentials/issuer.h"
#include "formats/csv.h"
#include "keeper/keeper.h"
#include "learning/series.h"
#include "network/accreditation.h"
#include "network/country.h"
#include "network/join.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/terms.h"
#include "people/person.h"
#include "people/role.h"

#include <stdio.h>
#include <string.h>

/* All days are counted back from today. */
enum { FOUNDED_DAYS = 400, OPENED_DAYS = 380, ACCREDITED_DAYS = 120 };

/* What one step hands to the next. */
struct seed {
    struct cli_node *n;
    struct ctx c;
    int64_t now_ms; /* today; the past is counted from here */
    int64_t root, region;
    int64_t secretariat;
    const char *folder; /* where the content was unpacked */
    struct csv institutions, centres, countries;
};

/* --- content out of the program --- */

static enum err
unpack(struct seed *s)
{
    for (size_t i = 0; i < pack_file_count; i++) {
        const struct pack_file *f = &pack_files[i];
        char *path = arena_printf(s->c.arena, "%s/%s", s->folder, f->name);
        char *slash = strrchr(path, '/');

        *slash = '\0';
        TRY(file_mkdirs(path, 0700));
        *slash = '/';
        TRY(file_write(path, f->data, f->len, 0600));
    }
    return OK;
}

static enum err
read_table(struct seed *s, const char *name, struct csv *out)
{
    const char *path = arena_printf(s->c.arena, "network/%s", name);
    int line;

    for (size_t i = 0; i < pack_file_count; i++) {
        if (strcmp(pack_files[i].name, path) == 0) {
            return csv_parse(s->c.arena, (const char *)pack_files[i].data,
                             pack_files[i].len, out, &line);
        }
    }
    return ERR_MISSING;
}

/* --- the tree --- */

static const char *
or_null(const char *s)
{
    return s && *s ? s : NULL;
}

static enum err
add_country(struct ctx *c, struct seed *s, size_t row)
{
    const char *code = csv_cell(&s->countries, row, "code");
    const struct country *k = country_find(code);
    struct org o = {
        .kind = country_is_territory(code) ? "territory" : "country",
        .slug = csv_cell(&s->countries, row, "slug"),
        .name = country_name(code, "en"),
        .country = code,
        .zone = k ? k->zone : NULL,
        .lang = k ? k->lang : NULL,
        .status = "known",
    };

    return org_add(c, s->region, &o);
}

static enum err
add_institution(struct ctx *c, struct seed *s, size_t row)
{
    const struct csv *t = &s->institutions;
    const char *english = csv_cell(t, row, "name_en");
    bool member = strcmp(csv_cell(t, row, "membership"), "member") == 0;
    struct org country;
    struct org o = {
        .kind = "institution",
        .slug = csv_cell(t, row, "slug"),
        .name = csv_cell(t, row, "name"),
        .country = csv_cell(t, row, "country"),
        .city = or_null(csv_cell(t, row, "city")),
        .website = or_null(csv_cell(t, row, "domain")),
        .status = member ? "member" : "known",
    };

    TRY(org_by_country(c, o.country, &country));
    TRY(org_add(c, country.id, &o));
    return *english ? org_add_name(c, o.id, "en", english) : OK;
}

static enum err
build_tree(struct ctx *c, void *arg)
{
    struct seed *s = arg;
    struct org region = {
        .kind = "region",
        .slug = "lac",
        .name = "América Latina y el Caribe",
        .status = "known",
    };

    TRY(org_add(c, s->root, &region));
    s->region = region.id;
    TRY(org_add_name(c, region.id, "en", "Latin America and the Caribbean"));
    for (size_t i = 0; i < s->countries.row_count; i++) {
        TRY(add_country(c, s, i));
    }
    for (size_t i = 0; i < s->institutions.row_count; i++) {
        TRY(add_institution(c, s, i));
    }
    return OK;
}

/* --- mandates and their keys --- */

static enum err
add_issuer(struct ctx *c, struct seed *s, const struct mandate *m)
{
    struct keeper_key key;
    int64_t id;

    TRY(keeper_key_new(s->n->node.keeper, &key));
    return issuer_add(c, m->id, m->title, &key, &id);
}

static const char *
day_ago(struct ctx *c, const struct seed *s, int days)
{
    return date_of_ms(c->arena, s->now_ms - days * DATE_DAY_MS);
}

/* Noted on the day it happened. */
static enum err
note(struct ctx *c, const struct seed *s, int64_t mandate, const char *event,
     int days)
{
    int64_t now_ms = c->now_ms;
    enum err e;

    c->now_ms = s->now_ms - days * DATE_DAY_MS;
    e = mandate_note(c, mandate, event, day_ago(c, s, days), NULL);
    c->now_ms = now_ms;
    return e;
}

/* The ministry's endorsement follows the launch in one of three, as it did in
 * life (domain.md 0.2). */
static enum err
add_events(struct ctx *c, const struct seed *s, int64_t mandate, int launched,
           size_t row)
{
    TRY(note(c, s, mandate, "contact", launched + 140));
    TRY(note(c, s, mandate, "agreement", launched + 45));
    if (row != 1) {
        TRY(note(c, s, mandate, "endorsement", launched));
    }
    TRY(note(c, s, mandate, "launch", launched));
    return row == 1 ? note(c, s, mandate, "endorsement", launched - 140) : OK;
}

static enum err
add_centre(struct ctx *c, struct seed *s, size_t row)
{
    const struct csv *t = &s->centres;
    int launched = 250 - 30 * (int)row; /* days ago */
    struct org node, host;
    struct mandate m = {
        .kind = "national_centre",
        .title = csv_cell(t, row, "name_es"),
        .status = "contact",
        .from_date = day_ago(c, s, launched),
    };

    TRY(org_by_country(c, csv_cell(t, row, "country"), &node));
    TRY(org_by_slug(c, csv_cell(t, row, "host"), &host));
    m.node = node.id;
    m.holder = host.id;
    TRY(mandate_add(c, &m));
    TRY(add_events(c, s, m.id, launched, row));
    return add_issuer(c, s, &m);
}

static enum err
build_mandates(struct ctx *c, void *arg)
{
    struct seed *s = arg;
    struct mandate hq = {.kind = "secretariat",
                         .node = s->root,
                         .holder = s->root,
                         .title = "Secretaría de la red (demostración)",
                         .status = "active",
                         .from_date = day_ago(c, s, FOUNDED_DAYS)};
    struct mandate office = {.kind = "regional_office",
                             .node = s->region,
                             .holder = s->region,
                             .title = "Oficina regional (demostración)",
                             .status = "active",
                             .from_date = day_ago(c, s, FOUNDED_DAYS)};

    TRY(mandate_add(c, &hq));
    s->secretariat = hq.id;
    TRY(add_issuer(c, s, &hq));
    TRY(mandate_add(c, &office));
    for (size_t i = 0; i < s->centres.row_count; i++) {
        TRY(add_centre(c, s, i));
    }
    return OK;
}

/* --- an institution that issues for itself --- */

static enum err
accredit(struct ctx *c, void *arg)
{
    struct seed *s = arg;
    struct org org;
    struct keeper_key key;
    struct accreditation a = {.from_date = day_ago(c, s, ACCREDITED_DAYS),
                              .to_date =
                                  day_ago(c, s, ACCREDITED_DAYS - 3 * 365),
                              .reason = "Convenio de demostración"};

    TRY(org_by_slug(c, "unsaac", &org));
    a.org = org.id;
    TRY(accreditation_give(c, &a));
    TRY(keeper_key_new(s->n->node.keeper, &key));
    return issuer_accredit(c, a.id, &key);
}

/* --- offices that sign in by one click --- */

static const struct office {
    const char *as, *name, *role, *org; /* NULL org = the region */
} offices[] = {
    {"hq", "Oficina de programas (demo)", "hq_officer", "network"},
    {"region", "Oficina regional (demo)", "regional_officer", "lac"},
    {"centre", "Coordinación del centro nacional (demo)", "centre_coordinator",
     "peru"},
    {"university", "Coordinación universitaria (demo)", "focal_point", "pucp"},
    {"facilitator", "Facilitación de cursos (demo)", "facilitator", "pucp"},
    {"learner", "Camila Retama (demo)", NULL, "pucp"},
    {"assessor", "Evaluación (demo)", "assessor", "peru"},
    {"ministry", "Ministerio, solo lectura (demo)", "observer", "peru"},
    {"certifier", "Oficina de certificados (demo)", "certifier", "unsaac"},
};

static enum err
add_office(struct ctx *c, const struct office *o, int64_t secretariat)
{
    struct person p = {.name = o->name, .lang = NULL};
    struct mandate m;
    struct org org;
    int64_t mandate = 0;

    TRY(org_by_slug(c, o->org, &org));
    TRY(person_add(c, &p));
    if (strcmp(org.kind, "institution") == 0) {
        TRY(person_affiliate(c, p.id, org.id, "teaching"));
    }
    /* Who holds a post in the centre acts by its mandate. */
    if (o->role && strcmp(o->role, "centre_coordinator") == 0 &&
        mandate_for(c, org.id, "national_centre", &m) == OK) {
        mandate = m.id;
    }
    if (o->role) {
        TRY(role_grant(c, p.id, o->role, org.id, mandate));
    }
    if (strcmp(o->as, "hq") == 0) { /* signs where there is no centre */
        TRY(role_grant(c, p.id, "certifier", org.id, secretariat));
    }
    return setting_put_i64(c, arena_printf(c->arena, "demo.%s", o->as), p.id);
}

static enum err
build_offices(struct ctx *c, void *arg)
{
    const struct seed *s = arg;

    for (size_t i = 0; i < COUNT(offices); i++) {
        TRY(add_office(c, &offices[i], s->secretariat));
    }
    return OK;
}

/* --- where the series is open --- */

static enum err
open_series(struct ctx *c, void *arg)
{
    struct seed *s = arg;
    struct series series;
    struct mandate_list centres;

    TRY(series_by_slug(c, "genai-1x", &series));
    TRY(series_open(c, series.id, s->region, s->secretariat,
                    day_ago(c, s, OPENED_DAYS), NULL, NULL));
    TRY(mandate_list(c, "national_centre", &centres));
    for (size_t i = 0; i < centres.count; i++) {
        const struct mandate *m = &centres.items[i];

        TRY(series_open(c, series.id, m->node, m->id, m->from_date, NULL,
                        NULL));
    }
    return OK;
}

/* --- universities that have applied --- */

struct applying {
    struct seed *s;
    size_t row;
    int nth;
};

static enum err
apply(struct ctx *c, void *arg)
{
    struct applying *x = arg;
    const struct csv *t = &x->s->institutions;
    struct org o;
    struct application a = {
        .country = csv_cell(t, x->row, "country"),
        .contact_name = "Vicerrectorado (demo)",
        .contact_post = "Coordinación de innovación docente",
        .contact_email =
            arena_printf(c->arena, "contacto%d@example.org", x->nth),
        .staff_count = 120 + 35 * x->nth,
        .motive = "Formar a nuestro personal en el uso responsable de la IA "
                  "y certificar lo aprendido.",
    };
    const struct join_signature sign = {.signer_name = "Rectorado (demo)",
                                        .signer_post = "Rectorado"};
    bool agreed[TERMS_CLAUSES];
    const char *secret;

    TRY(org_by_slug(c, csv_cell(t, x->row, "slug"), &o));
    a.org = o.id;
    TRY(join_begin(c, &a, &secret));
    for (int i = 0; i < TERMS_CLAUSES; i++) {
        agreed[i] = i < 3 || x->nth % 3 != 1; /* every third is half-way */
    }
    TRY(join_agree(c, secret, agreed,
                   x->nth % 4 ? NULL
                              : "Cláusula 6: ¿puede renovarse antes de "
                                "cumplidos los tres años?"));
    return x->nth % 3 == 1 ? OK : join_sign(c, secret, &sign);
}

static enum err
build_applications(struct seed *s)
{
    struct applying x = {.s = s};

    for (x.row = 0; x.row < s->institutions.row_count; x.row++) {
        if (strcmp(csv_cell(&s->institutions, x.row, "membership"),
                   "applied") == 0) {
            s->c.now_ms = s->now_ms - (20 - 2 * x.nth) * DATE_DAY_MS;
            TRY(cli_write(s->n, &s->c, apply, &x));
            x.nth++;
        }
    }
    return OK;
}

/* --- all of it --- */

/* The founding steps lie before the first course. */
static enum err
found(struct seed *s)
{
    s->c.now_ms = s->now_ms - FOUNDED_DAYS * DATE_DAY_MS;
    TRY(cli_write(s->n, &s->c, build_tree, s));
    TRY(cli_write(s->n, &s->c, build_mandates, s));
    s->c.now_ms = s->now_ms - ACCREDITED_DAYS * DATE_DAY_MS;
    TRY(cli_write(s->n, &s->c, accredit, s));
    s->c.now_ms = s->now_ms - FOUNDED_DAYS * DATE_DAY_MS;
    TRY(cli_write(s->n, &s->c, build_offices, s));
    return OK;
}

static enum err
read_tables(struct seed *s)
{
    TRY(read_table(s, "countries.csv", &s->countries));
    TRY(read_table(s, "institutions.csv", &s->institutions));
    return read_table(s, "centres.csv", &s->centres);
}

static int
say(const struct seed *s, const char *step, enum err e)
{
    if (e != OK) {
        return cli_fail("the demonstration stopped at '%s': %s", step,
                        cli_why(&s->c, e));
    }
    printf("  %s\n", step);
    fflush(stdout);
    return CLI_DONE;
}

/* The five courses, then the series made of them. */
static int
import_content(struct seed *s)
{
    static const char *const courses[] = {"genai-foundations", "genai-pedagogy",
                                          "genai-governance",
                                          "genai-operations", "genai-industry"};
    struct arena *a = s->c.arena;
    struct control_call call = {
        .store = s->n->store, .arena = a, .folder = "."};
    struct import_series series = {
        .file = arena_printf(a, "%s/series/series.ini", s->folder),
        .quiet = true};

    for (size_t i = 0; i < COUNT(courses); i++) {
        struct import_course course = {
            .folder = arena_printf(a, "%s/series/%s", s->folder, courses[i]),
            .publish = true,
            .quiet = true};

        if (import_course(&call, s->n, &course) != CLI_DONE) {
            return CLI_FAILED;
        }
    }
    s->c.now_ms = s->now_ms - OPENED_DAYS * DATE_DAY_MS;
    return import_series(&call, s->n, &series);
}

int
demo_seed(struct cli_node *n, int64_t root, int64_t people, const char *country)
{
    struct seed s = {.n = n, .c = cli_ctx(n), .root = root};
    struct csv learners;

    s.now_ms = s.c.now_ms;
    s.c.lang = lang_find("es");
    s.folder = arena_printf(n->arena, "%s/demo", n->node.folder);
    if (say(&s, "content", unpack(&s)) != CLI_DONE ||
        say(&s, "tables", read_tables(&s)) != CLI_DONE ||
        say(&s, "countries, universities, centres", found(&s)) != CLI_DONE) {
        return CLI_FAILED;
    }
    if (import_content(&s) != CLI_DONE ||
        say(&s, "courses and series", cli_write(n, &s.c, open_series, &s)) !=
            CLI_DONE) {
        return CLI_FAILED;
    }
    if (say(&s, "learners' table", read_table(&s, "learners.csv", &learners)) !=
            CLI_DONE ||
        say(&s, "learners and certificates",
            demo_people(n, &learners, s.now_ms)) != CLI_DONE) {
        return CLI_FAILED;
    }
    if (say(&s, "agreements", demo_agreements(n, s.now_ms)) != CLI_DONE ||
        say(&s, "plans and reports", demo_centres(n, s.now_ms)) != CLI_DONE ||
        say(&s, "offices", demo_offices(n, s.now_ms)) != CLI_DONE ||
        say(&s, "visits", demo_visits(n, s.now_ms)) != CLI_DONE ||
        say(&s, "dialogues", demo_dialogues(n, s.now_ms)) != CLI_DONE ||
        say(&s, "moves and groupings", demo_tree(n, s.now_ms)) != CLI_DONE ||
        say(&s, "award", demo_award(n, s.now_ms)) != CLI_DONE ||
        say(&s, "joint research", demo_research(n, s.now_ms)) != CLI_DONE ||
        say(&s, "applications", build_applications(&s)) != CLI_DONE) {
        return CLI_FAILED;
    }
    return people ? demo_many(n,
                              &(struct demo_many){
                                  .people = people,
                                  .now_ms = s.now_ms,
                                  .region = s.region,
                                  .secretariat = s.secretariat,
                                  .country = country,
                                  .folder = s.folder,
                              })
                  : CLI_DONE;
}
