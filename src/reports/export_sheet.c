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
    SHEET(groups, N_("Groupings of countries"), NONE, ONE,
          "group organisation kind name"),
    SHEET(group_members, N_("Their countries, and since when"), NONE, ONE,
          "group organisation from_date to_date"),
    SHEET(statuses, N_("How their membership changed"), NONE, ONE,
          "organisation status from_date reason"),
    SHEET(parents, N_("Where they stood in the tree, and when"), NONE, ONE,
          "organisation parent from_date to_date reason"),
    SHEET(leavings, N_("Leavings that were announced"), ORG_READ, TWO,
          "organisation on_date reason"),
    SHEET(mandates, N_("Mandates, such as national centres"), NONE, ONE,
          "number kind organisation holder title status from_date to_date"),
    SHEET(mandate_steps, N_("Steps of mandates, with notes"), MANDATE_EDIT, ONE,
          "mandate step on_date note who document"),
    SHEET(mandate_terms, N_("Terms of mandates"), NONE, ONE,
          "mandate from_date to_date at@"),
    SHEET(scopes, N_("Programmes that centres may sign for"), NONE, ONE,
          "mandate series from_date to_date"),
    SHEET(plans, N_("Joint action plans"), PLAN_EDIT, ONE,
          "mandate plan version from_date to_date every_months status reason "
          "centre_agreed office_agreed"),
    SHEET(aims, N_("Aims of plans, in each language"), PLAN_EDIT, TWO,
          "plan version language text"),
    SHEET(targets, N_("Targets of plans"), PLAN_EDIT, TWO,
          "plan version target title due_date indicator organisation amount "
          "from_date to_date"),
    SHEET(deliveries, N_("What plans delivered"), PLAN_EDIT, TWO,
          "plan target on_date evidence at@"),
    SHEET(reports, N_("Reports that plans ask for"), REPORT_READ, ONE,
          "report plan organisation from_date to_date due_date status"),
    SHEET(report_papers, N_("What was handed in, and the answer"), REPORT_READ,
          ONE, "report paper done hard next on_date answer answer_date reason"),
    SHEET(report_figures, N_("Targets as they stood then"), REPORT_READ, TWO,
          "paper title due_date indicator organisation amount reached "
          "done_date evidence"),
    SHEET(nominations, N_("Whom they proposed for the presidency"), NONE, ONE,
          "year organisation nominee reason on_date"),
    SHEET(candidacies, N_("What those proposed answered"), NONE, ONE,
          "year organisation answer answer_date"),
    SHEET(posts, N_("Posts that people hold"), MANDATE_EDIT, ONE,
          "mandate kind title person nominated_by status from_date to_date "
          "reason"),
    SHEET(people, N_("Who belongs, or belonged, to them"), PEOPLE_READ, ONE,
          "person name organisation workgroup from_date to_date language "
          "gender"),
    SHEET(roles, N_("Roles that were given"), ROLE_GRANT, ONE,
          "person name role organisation from_date to_date"),
    SHEET(applications, N_("Applications to join, with signed sheets"),
          MEMBER_REVIEW, ONE,
          "organisation state applicant country city website contact_name "
          "contact_post contact_email signer_post staff_count motive "
          "created_at@ sent_at@ decided_at@ reason remark endorsed_at@ "
          "endorsement sheet#"),
    SHEET(agreements, N_("Agreements, with signed papers"), AGREEMENT_READ, ONE,
          "number kind title organisation status is_public? signed_date "
          "from_date until_date end_reason created_at@ paper#"),
    SHEET(parties, N_("Parties of agreements"), AGREEMENT_READ, TWO,
          "agreement organisation name"),
    SHEET(clauses, N_("Clauses of agreements, in each language"),
          AGREEMENT_READ, TWO, "agreement position language title text"),
    SHEET(clause_goals, N_("Clauses that are tied to a figure"), AGREEMENT_READ,
          TWO,
          "agreement position indicator organisation amount from_date to_date"),
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
    SHEET(item_places, N_("Countries that items are about"), NONE, INNER_TWO,
          "visit position organisation"),
    SHEET(item_agreements, N_("Agreements that items led to"), NONE, INNER_TWO,
          "visit position agreement"),
    SHEET(dialogues, N_("Series of policy dialogues"), NONE, ONE,
          "number organisation title aim"),
    SHEET(events, N_("Their events"), NONE, ONE,
          "number dialogue title place zone languages from_date to_date "
          "register_until status why"),
    SHEET(sessions, N_("Sessions of events"), NONE, TWO,
          "event on_date from_time to_time title is_off?"),
    SHEET(delegations, N_("Delegations to events"), NONE, TWO,
          "event organisation offices"),
    SHEET(attendances, N_("People who registered for events"), DIALOGUE_EDIT,
          TWO, "event person at@"),
    SHEET(recommendations, N_("What events recommended"), NONE, ONE,
          "number event position words"),
    SHEET(addressees, N_("To whom, and what each answered last"), NONE, TWO,
          "recommendation organisation status on_date why"),
    SHEET(answers, N_("All answers to recommendations"), NONE, ONE,
          "recommendation organisation status on_date why at@"),
    SHEET(calls, N_("Calls for joint research"), NONE, ONE,
          "number organisation title words zone opens_date opens_time "
          "closes_date closes_time"),
    SHEET(projects, N_("Projects of joint research that they lead"),
          RESEARCH_EDIT, ONE,
          "number organisation call decider title abstract remarks status "
          "from_date to_date report_months started_date"),
    SHEET(partners, N_("Who takes part in projects"), RESEARCH_EDIT, TWO,
          "project organisation role status task on_date why"),
    SHEET(project_steps, N_("What became of projects"), RESEARCH_EDIT, ONE,
          "project what on_date words at@"),
    SHEET(ethics, N_("Decisions of ethics reviews, with papers"), RESEARCH_EDIT,
          ONE, "project organisation body outcome on_date words paper#"),
    SHEET(data_rules, N_("Data rules of projects"), RESEARCH_EDIT, ONE,
          "project kind kept_at seen_by kept_until opened on_date"),
    SHEET(milestones, N_("Milestones of projects"), RESEARCH_EDIT, ONE,
          "project milestone title owner due_date status evidence closed_date"),
    SHEET(milestone_steps, N_("What became of milestones"), RESEARCH_EDIT, ONE,
          "milestone what on_date due_before due_after words at@"),
    SHEET(project_reports, N_("Reports on projects"), RESEARCH_EDIT, TWO,
          "project due_date handed_date words"),
    SHEET(outputs, N_("What projects brought out"), RESEARCH_EDIT, ONE,
          "project kind title doi url on_date"),
    SHEET(openings, N_("Where programmes were opened"), NONE, ONE,
          "series organisation from_date to_date agreement clause"),
    SHEET(enrolments, N_("Enrolments in programmes"), PEOPLE_READ, ONE,
          "person series organisation workgroup language started_date "
          "completed_date"),
    SHEET(certificates, N_("Certificates, each as it was signed"),
          CREDENTIAL_READ, ONE,
          "number holder_name person organisation issuer language issued_date "
          "withdrawn_at@ document!"),
    SHEET(
        accreditations, N_("Who may sign for itself"), CREDENTIAL_READ, ONE,
        "organisation mandate from_date to_date reason ended_at@ ended_reason"),
    SHEET(editions, N_("Editions of the award"), NONE, ONE,
          "number organisation year language name zone opens_date closes_date "
          "review_until reviews_each published_date categories criteria"),
    SHEET(award_words, N_("Their words in each language"), NONE, TWO,
          "edition language name about who jury prize categories criteria"),
    SHEET(cases, N_("Cases sent in for the award"), AWARD_EDIT, READER,
          "edition n state category organisation_name kind country "
          "contact_name contact_post contact_email language title abstract "
          "words link reason place sent_at@ file#"),
    SHEET(reviews, N_("Reviews of cases, with their points"), AWARD_EDIT,
          READER, "edition n person state words at@ points"),
    SHEET(brief_lines, N_("Briefs that were frozen"), REPORT_READ, TWO,
          "brief on_date organisation position section name value"),
    SHEET(acts, N_("The record of acts"), RECORD_READ, ONE,
          "at@ act person organisation value number_in_chain"),
};
