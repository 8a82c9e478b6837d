/* SPDX-License-Identifier: Apache-2.0 */
/* doi: the form of a DOI, as Crossref reads those given today. */
#ifndef QUIPU_FORMATS_DOI_H
#define QUIPU_FORMATS_DOI_H

struct arena;

enum { DOI_CHARS = 200 };

enum doi_fault {
    DOI_GOOD,
    DOI_NO_PREFIX, /* does not begin with "10." and four to nine digits */
    DOI_NO_SUFFIX, /* nothing behind the slash, or no slash */
    DOI_BAD_SIGN,  /* a sign that is none of -._;()/: or a letter or digit */
    DOI_TOO_LONG
};

/* `typed` may stand behind "doi:" or a resolver's address; `out` gets the DOI
 * itself in small letters, for capitals do not count in one. Whether it is
 * registered is not looked up. */
enum doi_fault doi_read(struct arena *a, const char *typed, const char **out);

#endif
