/* SPDX-License-Identifier: Apache-2.0 */
/* terms: what a university agrees to when it joins, clause by clause. */

#include "network/terms.h"

#include "base/tr.h"

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
