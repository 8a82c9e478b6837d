/* SPDX-License-Identifier: Apache-2.0 */
/* formats: hostile HTML and what is left of it. */

#include "formats/html_clean.h"

#include "base/arena.h"
#include "test/unit.h"

#include <stdbool.h>
#include <stdio.h>

static const char *
place(void *user, const char *src)
{
    (void)user;
    return strcmp(src, "a.png") == 0 ? "/pictures/7" : NULL;
}

static const struct html_clean_options options = {.picture = place};

static const char *
clean(void **state, const char *html)
{
    return html_clean(*state, html, strlen(html), &options).html;
}

/* The next tag of clean HTML: its name, and whether it closes. */
static const char *
next_tag(const char *p, char name[20], bool *closing)
{
    size_t n;

    p = strchr(p, '<');
    if (!p) {
        return NULL;
    }
    *closing = p[1] == '/';
    p += *closing ? 2 : 1;
    n = strspn(p, "abcdefghijklmnopqrstuvwxyz123456");
    assert_in_range(n, 1, 12);
    memcpy(name, p, n);
    name[n] = '\0';
    p = strchr(p, '>');
    assert_non_null(p);
    return p + 1;
}

/* Each element that is opened is closed, in order, and nothing else. */
static void
check_well_formed(const char *html)
{
    static const char *const empty[] = {"br", "hr", "img"};
    char open[80][20], name[20];
    size_t depth = 0;
    bool closing;

    while ((html = next_tag(html, name, &closing))) {
        bool is_empty = false;

        for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
            is_empty = is_empty || strcmp(empty[i], name) == 0;
        }
        if (closing) {
            assert_true(depth > 0);
            assert_string_equal(open[--depth], name);
        } else if (!is_empty) {
            assert_true(depth < 80);
            strcpy(open[depth++], name);
        }
    }
    assert_int_equal(depth, 0);
}

#define REL " rel=\"nofollow noopener\""

static const struct {
    const char *html, *want;
} cases[] = {
    /* scripts */
    {"<script>alert(1)</script>a", "a"},
    {"<SCRIPT SRC=//x></SCRIPT>a", "a"},
    {"<script/>alert(1)</script>a", "a"},
    {"<script>alert(1)", ""},
    {"<script>a</scriptx>b</script >c", "c"},
    {"<scr<script>ipt>alert(1)</script>a", "ipt&gt;alert(1)a"},
    {"<<script>alert(1)</script>a", "&lt;a"},
    {"<script\n>x</script\n>a", "a"},
    {"</script>a", "a"},
    {"<style>*{background:url(//x)}</style>a", "a"},
    {"<style><!--</style><img src=x onerror=alert(1)>-->", "--&gt;"},
    {"<title><script>x</title>a", "a"},
    {"<textarea><img src=x onerror=y></textarea>a", "a"},
    {"<noscript><p title=\"</noscript><img src=x onerror=y>\">a",
     "&quot;&gt;a"},
    {"<xmp><script></xmp>a", "a"},
    {"<plaintext>a", ""},
    {"<template><b>x</b></template>a", "a"},
    /* other documents and plug-ins */
    {"<iframe src=javascript:alert(1)></iframe>a", "a"},
    {"<iframe srcdoc='<script>x</script>'>b</iframe>a", "a"},
    {"<object data=x>b</object>a", "a"},
    {"<embed src=x>a", "a"},
    {"<applet code=x>b</applet>a", "a"},
    {"<frameset><frame src=x></frameset>a", "a"},
    {"<base href=//evil/>a", "a"},
    {"<link rel=stylesheet href=//x>a", "a"},
    {"<meta http-equiv=refresh content='0;url=//x'>a", "a"},
    {"<video src=x onerror=y>b</video>a", "a"},
    {"<audio controls>b</audio>a", "a"},
    {"<canvas>b</canvas>a", "a"},
    /* drawings and formulas */
    {"<svg><script>x</script></svg>a", "a"},
    {"<svg onload=alert(1)>a", ""},
    {"<svg/onload=alert(1)/>a", ""},
    {"<svg onload='x'/>a", "a"},
    {"<svg><a xlink:href='javascript:x'>b</a></svg>a", "a"},
    {"<svg></p><style><a id=\"</style><img src=1 onerror=x>\">", ""},
    {"<math><mtext><script>x</script></mtext></math>a", "a"},
    {"<math><mi xlink:href='javascript:x'>b</mi></math>a", "a"},
    /* forms */
    {"<form action=//x><input name=p><button>b</button></form>a", "ba"},
    {"<input type=checkbox checked>a", "\xe2\x98\x91"
                                       "a"},
    {"<input type=checkbox>a", "\xe2\x98\x90"
                               "a"},
    {"<input type=image src=x onerror=y>a", "a"},
    {"<select><option>b</select>a", "a"},
    {"<button formaction=javascript:x>a</button>", "a"},
    {"<isindex type=image src=1 onerror=x>a", "a"},
    /* attributes */
    {"<p onclick=alert(1)>a</p>", "<p>a</p>"},
    {"<p/onclick=alert(1)>a</p>", "<p>a</p>"},
    {"<p style='position:fixed;inset:0'>a</p>", "<p>a</p>"},
    {"<p class=button>a</p>", "<p>a</p>"},
    {"<p id=main>a</p>", "<p id=\"t-main\">a</p>"},
    {"<p id='a\" onclick=x'>a</p>", "<p>a</p>"},
    {"<p id=&#34;x>a</p>", "<p>a</p>"},
    {"<p lang=es>a</p>", "<p lang=\"es\">a</p>"},
    {"<p lang='\"><script>'>a</p>", "<p>a</p>"},
    {"<p dir=rtl>a</p>", "<p dir=\"rtl\">a</p>"},
    {"<p dir='x'>a</p>", "<p>a</p>"},
    {"<p contenteditable tabindex=1 accesskey=s>a</p>", "<p>a</p>"},
    {"<abbr title='a\"b<c'>a</abbr>", "<abbr title=\"a&quot;b&lt;c\">a</abbr>"},
    {"<td colspan=2 rowspan=99999>a</td>", "<td colspan=\"2\">a</td>"},
    {"<ol start=3><li>a</ol>", "<ol start=\"3\"><li>a</li></ol>"},
    {"<ol start='-1e9'><li>a</ol>", "<ol><li>a</li></ol>"},
    {"<p =x onclick=y>a</p>", "<p>a</p>"},
    {"<p \"onclick=y>a</p>", "<p>a</p>"},
    {"<p a='>b</p>", "<p></p>"},
    /* addresses */
    {"<a href=https://x.org/?a=1&b=2>a</a>",
     "<a href=\"https://x.org/?a=1&amp;b=2\"" REL ">a</a>"},
    {"<a href='mailto:a@b'>a</a>", "<a href=\"mailto:a@b\"" REL ">a</a>"},
    {"<a href=b/c>a</a>", "<a href=\"b/c\"" REL ">a</a>"},
    {"<a href=#c>a</a>", "<a href=\"#t-c\">a</a>"},
    {"<a href=#>a</a>", "<a>a</a>"},
    {"<a href=javascript:alert(1)>a</a>", "<a>a</a>"},
    {"<a href=JaVaScRiPt:alert(1)>a</a>", "<a>a</a>"},
    {"<a href=' javascript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='java\tscript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='java\nscript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='\x01javascript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='&#106;avascript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='&#x6A;avascript&colon;alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='&#0000106avascript:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='java&Tab;script:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href='java&NewLine;script:alert(1)'>a</a>", "<a>a</a>"},
    {"<a href=data:text/html,x>a</a>", "<a>a</a>"},
    {"<a href=vbscript:x>a</a>", "<a>a</a>"},
    {"<a href=file:///etc/passwd>a</a>", "<a>a</a>"},
    {"<a href=//evil.org>a</a>", "<a>a</a>"},
    {"<a href='/\\evil.org'>a</a>", "<a href=\"/evil.org\"" REL ">a</a>"},
    {"<a href='/\t/evil.org'>a</a>", "<a>a</a>"},
    {"<a href='\\\\evil.org'>a</a>", "<a href=\"evil.org\"" REL ">a</a>"},
    {"<a href=x href=javascript:y>a</a>", "<a href=\"x\"" REL ">a</a>"},
    {"<a href='x\" onclick=\"y'>a</a>",
     "<a href=\"x&quot;onclick=&quot;y\"" REL ">a</a>"},
    {"<a target=_top ping=//x download href=x>a</a>",
     "<a href=\"x\"" REL ">a</a>"},
    /* pictures */
    {"<img src=a.png alt=A width=9 onload=x>",
     "<img src=\"/pictures/7\" alt=\"A\" loading=\"lazy\">"},
    {"<img src=a.png>", "<img src=\"/pictures/7\" alt=\"\" loading=\"lazy\">"},
    {"<img src=http://track/1.gif>a", "a"},
    {"<img src=javascript:x alt='B <b>'>", "<em>B &lt;b&gt;</em>"},
    {"<img src=x onerror=alert(1)//>a", "a"},
    {"<img \"\"\"><script>x</script>\">a", "&quot;&gt;a"},
    {"<img src=a.png srcset='//x 1x'>",
     "<img src=\"/pictures/7\" alt=\"\" loading=\"lazy\">"},
    {"<image src=a.png>a", "a"},
    {"<picture><source srcset=//x><img src=a.png></picture>",
     "<img src=\"/pictures/7\" alt=\"\" loading=\"lazy\">"},
    /* comments and other markup */
    {"<!-- <script>x</script> -->a", "a"},
    {"<!-->b<script>x</script>-->a", "a"},
    {"<!-- a", ""},
    {"<!doctype html>a", "a"},
    {"<?php x ?>a", "a"},
    {"<![CDATA[<script>x</script>]]>a", "x]]&gt;a"},
    {"</ b>a", "a"},
    {"a < b > c & d", "a &lt; b &gt; c &amp; d"},
    {"1<2", "1&lt;2"},
    {"a<", "a&lt;"},
    {"a</", "a"},
    {"a<b", "a<b></b>"},
    {"<", "&lt;"},
    {"<>", "&lt;&gt;"},
    /* order */
    {"</div></div>a", "a"},
    {"<b>a", "<b>a</b>"},
    {"<b><i>a</b>b</i>", "<b><i>a</i></b>b"},
    {"<p>a<p>b", "<p>a</p><p>b</p>"},
    {"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
    {"<table><tr><td align=right>1</td><th align=center>2</th><td align=up "
     "class=x>3</table>",
     "<table><tr><td class=\"r\">1</td><th class=\"m\">2</th><td>3</td></tr>"
     "</table>"},
    {"<table><tr><td>a<td>b</table>c",
     "<table><tr><td>a</td><td>b</td></tr></table>c"},
    {"<br></br>a", "<br>a"},
    {"<unknown>a</unknown>", "a"},
    {"<marquee>a</marquee><blink>b</blink>", "ab"},
    {"<bbbbbbbbbbbbbbbbbbbbbbbbbbb>a", "a"},
    {"<h1>a</h1>", "<h1>a</h1>"},
    {"<b/>a", "<b>a</b>"},
    /* references */
    {"&lt;script&gt;", "&lt;script&gt;"},
    {"&amp;lt;script>", "&amp;lt;script&gt;"},
    {"&#60;script&#62;", "&lt;script&gt;"},
    {"&eacute;&Ntilde;&hellip;", "\xc3\xa9\xc3\x91\xe2\x80\xa6"},
    {"&nope; &#; &#x; & &", "&amp;nope; &amp;#; &amp;#x; &amp; &amp;"},
    {"&#xD800;&#x110000;&#99999999999;",
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"a&#0;b&#1;c", "a&amp;#0;bc"},
    {"a\x01\x08"
     "b",
     "ab"},
};

static void
nothing_hostile_is_left(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *out = clean(state, cases[i].html);

        if (strcmp(out, cases[i].want) != 0) {
            print_error("case %zu: %s\n gives %s\n wants %s\n", i,
                        cases[i].html, out, cases[i].want);
        }
        assert_string_equal(out, cases[i].want);
        check_well_formed(out);
    }
    printf("# %zu hostile cases\n", sizeof cases / sizeof *cases);
}

/* Pages are cut and shown in many ways; clean twice must be clean once. */
static void
what_is_clean_stays_as_it_is(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *once = clean(state, cases[i].html);

        if (strstr(once, "t-") || strstr(once, "<img")) {
            continue; /* names and pictures are placed anew */
        }
        assert_string_equal(clean(state, once), once);
    }
}

static void
deep_nesting_ends_and_stays_well_formed(void **state)
{
    enum { DEEP = 5000 };
    char *html = arena_alloc(*state, DEEP * 11 + 1);
    const char *out;

    for (size_t i = 0; i < DEEP; i++) {
        memcpy(html + i * 5, "<div>", 5);
        memcpy(html + DEEP * 5 + i * 6, "</div>", 6);
    }
    out = clean(state, html);
    check_well_formed(out);
    assert_int_equal(strlen(out), 64 * 11);
}

static void
headings_are_shifted_and_end_at_six(void **state)
{
    const struct html_clean_options one = {.heading_shift = 1};
    const char *html = "<h1>a</h1><h5>b</h5><h6>c</h6>";

    assert_string_equal(html_clean(*state, html, strlen(html), &one).html,
                        "<h2>a</h2><h6>b</h6><h6>c</h6>");
}

static void
random_tags_are_well_formed(void **state)
{
    static const char *const pieces[] = {
        "<p>",        "</p>",     "<b>",       "</b>",
        "<i>",        "</i>",     "<table>",   "<tr>",
        "<td>",       "</td>",    "</tr>",     "</table>",
        "<ul>",       "<li>",     "</ul>",     "text",
        "<a href=x>", "</a>",     "<div",      ">",
        "<",          "\"",       "'",         "<!--",
        "-->",        "<script>", "</script>", "&",
        "<h2>",       "</h2>",    "=",         "<img src=a.png alt='",
        "/",          " "};
    uint32_t seed = 7;

    for (int round = 0; round < 3000; round++) {
        char html[600] = "";

        for (int i = 0; i < 30; i++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(html,
                   pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        check_well_formed(clean(state, html));
    }
}

static void
plain_text_becomes_paragraphs_and_back(void **state)
{
    struct clean_html h = html_clean_text(*state, "a <b>\n\n\nc & d");

    assert_string_equal(h.html, "<p>a &lt;b&gt;</p><p>c &amp; d</p>");
    assert_int_equal(h.len, strlen(h.html));
    assert_string_equal(html_clean_plain(*state, h), "a <b> c & d");
    h = html_clean_stored("a<br>b<em>c</em>d", 17);
    assert_string_equal(html_clean_plain(*state, h), "a bcd");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(nothing_hostile_is_left),
        IN_ARENA(what_is_clean_stays_as_it_is),
        IN_ARENA(deep_nesting_ends_and_stays_well_formed),
        IN_ARENA(headings_are_shifted_and_end_at_six),
        IN_ARENA(random_tags_are_well_formed),
        IN_ARENA(plain_text_becomes_paragraphs_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
