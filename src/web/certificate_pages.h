/* SPDX-License-Identifier: Apache-2.0 */
/* certificate_pages: a certificate for people, its signed file, and the answer
 * to "is this paper true?". */
#ifndef QUIPU_WEB_CERTIFICATE_PAGES_H
#define QUIPU_WEB_CERTIFICATE_PAGES_H

#include "credentials/achievement.h"
#include "credentials/check.h"
#include "credentials/credential.h"
#include "formats/html_clean.h"
#include "web/layout.h"

struct layer_view {
    const char *title;
    const char *sentence;
    bool good, unsure, bad;
};

struct verify_view {
    struct problems_view problems;
    bool has_verdict;
    const char *verdict_class; /* "green", "amber", "red" */
    bool green, amber, red;
    const char *verdict, *verdict_sentence;
    const struct check *check;
    const char *holder, *title, *issuer, *date;
    const struct layer_view *layers;
    size_t layer_count;
    const char *certificate_url; /* of this node, NULL = another's */
    struct field_view number, document;
    const char *action;
};

struct certificate_view {
    struct credential k;
    struct achievement a;
    const char *issuer_name, *issuer_did;
    /* by whose leave an institution signed, from when to when; NULL = a
     * mandate did */
    const char *leave_by, *leave_from, *leave_to;
    struct clean_html qr;
    int64_t courses, lessons; /* what it rests on: passed, done in them */
    struct clean_html cords;
    bool has_qr;
    const char *host;    /* as printed, before /verify */
    const char *grouped; /* the number for people */
    const char *verify_url, *file_url, *achievement_url, *chain_url;
    bool own; /* the holder is looking */
    bool hidden;
    const char *show_url, *token;
    bool demo;
};

struct achievement_view {
    struct achievement a;
    const char *const *outcomes;
    size_t outcome_count;
    const char *participation, *supervision;
};

#endif
