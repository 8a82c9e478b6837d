/* SPDX-License-Identifier: Apache-2.0 */
/* html_clean: HTML that may be written as it is. */

#include "formats/html_clean.h"

struct clean_html
html_clean_stored(const char *html, size_t len)
{
    return (struct clean_html){.html = html, .len = len};
}
