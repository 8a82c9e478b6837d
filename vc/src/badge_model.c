/* SPDX-License-Identifier: Apache-2.0 */
/* badge_model: the classes of Open Badges 3.0 as a table: which members they
 * have, of what kind, and which must be there. Members that are not listed are
 * left to the contexts, which refuse what they do not define. */

#include "badge_model.h"

#define NEED true
#define MAY false

#define MEMBER(owner, name, kind, child, required)                             \
    {                                                                          \
        VC_BADGE_CLASS_##owner, VC_BADGE_KIND_##kind, VC_BADGE_CLASS_##child,  \
            required, VC_VIEW_INIT(name)                                       \
    }

const struct vc_badge_member vc_badge_members[] = {
    MEMBER(CREDENTIAL, "name", WORDS, NONE, MAY),
    MEMBER(CREDENTIAL, "description", WORDS, NONE, MAY),
    MEMBER(CREDENTIAL, "awardedDate", DATE, NONE, MAY),
    MEMBER(CREDENTIAL, "image", OBJECT, IMAGE, MAY),
    MEMBER(CREDENTIAL, "evidence", OBJECTS, EVIDENCE, MAY),
    MEMBER(CREDENTIAL, "credentialSubject", OBJECT, SUBJECT, NEED),

    MEMBER(ENDORSING, "name", WORDS, NONE, NEED),
    MEMBER(ENDORSING, "description", WORDS, NONE, MAY),
    MEMBER(ENDORSING, "awardedDate", DATE, NONE, MAY),
    MEMBER(ENDORSING, "credentialSubject", OBJECT, ENDORSED, NEED),

    MEMBER(ENDORSED, "id", URL, NONE, NEED),
    MEMBER(ENDORSED, "endorsementComment", TEXT, NONE, MAY),

    MEMBER(SUBJECT, "id", URL, NONE, MAY),
    MEMBER(SUBJECT, "achievement", OBJECT, ACHIEVEMENT, NEED),
    MEMBER(SUBJECT, "activityEndDate", DATE, NONE, MAY),
    MEMBER(SUBJECT, "activityStartDate", DATE, NONE, MAY),
    MEMBER(SUBJECT, "creditsEarned", NUMBER, NONE, MAY),
    MEMBER(SUBJECT, "identifier", OBJECTS, IDENTITY, MAY),
    MEMBER(SUBJECT, "image", OBJECT, IMAGE, MAY),
    MEMBER(SUBJECT, "licenseNumber", TEXT, NONE, MAY),
    MEMBER(SUBJECT, "narrative", TEXT, NONE, MAY),
    MEMBER(SUBJECT, "result", OBJECTS, RESULT, MAY),
    MEMBER(SUBJECT, "role", TEXT, NONE, MAY),
    MEMBER(SUBJECT, "source", OBJECT, PROFILE, MAY),
    MEMBER(SUBJECT, "term", TEXT, NONE, MAY),

    MEMBER(ACHIEVEMENT, "id", URL, NONE, NEED),
    MEMBER(ACHIEVEMENT, "name", WORDS, NONE, NEED),
    MEMBER(ACHIEVEMENT, "description", WORDS, NONE, NEED),
    MEMBER(ACHIEVEMENT, "criteria", OBJECT, CRITERIA, NEED),
    MEMBER(ACHIEVEMENT, "achievementType", TEXT, NONE, MAY),
    MEMBER(ACHIEVEMENT, "alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER(ACHIEVEMENT, "creator", OBJECT, PROFILE, MAY),
    MEMBER(ACHIEVEMENT, "creditsAvailable", NUMBER, NONE, MAY),
    MEMBER(ACHIEVEMENT, "fieldOfStudy", TEXT, NONE, MAY),
    MEMBER(ACHIEVEMENT, "humanCode", TEXT, NONE, MAY),
    MEMBER(ACHIEVEMENT, "image", OBJECT, IMAGE, MAY),
    MEMBER(ACHIEVEMENT, "inLanguage", TEXT, NONE, MAY),
    MEMBER(ACHIEVEMENT, "otherIdentifier", OBJECTS, IDENTIFIER, MAY),
    MEMBER(ACHIEVEMENT, "related", OBJECTS, RELATED, MAY),
    MEMBER(ACHIEVEMENT, "resultDescription", OBJECTS, DESCRIPTION, MAY),
    MEMBER(ACHIEVEMENT, "specialization", TEXT, NONE, MAY),
    MEMBER(ACHIEVEMENT, "tag", TEXTS, NONE, MAY),
    MEMBER(ACHIEVEMENT, "version", TEXT, NONE, MAY),

    MEMBER(CRITERIA, "id", URL, NONE, MAY),
    MEMBER(CRITERIA, "narrative", TEXT, NONE, MAY),

    MEMBER(IDENTITY, "hashed", BOOL, NONE, NEED),
    MEMBER(IDENTITY, "identityHash", TEXT, NONE, NEED),
    MEMBER(IDENTITY, "identityType", TEXT, NONE, NEED),
    MEMBER(IDENTITY, "salt", TEXT, NONE, MAY),

    MEMBER(RESULT, "achievedLevel", URL, NONE, MAY),
    MEMBER(RESULT, "alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER(RESULT, "resultDescription", URL, NONE, MAY),
    MEMBER(RESULT, "status", TEXT, NONE, MAY),
    MEMBER(RESULT, "value", TEXT, NONE, MAY),

    MEMBER(DESCRIPTION, "id", URL, NONE, NEED),
    MEMBER(DESCRIPTION, "name", WORDS, NONE, NEED),
    MEMBER(DESCRIPTION, "resultType", TEXT, NONE, NEED),
    MEMBER(DESCRIPTION, "alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER(DESCRIPTION, "allowedValue", TEXTS, NONE, MAY),
    MEMBER(DESCRIPTION, "requiredLevel", URL, NONE, MAY),
    MEMBER(DESCRIPTION, "requiredValue", TEXT, NONE, MAY),
    MEMBER(DESCRIPTION, "rubricCriterionLevel", OBJECTS, RUBRIC, MAY),
    MEMBER(DESCRIPTION, "valueMax", TEXT, NONE, MAY),
    MEMBER(DESCRIPTION, "valueMin", TEXT, NONE, MAY),

    MEMBER(RUBRIC, "id", URL, NONE, NEED),
    MEMBER(RUBRIC, "name", WORDS, NONE, NEED),
    MEMBER(RUBRIC, "alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER(RUBRIC, "description", WORDS, NONE, MAY),
    MEMBER(RUBRIC, "level", TEXT, NONE, MAY),
    MEMBER(RUBRIC, "points", TEXT, NONE, MAY),

    MEMBER(ALIGNMENT, "targetName", WORDS, NONE, NEED),
    MEMBER(ALIGNMENT, "targetUrl", URL, NONE, NEED),
    MEMBER(ALIGNMENT, "targetCode", TEXT, NONE, MAY),
    MEMBER(ALIGNMENT, "targetDescription", WORDS, NONE, MAY),
    MEMBER(ALIGNMENT, "targetFramework", TEXT, NONE, MAY),
    MEMBER(ALIGNMENT, "targetType", TEXT, NONE, MAY),

    MEMBER(PROFILE, "id", URL, NONE, NEED),
    MEMBER(PROFILE, "name", WORDS, NONE, MAY),
    MEMBER(PROFILE, "description", WORDS, NONE, MAY),
    MEMBER(PROFILE, "url", URL, NONE, MAY),
    MEMBER(PROFILE, "email", TEXT, NONE, MAY),
    MEMBER(PROFILE, "phone", TEXT, NONE, MAY),
    MEMBER(PROFILE, "image", OBJECT, IMAGE, MAY),
    MEMBER(PROFILE, "official", TEXT, NONE, MAY),
    MEMBER(PROFILE, "otherIdentifier", OBJECTS, IDENTIFIER, MAY),
    MEMBER(PROFILE, "parentOrg", OBJECT, PROFILE, MAY),

    MEMBER(IDENTIFIER, "identifier", TEXT, NONE, NEED),
    MEMBER(IDENTIFIER, "identifierType", TEXT, NONE, NEED),

    MEMBER(IMAGE, "id", URL, NONE, NEED),
    MEMBER(IMAGE, "caption", TEXT, NONE, MAY),

    MEMBER(EVIDENCE, "id", URL, NONE, MAY),
    MEMBER(EVIDENCE, "name", WORDS, NONE, MAY),
    MEMBER(EVIDENCE, "description", WORDS, NONE, MAY),
    MEMBER(EVIDENCE, "narrative", TEXT, NONE, MAY),
    MEMBER(EVIDENCE, "genre", TEXT, NONE, MAY),
    MEMBER(EVIDENCE, "audience", TEXT, NONE, MAY),

    MEMBER(RELATED, "id", URL, NONE, NEED),
    MEMBER(RELATED, "version", TEXT, NONE, MAY),
};

const size_t vc_badge_member_count =
    sizeof(vc_badge_members) / sizeof(vc_badge_members[0]);

const struct vc_view vc_badge_types[VC_BADGE_CLASSES] = {
    [VC_BADGE_CLASS_ENDORSED] = VC_VIEW_INIT("EndorsementSubject"),
    [VC_BADGE_CLASS_SUBJECT] = VC_VIEW_INIT("AchievementSubject"),
    [VC_BADGE_CLASS_ACHIEVEMENT] = VC_VIEW_INIT("Achievement"),
    [VC_BADGE_CLASS_IDENTITY] = VC_VIEW_INIT("IdentityObject"),
    [VC_BADGE_CLASS_RESULT] = VC_VIEW_INIT("Result"),
    [VC_BADGE_CLASS_DESCRIPTION] = VC_VIEW_INIT("ResultDescription"),
    [VC_BADGE_CLASS_RUBRIC] = VC_VIEW_INIT("RubricCriterionLevel"),
    [VC_BADGE_CLASS_ALIGNMENT] = VC_VIEW_INIT("Alignment"),
    [VC_BADGE_CLASS_PROFILE] = VC_VIEW_INIT("Profile"),
    [VC_BADGE_CLASS_IDENTIFIER] = VC_VIEW_INIT("IdentifierEntry"),
    [VC_BADGE_CLASS_IMAGE] = VC_VIEW_INIT("Image"),
    [VC_BADGE_CLASS_EVIDENCE] = VC_VIEW_INIT("Evidence"),
    [VC_BADGE_CLASS_RELATED] = VC_VIEW_INIT("Related"),
};
