/* SPDX-License-Identifier: Apache-2.0 */
/* tr: texts in the reader's language. */

#include "base/tr.h"

#include <string.h>

const struct lang *
lang_find(const char *tag)
{
    for (size_t i = 0; tag && i < tr_lang_count; i++) {
        if (strcmp(tr_langs[i].tag, tag) == 0) {
            return &tr_langs[i];
        }
    }
    return NULL;
}

static const struct tr_entry *
find(const struct lang *lang, const char *msgid)
{
    size_t low = 0, high = lang->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(lang->entries[middle].msgid, msgid);

        if (order == 0) {
            return &lang->entries[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const char *
tr(const struct lang *lang, const char *msgid)
{
    const struct tr_entry *e = find(lang, msgid);

    return e ? e->forms[0] : msgid;
}

const char *
tr_n(const struct lang *lang, int64_t n, const char *one, const char *many)
{
    const struct tr_entry *e = find(lang, one);
    unsigned form;

    if (!e || !lang->plural) {
        return n == 1 ? one : many;
    }
    form = lang->plural((unsigned long)(n < 0 ? -n : n));
    return form < TR_FORMS && e->forms[form] ? e->forms[form] : many;
}
