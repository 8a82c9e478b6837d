/* SPDX-License-Identifier: Apache-2.0 */
/* badge_model: the classes of Open Badges 3.0 and CLR 2.0 as tables: which members they
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
    MEMBER("achievementType", WORD, WORDS_ACHIEVEMENT, MAY),
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
    MEMBER("identityType", WORD, WORDS_IDENTITY, NEED),
    MEMBER("salt", TEXT, NONE, MAY),
};

static const struct vc_badge_member result[] = {
    MEMBER("achievedLevel", URL, NONE, MAY),
    MEMBER("alignment", OBJECTS, ALIGNMENT, MAY),
    MEMBER("resultDescription", URL, NONE, MAY),
    MEMBER("status", WORD, WORDS_STATUS, MAY),
    MEMBER("value", TEXT, NONE, MAY),
};

static const struct vc_badge_member description[] = {
    MEMBER("id", URL, NONE, NEED),
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("resultType", WORD, WORDS_RESULT, NEED),
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
    MEMBER("targetType", WORD, WORDS_TARGET, MAY),
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
    MEMBER("identifierType", WORD, WORDS_IDENTITY, NEED),
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

static const struct vc_badge_member record[] = {
    MEMBER("name", WORDS, NONE, NEED),
    MEMBER("description", WORDS, NONE, MAY),
    MEMBER("awardedDate", DATE, NONE, MAY),
    MEMBER("image", OBJECT, IMAGE, MAY),
    MEMBER("partial", BOOL, NONE, MAY),
    MEMBER("evidence", OBJECTS, EVIDENCE, MAY),
    MEMBER("credentialSubject", OBJECT, RECORD_SUBJECT, NEED),
};

static const struct vc_badge_member record_subject[] = {
    MEMBER("id", URL, NONE, MAY),
    MEMBER("identifier", OBJECTS, IDENTITY, MAY),
    MEMBER("achievement", OBJECTS, ACHIEVEMENT, MAY),
    MEMBER("verifiableCredential", INNER, NONE, NEED),
    MEMBER("association", OBJECTS, ASSOCIATION, MAY),
};

static const struct vc_badge_member association[] = {
    MEMBER("associationType", TEXT, NONE, NEED),
    MEMBER("sourceId", URL, NONE, NEED),
    MEMBER("targetId", URL, NONE, NEED),
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
    [VC_BADGE_CLASS_RECORD] = CLASS(NO_TYPE, record),
    [VC_BADGE_CLASS_RECORD_SUBJECT] =
        CLASS(VC_VIEW_INIT("ClrSubject"), record_subject),
    [VC_BADGE_CLASS_ASSOCIATION] =
        CLASS(VC_VIEW_INIT("Association"), association),
};

/* Each list as one text with spaces around its words. */
static const char *const words[VC_BADGE_CLASS_WORDS] = {
    [VC_BADGE_CLASS_WORDS_IDENTITY] =
        " name sourcedId systemId productId userName accountId "
        "emailAddress nationalIdentityNumber isbn issn lisSourcedId "
        "oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId "
        "ltiToolId ltiPlatformId ltiUserId identifier ",
    [VC_BADGE_CLASS_WORDS_ACHIEVEMENT] =
        " Achievement ApprenticeshipCertificate Assessment Assignment "
        "AssociateDegree Award Badge BachelorDegree Certificate "
        "CertificateOfCompletion Certification CommunityService "
        "Competency Course CoCurricular Degree Diploma DoctoralDegree "
        "Fieldwork GeneralEducationDevelopment JourneymanCertificate "
        "LearningProgram License Membership ProfessionalDoctorate "
        "QualityAssuranceCredential MasterCertificate MasterDegree "
        "MicroCredential ResearchDoctorate SecondarySchoolDiploma ",
    [VC_BADGE_CLASS_WORDS_TARGET] =
        " ceasn:Competency ceterms:Credential CFItem CFRubric "
        "CFRubricCriterion CFRubricCriterionLevel CTDL ",
    [VC_BADGE_CLASS_WORDS_STATUS] =
        " Completed Enrolled Failed InProgress OnHold Provisional "
        "Withdrew ",
    [VC_BADGE_CLASS_WORDS_RESULT] =
        " GradePointAverage LetterGrade Percent PerformanceLevel "
        "PredictedScore RawScore Result RubricCriterion "
        "RubricCriterionLevel RubricScore ScaledScore Status ",
};

static bool
is_extension(struct vc_view text)
{
    static const struct vc_view prefix = VC_VIEW_INIT("ext:");

    if (!vc_view_starts(text, prefix) || text.size == prefix.size) {
        return false;
    }
    for (size_t i = prefix.size; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];

        if (c <= ' ' || c >= 0x7f) {
            return false;
        }
    }
    return true;
}

bool
vc_badge_model_knows(unsigned list, struct vc_view text)
{
    const char *at = words[list];

    if (list != VC_BADGE_CLASS_WORDS_STATUS && is_extension(text)) {
        return true;
    }
    while (*++at != '\0') {
        size_t size = strcspn(at, " ");

        if (vc_view_equal(text, (struct vc_view){at, size})) {
            return true;
        }
        at += size;
    }
    return false;
}
