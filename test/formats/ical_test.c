/* SPDX-License-Identifier: Apache-2.0 */
/* formats/ical: what a calendar program must be able to read. */

#include "formats/ical.h"
#include "test/unit.h"

enum { BYTES = 100000 };

/* 2026-12-03T14:30:00Z, and 2026-11-26T08:09:10Z. */
static const int64_t from_ms = 1796308200000, modified_ms = 1795680550000;

static struct ical_event
one(void)
{
    return (struct ical_event){.uid = "quipu-abc-1",
                               .sequence = 2,
                               .modified_ms = modified_ms,
                               .from_ms = from_ms,
                               .to_ms = from_ms + 5400000,
                               .summary = "Opening"};
}

static const char *
written(struct arena *a, const struct ical_event *e)
{
    struct buf b;
    const char *text;

    buf_init(&b, BYTES);
    ical_begin(&b, "Dialogues", "en");
    ical_event(&b, e);
    ical_end(&b);
    assert_true(buf_ok(&b));
    text = arena_text(a, buf_text(&b));
    buf_free(&b);
    return text;
}

/* What a reader sees: folds undone. */
static const char *
unfolded(struct arena *a, const char *text)
{
    char *out = arena_alloc(a, strlen(text) + 1);
    size_t n = 0;

    while (*text) {
        if (strncmp(text, "\r\n ", 3) == 0) {
            text += 3;
        } else {
            out[n++] = *text++;
        }
    }
    out[n] = '\0';
    return out;
}

static void
a_calendar_is_written_line_by_line(void **state)
{
    struct ical_event e = one();

    assert_string_equal(written(*state, &e),
                        "BEGIN:VCALENDAR\r\n"
                        "VERSION:2.0\r\n"
                        "PRODID:-//Quipu//Quipu//EN\r\n"
                        "NAME;LANGUAGE=en:Dialogues\r\n"
                        "X-WR-CALNAME:Dialogues\r\n"
                        "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"
                        "BEGIN:VEVENT\r\n"
                        "UID:quipu-abc-1\r\n"
                        "DTSTAMP:20261126T080910Z\r\n"
                        "LAST-MODIFIED:20261126T080910Z\r\n"
                        "SEQUENCE:2\r\n"
                        "DTSTART:20261203T143000Z\r\n"
                        "DTEND:20261203T160000Z\r\n"
                        "SUMMARY:Opening\r\n"
                        "STATUS:CONFIRMED\r\n"
                        "END:VEVENT\r\n"
                        "END:VCALENDAR\r\n");
}

static void
what_would_end_a_value_is_escaped(void **state)
{
    struct ical_event e = one();
    const char *text;

    e.summary = "Ethics; rules, a\\b: \"c\"";
    e.description = "One\nTwo\rBEGIN:VEVENT\x01";
    e.url = "https://q.example/events/a,b;c\r\nX-BAD:1";
    text = written(*state, &e);
    assert_non_null(
        strstr(text, "\r\nSUMMARY:Ethics\\; rules\\, a\\\\b: \"c\"\r\n"));
    assert_non_null(strstr(text, "\r\nDESCRIPTION:One\\nTwoBEGIN:VEVENT\r\n"));
    assert_non_null(
        strstr(text, "\r\nURL:https://q.example/events/a,b;cX-BAD:1\r\n"));
}

static void
long_lines_are_folded_between_characters(void **state)
{
    struct ical_event e = one();
    char *long_text = arena_alloc(*state, 2001);
    const char *text, *at;

    for (size_t start = 0; start < 4; start++) { /* each phase of the fold */
        memset(long_text, 'x', start);
        for (size_t i = start; i + 5 < 2000; i += 5) {
            memcpy(long_text + i, "\xc3\xb1\xe2\x80\x94", 6); /* ñ — */
        }
        e.summary = long_text;
        text = written(*state, &e);
        for (at = text; *at;) {
            size_t octets = strcspn(at, "\r");

            assert_true(octets <= 75);
            assert_int_not_equal((unsigned char)at[1] & 0xc0, 0x80);
            at += octets + 2;
        }
        assert_non_null(strstr(unfolded(*state, text), long_text));
    }
}

static void
a_line_of_75_octets_is_left_alone(void **state)
{
    struct ical_event e = one();
    char fits[75 - sizeof "SUMMARY:" + 2], longer[sizeof fits + 1];

    memset(fits, 'a', sizeof fits - 1);
    fits[sizeof fits - 1] = '\0';
    memset(longer, 'b', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    e.summary = fits;
    assert_null(strstr(written(*state, &e), "\r\n "));
    e.summary = longer;
    assert_non_null(strstr(written(*state, &e), "b\r\n b\r\n"));
}

static void
what_was_called_off_stays_and_says_so(void **state)
{
    struct ical_event e = one();

    e.cancelled = true;
    assert_non_null(strstr(written(*state, &e), "\r\nSTATUS:CANCELLED\r\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(a_calendar_is_written_line_by_line),
        IN_ARENA(what_would_end_a_value_is_escaped),
        IN_ARENA(long_lines_are_folded_between_characters),
        IN_ARENA(a_line_of_75_octets_is_left_alone),
        IN_ARENA(what_was_called_off_stays_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
