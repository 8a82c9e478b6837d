/* SPDX-License-Identifier: Apache-2.0 */
/* batch: several certificates in one go: read in one transaction, signed
 * without one, stored in one, so that a sync serves all of them. */
#ifndef QUIPU_CREDENTIALS_BATCH_H
#define QUIPU_CREDENTIALS_BATCH_H

#include "base/err.h"
#include "credentials/issue.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* At most so many: a write keeps everybody else waiting. */
enum { BATCH_MAX = ISSUE_SIGN_MAX };

struct batch_item {
    int64_t enrolment;        /* set by the caller; 0 = skipped as missing */
    enum err result;          /* OK: signed and stored */
    const char *why;          /* in the reader's language; NULL = not told */
    struct issue_draft draft; /* holder_name also where it failed later */
};

/* Issue for `n` items outside any transaction. Each item has its own result:
 * OK, ERR_CONFLICT or ERR_MISSING (issue_prepare, issue_store), ERR_INTERNAL
 * (not signed: the log says why). Another error is of all of them, and nothing
 * was stored: no right, a full disk. Done twice is done once: who has a
 * certificate is refused. Needs: CAP_CREDENTIAL_ISSUE, as issue_prepare. */
enum err batch_issue(struct ctx *c, struct batch_item *items, size_t n);

#endif
