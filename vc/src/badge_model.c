/* SPDX-License-Identifier: Apache-2.0 */
/* badge_model: the classes of Open Badges 3.0 as tables: which members they
 * have, of what kind, and which must be there. Members that are not listed are
 * left to the contexts, which refuse what they do not define. */

#include "badge_model.h"

#define NEED true
#define MAY false
#define NO_TYPE                                                                \
    {                                                                          \
        NULL, 0                                                                \
    }
#define MEMBER(name, kind, child, required)                                    \
    {                                                                          \
        VC_BADGE_KIND_##kind, VC_BADGE_CLASS_##child, required,                \
            VC_VIEW_INIT(name)                                                 \
    }
#define CLASS(type, members)                                                   \
    {                                                                          \
        type, members, sizeof(members) / sizeof((members)[0])                  \
    }

static const struct vc_badge_member credential[] = {
    MEMBER("name", WORDS, NONE, MAY),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("awardedDate", DATE, NONE, MAY),
    MEMBER("image", OBJECT, IMAGE, MAY),
    MEMBER("evidence", OBJECTS, EVIDENCE, MAY),
    MEMBER("credentialSubject", OBJECT, SUBJECT, NEED),
};

static const struct vc_badge_member endorsing[] = {
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("awardedDate", DATE, NONE, MAY),
    MEMBER("credentialSubject", OBJECT, ENDORSED, NEED),
};

static const struct vc_badge_member endorsed[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("endorsementComment", TEXT, NONE, MAY),
};

static const struct vc_badge_member subject[] = {
    MEMBER("id", URL, NONE, MAY),
    MEMBER("achievement", OBJECT, ACHIEVEMENT, NEED),
    MEMBER("activityEndDate", DATE, NONE, MAY),
    MEMBER("activityStartDate", DATE, NONE, MAY),
    MEMBER("creditsEarned", NUMBER, NONE, MAY),
    MEMBER("identifier", OBJECTS, IDENTITY, MAY),
    MEMBER("image", OBJECT, IMAGE, MAY),
    MEMBER("licenseNumber", TEXT, NONE, MAY),
    MEMBER("narrative", TEXT, NONE, MAY),
    MEMBER("result", OBJECTS, RESULT, MAY),
    MEMBER("role", TEXT, NONE, MAY),
    MEMBER("source", OBJECT, PROFILE, MAY),
    MEMBER("term", TEXT, NONE, MAY),
};

static const struct vc_badge_member achievement[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("description", WORDS, NONE, NEED),
    MEMBER("criteria", OBJECT, CRITERIA, NEED),
    MEMBER("achievementType", TEXT, NONE, MAY),
    MEMBER("alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER("creator", OBJECT, PROFILE, MAY),
    MEMBER("creditsAvailable", NUMBER, NONE, MAY),
    MEMBER("fieldOfStudy", TEXT, NONE, MAY),
    MEMBER("humanCode", TEXT, NONE, MAY),
    MEMBER("image", OBJECT, IMAGE, MAY),
    MEMBER("inLanguage", TEXT, NONE, MAY),
    MEMBER("otherIdentifier", OBJECTS, IDENTIFIER, MAY),
    MEMBER("related", OBJECTS, RELATED, MAY),
    MEMBER("resultDescription", OBJECTS, DESCRIPTION, MAY),
    MEMBER("specialization", TEXT, NONE, MAY),
    MEMBER("tag", TEXTS, NONE, MAY),
    MEMBER("version", TEXT, NONE, MAY),
};

static const struct vc_badge_member criteria[] = {
    MEMBER("id", URL, NONE, MAY),
    MEMBER("narrative", TEXT, NONE, MAY),
};

static const struct vc_badge_member identity[] = {
    MEMBER("hashed", BOOL, NONE, NEED),
    MEMBER("identityHash", TEXT, NONE, NEED),
    MEMBER("identityType", TEXT, NONE, NEED),
    MEMBER("salt", TEXT, NONE, MAY),
};

static const struct vc_badge_member result[] = {
    MEMBER("achievedLevel", URL, NONE, MAY),
    MEMBER("alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER("resultDescription", URL, NONE, MAY),
    MEMBER("status", TEXT, NONE, MAY),
    MEMBER("value", TEXT, NONE, MAY),
};

static const struct vc_badge_member description[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("resultType", TEXT, NONE, NEED),
    MEMBER("alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER("allowedValue", TEXTS, NONE, MAY),
    MEMBER("requiredLevel", URL, NONE, MAY),
    MEMBER("requiredValue", TEXT, NONE, MAY),
    MEMBER("rubricCriterionLevel", OBJECTS, RUBRIC, MAY),
    MEMBER("valueMax", TEXT, NONE, MAY),
    MEMBER("valueMin", TEXT, NONE, MAY),
};

static const struct vc_badge_member rubric[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("level", TEXT, NONE, MAY),
    MEMBER("points", TEXT, NONE, MAY),
};

static const struct vc_badge_member alignment[] = {
    MEMBER("targetName", WORDS, NONE, NEED),
    MEMBER("targetUrl", URL, NONE, NEED),
    MEMBER("targetCode", TEXT, NONE, MAY),
    MEMBER("targetDescription", WORDS, NONE, MAY),
    MEMBER("targetFramework", TEXT, NONE, MAY),
    MEMBER("targetType", TEXT, NONE, MAY),
};

static const struct vc_badge_member profile[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("name", WORDS, NONE, MAY),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("url", URL, NONE, MAY),
    MEMBER("email", TEXT, NONE, MAY),
    MEMBER("phone", TEXT, NONE, MAY),
    MEMBER("image", OBJECT, IMAGE, MAY),
    MEMBER("official", TEXT, NONE, MAY),
    MEMBER("otherIdentifier", OBJECTS, IDENTIFIER, MAY),
    MEMBER("parentOrg", OBJECT, PROFILE, MAY),
};

static const struct vc_badge_member identifier[] = {
    MEMBER("identifier", TEXT, NONE, NEED),
    MEMBER("identifierType", TEXT, NONE, NEED),
};

static const struct vc_badge_member image[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("caption", TEXT, NONE, MAY),
};

static const struct vc_badge_member evidence[] = {
    MEMBER("id", URL, NONE, MAY),
    MEMBER("name", WORDS, NONE, MAY),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("narrative", TEXT, NONE, MAY),
    MEMBER("genre", TEXT, NONE, MAY),
    MEMBER("audience", TEXT, NONE, MAY),
};

static const struct vc_badge_member related[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("version", TEXT, NONE, MAY),
};

const struct vc_badge_class vc_badge_classes[VC_BADGE_CLASSES] = {
    [VC_BADGE_CLASS_CREDENTIAL] = CLASS(NO_TYPE, credential),
    [VC_BADGE_CLASS_ENDORSING] = CLASS(NO_TYPE, endorsing),
    [VC_BADGE_CLASS_ENDORSED] =
        CLASS(VC_VIEW_INIT("EndorsementSubject"), endorsed),
    [VC_BADGE_CLASS_SUBJECT] =
        CLASS(VC_VIEW_INIT("AchievementSubject"), subject),
    [VC_BADGE_CLASS_ACHIEVEMENT] =
        CLASS(VC_VIEW_INIT("Achievement"), achievement),
    [VC_BADGE_CLASS_CRITERIA] = CLASS(NO_TYPE, criteria),
    [VC_BADGE_CLASS_IDENTITY] = CLASS(VC_VIEW_INIT("IdentityObject"), identity),
    [VC_BADGE_CLASS_RESULT] = CLASS(VC_VIEW_INIT("Result"), result),
    [VC_BADGE_CLASS_DESCRIPTION] =
        CLASS(VC_VIEW_INIT("ResultDescription"), description),
    [VC_BADGE_CLASS_RUBRIC] =
        CLASS(VC_VIEW_INIT("RubricCriterionLevel"), rubric),
    [VC_BADGE_CLASS_ALIGNMENT] = CLASS(VC_VIEW_INIT("Alignment"), alignment),
    [VC_BADGE_CLASS_PROFILE] = CLASS(VC_VIEW_INIT("Profile"), profile),
    [VC_BADGE_CLASS_IDENTIFIER] =
        CLASS(VC_VIEW_INIT("IdentifierEntry"), identifier),
    [VC_BADGE_CLASS_IMAGE] = CLASS(VC_VIEW_INIT("Image"), image),
    [VC_BADGE_CLASS_EVIDENCE] = CLASS(VC_VIEW_INIT("Evidence"), evidence),
    [VC_BADGE_CLASS_RELATED] = CLASS(VC_VIEW_INIT("Related"), related),
};
