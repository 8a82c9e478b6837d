/* SPDX-License-Identifier: Apache-2.0 */
/* badge_check: what the parts of the form check share. */
#ifndef VC_BADGE_CHECK_H
#define VC_BADGE_CHECK_H

#include "badge_model.h"
#include "vc/badge.h"

enum { MAX_PATH = 64 };

/* A member, or (name absent) an item. */
struct part {
    struct vc_view name;
    size_t index;
};

struct check {
    const struct vc_badge_rules *rules;
    struct vc_badge *out;
    struct vc_error *error;
    bool version_1; /* VC Data Model 1.1 */
    size_t depth;
    struct part path[MAX_PATH]; /* where the check is; written when it fails */
};

/* Fail at the place where the check is; returns `status`. */
enum vc_status vc_badge_check_fail(struct check *c, enum vc_status status,
                                   const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum vc_status vc_badge_check_missing(struct check *c, struct vc_view name);

/* Step into a member, or into either, and out again. */
void vc_badge_check_enter(struct check *c, struct vc_view name);
void vc_badge_check_push(struct check *c, struct part part);
void vc_badge_check_leave(struct check *c);

/* Kinds of values. all() looks at every item, or at the value itself when it is
 * no array; an empty array is never right. */
bool vc_badge_check_is_string(const struct vc_json *value);
bool vc_badge_check_all(const struct vc_json *value,
                        bool (*good)(const struct vc_json *));
bool vc_badge_check_has_type(const struct vc_json *object, struct vc_view type);
enum vc_status vc_badge_check_url(struct check *c, const struct vc_json *value);
enum vc_status vc_badge_check_date(struct check *c, const struct vc_json *value,
                                   int64_t *out_ms);
enum vc_status vc_badge_check_types(struct check *c,
                                    const struct vc_json *object,
                                    unsigned class);

/* The list of contexts of a credential or presentation. */
enum vc_status vc_badge_check_contexts(struct check *c,
                                       const struct vc_json *document);

/* An object as one of a class of Open Badges, and all below it. */
enum vc_status vc_badge_check_class(struct check *c,
                                    const struct vc_json *object,
                                    unsigned class);

/* What words say of an object whose members are checked already. */
enum vc_status vc_badge_words_check(struct check *c,
                                    const struct vc_json *object,
                                    unsigned class);

#endif
