/* SPDX-License-Identifier: Apache-2.0 */
/* badge_model: the classes of Open Badges 3.0 and CLR 2.0 as a table. */
#ifndef VC_BADGE_MODEL_H
#define VC_BADGE_MODEL_H

#include "vc/view.h"

#include <stdint.h>

enum {
    VC_BADGE_CLASS_NONE,
    VC_BADGE_CLASS_CREDENTIAL,
    VC_BADGE_CLASS_ENDORSING,
    VC_BADGE_CLASS_ENDORSED,
    VC_BADGE_CLASS_SUBJECT,
    VC_BADGE_CLASS_ACHIEVEMENT,
    VC_BADGE_CLASS_CRITERIA,
    VC_BADGE_CLASS_IDENTITY,
    VC_BADGE_CLASS_RESULT,
    VC_BADGE_CLASS_DESCRIPTION,
    VC_BADGE_CLASS_RUBRIC,
    VC_BADGE_CLASS_ALIGNMENT,
    VC_BADGE_CLASS_PROFILE,
    VC_BADGE_CLASS_IDENTIFIER,
    VC_BADGE_CLASS_IMAGE,
    VC_BADGE_CLASS_EVIDENCE,
    VC_BADGE_CLASS_RELATED,
    VC_BADGE_CLASS_RECORD,
    VC_BADGE_CLASS_RECORD_SUBJECT,
    VC_BADGE_CLASS_ASSOCIATION,
    VC_BADGE_CLASSES
};

enum {
    VC_BADGE_KIND_TEXT,    /* a string */
    VC_BADGE_KIND_TEXTS,   /* strings; one alone may stand without array */
    VC_BADGE_KIND_WORDS,   /* a string, or strings with their languages */
    VC_BADGE_KIND_WORD,    /* a string of a list: `child` is the list */
    VC_BADGE_KIND_URL,     /* an absolute IRI */
    VC_BADGE_KIND_DATE,    /* date and time with offset */
    VC_BADGE_KIND_NUMBER,  /* a JSON number: "2" would give the same RDF */
    VC_BADGE_KIND_BOOL,    /* likewise */
    VC_BADGE_KIND_OBJECT,  /* one object of the child class */
    VC_BADGE_KIND_OBJECTS, /* objects; one alone may stand without array */
    VC_BADGE_KIND_INNER,   /* credentials, as objects or tokens */
};

/* Lists of words. */
enum {
    VC_BADGE_CLASS_WORDS_IDENTITY,
    VC_BADGE_CLASS_WORDS_ACHIEVEMENT,
    VC_BADGE_CLASS_WORDS_TARGET,
    VC_BADGE_CLASS_WORDS_STATUS,
    VC_BADGE_CLASS_WORDS_RESULT,
    VC_BADGE_CLASS_WORDS
};

struct vc_badge_member {
    uint8_t kind;
    uint8_t child; /* class of the objects, or list of words */
    bool required;
    struct vc_view name;
};

struct vc_badge_class {
    struct vc_view type; /* that it carries; NULL data where it needs none */
    const struct vc_badge_member *members;
    size_t count; /* at most 32 */
};

/* By class; VC_BADGE_CLASS_NONE has no members. */
extern const struct vc_badge_class vc_badge_classes[VC_BADGE_CLASSES];

/* Is `text` in the list, or an extension of it ("ext:…"), where it may be
 * extended? */
bool vc_badge_model_knows(unsigned list, struct vc_view text);

#endif
