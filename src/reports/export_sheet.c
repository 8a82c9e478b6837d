/* SPDX-License-Identifier: Apache-2.0 */
/* export_sheet: the tables of an export, one row each. */

#include "reports/export_sheet.h"

#include "reports/export.sql.h"

#define SHEET(name_, title_, cap_, shape_, columns_)                           \
    {                                                                          \
#name_, title_, CAP_##cap_, EXPORT_##shape_, &SQL_export_##name_,      \
            columns_                                                           \
    }

const struct export_sheet export_sheets[EXPORT_SHEETS] = {
    SHEET(organisations, N_("The place and all below it"), NONE, ONE,
          "slug kind name parent country city website ror zone language "
          "status created_at@"),
    SHEET(names, N_("Their names in further languages"), NONE, TWO,
          "organisation language name"),
    SHEET(statuses, N_("How their membership changed"), NONE, ONE,
          "organisation status from_date reason"),
    SHEET(mandates, N_("Mandates, such as national centres"), NONE, ONE,
          "number kind organisation holder title status from_date to_date"),
    SHEET(people, N_("Who belongs, or belonged, to them"), PEOPLE_READ, ONE,
          "person name organisation workgroup from_date to_date language "
          "gender"),
    SHEET(roles, N_("Roles that were given"), ROLE_GRANT, ONE,
          "person name role organisation from_date to_date"),
    SHEET(applications, N_("Applications to join, with signed sheets"),
          MEMBER_REVIEW, ONE,
          "organisation state applicant country city website contact_name "
          "contact_post contact_email signer_post staff_count motive "
          "created_at@ sent_at@ decided_at@ reason remark sheet#"),
    SHEET(agreements, N_("Agreements, with signed papers"), AGREEMENT_READ, ONE,
          "number kind title organisation status is_public? signed_date "
          "from_date until_date end_reason created_at@ paper#"),
    SHEET(parties, N_("Parties of agreements"), AGREEMENT_READ, TWO,
          "agreement organisation name"),
    SHEET(clauses, N_("Clauses of agreements, in each language"),
          AGREEMENT_READ, TWO, "agreement position language title text"),
    SHEET(terms, N_("Terms of agreements"), AGREEMENT_READ, ONE,
          "agreement from_date to_date at@"),
    SHEET(approvals, N_("Who approved agreements"), AGREEMENT_READ, TWO,
          "agreement organisation state at@ reason"),
    SHEET(visits,
          N_("Visits; minutes and private remarks for who may edit "
             "them"),
          NONE, INNER,
          "number organisation guest guest_organisation title from_date "
          "to_date place delegates agenda public_note minutes remarks "
          "is_public?"),
    SHEET(pictures, N_("Pictures of visits"), NONE, INNER_TWO,
          "visit position caption width height picture#"),
    SHEET(items, N_("What visits agreed on"), NONE, INNER,
          "visit position title organisation owner due_date status evidence "
          "closed_date goal_indicator goal_organisation goal_count"),
    SHEET(steps, N_("What became of it"), NONE, INNER,
          "visit position what on_date due_before due_after words at@"),
    SHEET(dialogues, N_("Series of policy dialogues"), NONE, ONE,
          "number organisation title aim"),
    SHEET(events, N_("Their events"), NONE, ONE,
          "number dialogue title place zone languages from_date to_date "
          "register_until status why"),
    SHEET(sessions, N_("Sessions of events"), NONE, TWO,
          "event on_date from_time to_time title is_off?"),
    SHEET(delegations, N_("Delegations to events"), NONE, TWO,
          "event organisation offices"),
    SHEET(recommendations, N_("What events recommended"), NONE, ONE,
          "number event position words"),
    SHEET(addressees, N_("To whom, and what each answered last"), NONE, TWO,
          "recommendation organisation status on_date why"),
    SHEET(openings, N_("Where programmes were opened"), NONE, ONE,
          "series organisation from_date to_date"),
    SHEET(enrolments, N_("Enrolments in programmes"), PEOPLE_READ, ONE,
          "person series organisation workgroup language started_date "
          "completed_date"),
    SHEET(certificates, N_("Certificates, each as it was signed"),
          CREDENTIAL_READ, ONE,
          "number holder_name person organisation issuer language issued_date "
          "withdrawn_at@ document!"),
    SHEET(editions, N_("Editions of the award"), NONE, ONE,
          "number organisation year language name zone opens_date closes_date "
          "review_until reviews_each published_date categories criteria"),
    SHEET(cases, N_("Cases sent in for the award"), AWARD_EDIT, READER,
          "edition n state category organisation_name kind country "
          "contact_name contact_post contact_email language title abstract "
          "words link reason place sent_at@ file#"),
    SHEET(acts, N_("The record of acts"), RECORD_READ, ONE,
          "at@ act person organisation value number_in_chain"),
};
