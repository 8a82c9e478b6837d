/* SPDX-License-Identifier: Apache-2.0 */
/* schema_format: date-time and date (RFC 3339), email (RFC 5321, without quoted
 * names), uri (RFC 3986). */

#include "schema_set.h"

/* --- dates --------------------------------------------------------------- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* `count` digits off the front of `text`. */
static bool
read_digits(struct vc_view *text, size_t count, int *out)
{
    *out = 0;
    if (text->size < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_digit(text->data[i])) {
            return false;
        }
        *out = *out * 10 + (text->data[i] - '0');
    }
    text->data += count;
    text->size -= count;
    return true;
}

static bool
take(struct vc_view *text, char c)
{
    bool is = text->size > 0 && text->data[0] == c;

    text->data += is ? 1 : 0;
    text->size -= is ? 1 : 0;
    return is;
}

static bool
read_date(struct vc_view *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 0;
    int month = 0;
    int day = 0;

    if (!read_digits(text, 4, &year) || !take(text, '-') ||
        !read_digits(text, 2, &month) || !take(text, '-') ||
        !read_digits(text, 2, &day) || month < 1 || month > 12 || day < 1 ||
        day > days[month - 1]) {
        return false;
    }
    return month != 2 || day < 29 || year % 400 == 0 ||
           (year % 4 == 0 && year % 100 != 0);
}

/* Minutes east of Greenwich. */
static bool
read_offset(struct vc_view *text, int *out)
{
    int hours = 0;
    int minutes = 0;
    bool west = false;

    *out = 0;
    if (take(text, 'Z') || take(text, 'z')) {
        return true;
    }
    west = take(text, '-');
    if ((!west && !take(text, '+')) || !read_digits(text, 2, &hours) ||
        !take(text, ':') || !read_digits(text, 2, &minutes) || hours > 23 ||
        minutes > 59) {
        return false;
    }
    *out = (west ? -1 : 1) * (60 * hours + minutes);
    return true;
}

/* A leap second is the last one of a day in UTC. */
static bool
read_time(struct vc_view *text)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset = 0;

    if (!read_digits(text, 2, &hour) || !take(text, ':') ||
        !read_digits(text, 2, &minute) || !take(text, ':') ||
        !read_digits(text, 2, &second) || hour > 23 || minute > 59 ||
        second > 60) {
        return false;
    }
    if (take(text, '.')) {
        size_t n = 0;

        while (n < text->size && is_digit(text->data[n])) {
            n++;
        }
        if (n == 0) {
            return false;
        }
        text->data += n;
        text->size -= n;
    }
    return read_offset(text, &offset) &&
           (second < 60 ||
            (60 * hour + minute - offset + 2 * 1440) % 1440 == 1439);
}

static bool
is_date(struct vc_view text)
{
    return read_date(&text) && text.size == 0;
}

static bool
is_date_time(struct vc_view text)
{
    return read_date(&text) && (take(&text, 'T') || take(&text, 't')) &&
           read_time(&text) && text.size == 0;
}

/* --- addresses ----------------------------------------------------------- */

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_among(char c, const char *list)
{
    return c != '\0' && strchr(list, c) != NULL;
}

static bool
is_domain(struct vc_view text)
{
    bool label = false; /* the character before ends a label well */

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (is_letter(c) || is_digit(c)) {
            label = true;
        } else if (c == '-' && i > 0 && text.data[i - 1] != '.') {
            label = false;
        } else if (c == '.' && label) {
            label = false;
        } else {
            return false;
        }
    }
    return label;
}

static bool
is_email(struct vc_view text)
{
    size_t at = 0;

    while (at < text.size && text.data[at] != '@') {
        char c = text.data[at];

        if (!is_letter(c) && !is_digit(c) &&
            !is_among(c, "!#$%&'*+/=?^_`{|}~-") &&
            !(c == '.' && at > 0 && text.data[at - 1] != '.')) {
            return false;
        }
        at++;
    }
    return at > 0 && at < text.size && text.data[at - 1] != '.' &&
           is_domain((struct vc_view){text.data + at + 1, text.size - at - 1});
}

static bool
is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Unreserved, sub-delims, %XX and `more`. */
static bool
is_made_of(struct vc_view text, const char *more)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (c == '%') {
            if (text.size - i < 3 || !is_hex(text.data[i + 1]) ||
                !is_hex(text.data[i + 2])) {
                return false;
            }
            i += 2;
        } else if (!is_letter(c) && !is_digit(c) &&
                   !is_among(c, "-._~!$&'()*+,;=") && !is_among(c, more)) {
            return false;
        }
    }
    return true;
}

/* Four numbers from 0 to 255 without leading zeros. */
static bool
is_ipv4(struct vc_view text)
{
    for (int part = 0; part < 4; part++) {
        int value = 0;
        size_t n = 0;

        while (n < text.size && n < 3 && is_digit(text.data[n])) {
            value = value * 10 + (text.data[n++] - '0');
        }
        if (n == 0 || value > 255 || (n > 1 && text.data[0] == '0')) {
            return false;
        }
        text.data += n;
        text.size -= n;
        if (part < 3 && !take(&text, '.')) {
            return false;
        }
    }
    return text.size == 0;
}

/* Eight groups, or fewer with one "::"; the last two may be an IPv4 address. */
static bool
is_ipv6(struct vc_view text)
{
    int groups = 0;
    bool gap = false;
    bool colon = true; /* a group may follow */

    if (take(&text, ':') && !(text.size > 0 && text.data[0] == ':')) {
        return false;
    }
    while (text.size > 0) {
        size_t n = 0;

        if (take(&text, ':')) {
            if (gap && colon) {
                return false;
            }
            gap = gap || colon || groups == 0;
            colon = true;
            continue;
        }
        while (n < text.size && is_hex(text.data[n])) {
            n++;
        }
        if (!colon || n == 0 || n > 4) {
            return colon && memchr(text.data, '.', text.size) != NULL &&
                   is_ipv4(text) && (gap ? groups <= 5 : groups == 6);
        }
        if (n < text.size && text.data[n] == '.') {
            return is_ipv4(text) && (gap ? groups <= 5 : groups == 6);
        }
        text.data += n;
        text.size -= n;
        groups++;
        colon = false;
    }
    return gap ? groups <= 7 : groups == 8;
}

/* [user@]host[:port] */
static bool
is_authority(struct vc_view text)
{
    const char *at = memchr(text.data, '@', text.size);
    const char *end = NULL;

    if (at != NULL) {
        struct vc_view user = {text.data, (size_t)(at - text.data)};

        if (!is_made_of(user, ":")) {
            return false;
        }
        text.size -= user.size + 1;
        text.data = at + 1;
    }
    if (text.size > 0 && text.data[0] == '[') {
        end = memchr(text.data, ']', text.size);
        if (end == NULL || !is_ipv6((struct vc_view){
                               text.data + 1, (size_t)(end - text.data) - 1})) {
            return false;
        }
        text.size -= (size_t)(end - text.data) + 1;
        text.data = end + 1;
    } else {
        size_t n = 0;

        while (n < text.size && text.data[n] != ':') {
            n++;
        }
        if (!is_made_of((struct vc_view){text.data, n}, "")) {
            return false;
        }
        text.data += n;
        text.size -= n;
    }
    if (text.size == 0) {
        return true;
    }
    if (!take(&text, ':')) {
        return false;
    }
    while (text.size > 0 && is_digit(text.data[0])) {
        (void)take(&text, text.data[0]);
    }
    return text.size == 0;
}

/* The part before the first of `ends`; the rest, with it, stays in `text`. */
static struct vc_view
cut(struct vc_view *text, const char *ends)
{
    struct vc_view part = *text;
    size_t n = 0;

    while (n < text->size && !is_among(text->data[n], ends)) {
        n++;
    }
    part.size = n;
    text->data += n;
    text->size -= n;
    return part;
}

static bool
is_uri(struct vc_view text)
{
    size_t n = 0;

    while (n < text.size && (is_letter(text.data[n]) ||
                             (n > 0 && (is_digit(text.data[n]) ||
                                        is_among(text.data[n], "+-."))))) {
        n++;
    }
    if (n == 0 || n == text.size || text.data[n] != ':') {
        return false;
    }
    text.data += n + 1;
    text.size -= n + 1;
    if (vc_view_starts(text, VC_VIEW("//"))) {
        text.data += 2;
        text.size -= 2;
        if (!is_authority(cut(&text, "/?#"))) {
            return false;
        }
    }
    if (!is_made_of(cut(&text, "?#"), ":@/")) {
        return false;
    }
    if (take(&text, '?') && !is_made_of(cut(&text, "#"), ":@/?")) {
        return false;
    }
    return text.size == 0 || (take(&text, '#') && is_made_of(text, ":@/?"));
}

bool
vc_schema_format_fits(struct vc_view format, struct vc_view text)
{
    static const struct {
        struct vc_view name;
        bool (*fits)(struct vc_view text);
    } formats[] = {
        {VC_VIEW_INIT("date-time"), is_date_time},
        {VC_VIEW_INIT("date"), is_date},
        {VC_VIEW_INIT("email"), is_email},
        {VC_VIEW_INIT("uri"), is_uri},
    };

    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (vc_view_equal(format, formats[i].name)) {
            return formats[i].fits(text);
        }
    }
    return true;
}
