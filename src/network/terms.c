/* SPDX-License-Identifier: Apache-2.0 */
/* terms: the texts of agreements. */

#include "network/terms.h"

#include "base/err.h"
#include "base/tr.h"

#include <stddef.h>
#include <string.h>

const struct terms_clause terms_clauses[TERMS_CLAUSES] = {
    {N_("Purpose"),
     N_("The parties cooperate to train and certify the digital and AI "
        "competence of the institution's staff, under the programmes of the "
        "network.")},
    {N_("What the network provides"),
     N_("It gives access to courses and assessment at no cost to the "
        "institution, and keeps the public record of what is certified.")},
    {N_("What the institution provides"),
     N_("It names a coordinator, grants working time for learning, and "
        "invites its staff to the common course in the first year.")},
    {N_("Personal data"),
     N_("People's data belong to the people. The institution sees progress "
        "and certificates, not answers. The more protective of the two laws "
        "applies.")},
    {N_("Certificates"),
     N_("They are issued by the national centre or, failing that, by "
        "headquarters. They remain valid if this agreement ends.")},
    {N_("Term and exit"),
     N_("It runs for three years. Either party may leave with sixty days' "
        "notice, without cause or cost.")},
};

static const struct terms_clause centre_clauses[] = {
    {N_("Purpose"),
     N_("%{parties} establish a national centre for %{place}, which runs the "
        "programmes of the network there.")},
    {N_("What the centre does"),
     N_("It localises and teaches the programmes, admits universities, and "
        "certifies with a key of its own, within the programmes and days that "
        "are on file.")},
    {N_("What the network does"),
     N_("It provides courses, assessment, the register and training at no "
        "cost, and publishes the centre's keys.")},
    {N_("Joint action plan"),
     N_("Within three months of the launch the parties agree on a plan with "
        "dated targets; the centre reports on it every year.")},
    {N_("Personal data"),
     N_("People's data belong to the people and stay under the more "
        "protective of the laws that apply. Their use needs a stated "
        "purpose.")},
    {N_("Term and exit"),
     N_("It is renewed in writing. If it ends, certificates remain valid and "
        "those who have begun are certified by whoever follows, or by "
        "headquarters.")},
};

static const struct terms_clause office_clauses[] = {
    {N_("Purpose"),
     N_("%{parties} establish an office for %{place}, which coordinates the "
        "centres and universities there.")},
    {N_("Tasks"),
     N_("It reviews applications and agreements, follows up what visits "
        "agreed on, and prepares meetings.")},
    {N_("Resources"),
     N_("The host provides rooms and staff; the network provides training and "
        "this register.")},
    {N_("Term and exit"),
     N_("It is renewed in writing. Either party may leave with sixty days' "
        "notice; files are handed over to whoever follows.")},
};

static const struct terms_clause cooperation_clauses[] = {
    {N_("Purpose"),
     N_("%{parties} cooperate in %{place} on teaching, practice or research "
        "under the programmes of the network.")},
    {N_("Contributions"),
     N_("Each party brings what it names in the annex; nobody pays for taking "
        "part.")},
    {N_("Results"),
     N_("Results are published; each party may use them for teaching.")},
    {N_("Term and exit"),
     N_("Either party may leave with sixty days' notice, without cause or "
        "cost.")},
};

static const struct terms_text texts[] = {
    {"membership", terms_clauses, TERMS_CLAUSES},
    {"national_centre", centre_clauses, COUNT(centre_clauses)},
    {"regional_office", office_clauses, COUNT(office_clauses)},
    {"cooperation", cooperation_clauses, COUNT(cooperation_clauses)},
};

const struct terms_text *
terms_of(const char *kind)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (strcmp(texts[i].kind, kind) == 0) {
            return &texts[i];
        }
    }
    return NULL;
}
