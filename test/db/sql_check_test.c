/* SPDX-License-Identifier: Apache-2.0 */
/* Every statement of the program against the schema of this program: it can be
 * prepared, does not read a table marked `-- big` from end to end, and says
 * where NULL goes when it sorts by a column that may be NULL (SQLite puts it
 * first, PostgreSQL last). */

#include "test/unit.h"

#include "base/arena.h"
#include "base/hash.h"
#include "db/db.h"
#include "db/db_sqlite.h"
#include "db/migrate.h"
#include "db/sql_list.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <strings.h>

enum { TABLES_MAX = 200, COLUMNS_MAX = 60, WORD = 64 };

struct table {
    char name[WORD];
    bool big;
    char nullable[COLUMNS_MAX][WORD];
    int nullable_count;
};

static struct table tables[TABLES_MAX];
static int table_count;
static struct db *db;
static struct arena *arena;

static size_t
word_len(const char *s)
{
    size_t n = 0;

    while (isalnum((unsigned char)s[n]) || s[n] == '_') {
        n++;
    }
    return n;
}

static void
copy_word(char out[WORD], const char *s)
{
    size_t n = word_len(s);

    assert_true(n < WORD);
    memcpy(out, s, n);
    out[n] = '\0';
}

static bool
is_word(const char *s, const char *word)
{
    return word_len(s) == strlen(word) &&
           strncasecmp(s, word, strlen(word)) == 0;
}

/* --- the schema, from its own text --- */

static bool
line_has(const char *line, const char *what)
{
    const char *at = strstr(line, what);

    return at && at < line + strcspn(line, "\n");
}

static const char *
read_table(const char *s)
{
    struct table *t = &tables[table_count++];

    assert_true(table_count < TABLES_MAX);
    copy_word(t->name, s);
    t->big = line_has(s, "-- big");
    for (s = strchr(s, '\n') + 1; *s != ')'; s = strchr(s, '\n') + 1) {
        s += strspn(s, " ");
        if (islower((unsigned char)*s) && !line_has(s, "NOT NULL")) {
            assert_true(t->nullable_count < COLUMNS_MAX);
            copy_word(t->nullable[t->nullable_count++], s);
        }
    }
    return s;
}

static void
read_schema(void)
{
    for (int i = 0; i < migrate_shipped.count; i++) {
        const char *s = migrate_shipped.items[i].text;

        while ((s = strstr(s, "CREATE TABLE ")) != NULL) {
            s = read_table(s + strlen("CREATE TABLE "));
        }
    }
}

static const struct table *
table_named(const char *name)
{
    for (int i = 0; i < table_count; i++) {
        if (strcmp(tables[i].name, name) == 0) {
            return &tables[i];
        }
    }
    return NULL;
}

/* The table an alias stands for in a statement: `org o` or `org AS o`. */
static const struct table *
table_called(const char *text, const char *alias)
{
    for (const char *s = text; *s; s += *s != '\0') {
        char name[WORD];
        const struct table *t;
        const char *next;

        if (word_len(s) == 0 || word_len(s) >= WORD) {
            s += word_len(s);
            continue;
        }
        copy_word(name, s);
        s += word_len(s);
        t = table_named(name);
        next = s + strspn(s, " ");
        if (t && is_word(next, "AS")) {
            next += 3;
        }
        if (t && is_word(next, alias)) {
            return t;
        }
        if (*s == '\0') {
            break;
        }
    }
    return table_named(alias);
}

/* --- the three checks; NULL = good --- */

static const char *
check_prepare(const struct sql *sql)
{
    char why[300] = "";

    if (db_sqlite_try(db, sql, why, sizeof why) != OK) {
        return arena_printf(arena, "%s", why);
    }
    return NULL;
}

static const char *
check_plan(const struct sql *sql)
{
    const char *plan = db_sqlite_plan(db, sql);

    while (plan && *plan) {
        char name[WORD] = "";

        if (strncmp(plan, "SCAN ", 5) == 0 && word_len(plan + 5) < WORD) {
            const struct table *t;

            copy_word(name, plan + 5);
            t = table_called(sql->text, name);
            if (t && t->big) {
                return arena_printf(arena, "reads the whole table %s", t->name);
            }
        }
        plan += strcspn(plan, "\n");
        plan += *plan == '\n';
    }
    return NULL;
}

static bool
is_nullable(const struct table *t, const char *column)
{
    for (int i = 0; t && i < t->nullable_count; i++) {
        if (strcmp(t->nullable[i], column) == 0) {
            return true;
        }
    }
    return false;
}

/* Compared or asked for in the statement, so NULL is not among the rows. */
static bool
is_excluded(const char *text, const char *column)
{
    static const char *const after[] = {" IS NOT NULL", " > ",  " < ",
                                        " = ",          " >= ", " <= "};

    for (size_t i = 0; i < COUNT(after); i++) {
        if (strstr(text, arena_printf(arena, "%s%s", column, after[i]))) {
            return true;
        }
    }
    return false;
}

/* One term at `s`: `column` or `alias.column`, then [ASC|DESC] [NULLS …]. */
static const char *
check_term(const struct sql *sql, const char *s)
{
    char first[WORD] = "", column[WORD];
    size_t n = word_len(s);
    const char *end;
    bool nullable = false;

    if (n == 0 || n >= WORD || s[n] == '(' || is_word(s, "CASE")) {
        return NULL;
    }
    copy_word(column, s);
    if (s[n] == '.') {
        memcpy(first, column, WORD);
        s += n + 1;
        copy_word(column, s);
        n = word_len(s);
        nullable = is_nullable(table_called(sql->text, first), column);
    } else {
        for (int i = 0; i < table_count; i++) {
            if (table_called(sql->text, tables[i].name) &&
                strstr(sql->text,
                       arena_printf(arena, " %s ", tables[i].name))) {
                nullable = nullable || is_nullable(&tables[i], column);
            }
        }
    }
    end = s + strcspn(s, ",)");
    if (nullable && !is_excluded(sql->text, column)) {
        const char *nulls = strstr(s, " NULLS ");

        if (!nulls || nulls > end) {
            return arena_printf(arena,
                                "sorts by %s, which may be NULL, without "
                                "NULLS FIRST or NULLS LAST",
                                column);
        }
    }
    return NULL;
}

/* The term after the one at `s`; NULL when it is the last. */
static const char *
next_term(const char *s)
{
    int depth = 0;

    for (; *s && depth >= 0; s++) {
        depth += (*s == '(') - (*s == ')');
        if (depth == 0 && strncmp(s, " LIMIT ", 7) == 0) {
            return NULL;
        }
        if (depth == 0 && strncmp(s, ", ", 2) == 0) {
            return s + 2;
        }
    }
    return NULL;
}

static const char *
check_order(const struct sql *sql)
{
    const char *s = sql->text;

    while ((s = strstr(s, "ORDER BY ")) != NULL) {
        s += strlen("ORDER BY ");
        for (const char *term = s; term; term = next_term(term)) {
            const char *said = check_term(sql, term);

            if (said) {
                return said;
            }
        }
    }
    return NULL;
}

static const char *
check(const struct sql *sql)
{
    const char *said = check_prepare(sql);

    if (!said) {
        said = check_plan(sql);
    }
    return said ? said : check_order(sql);
}

/* --- tests --- */

static void
every_statement_fits_the_schema(void **state)
{
    int bad = 0;

    (void)state;
    for (size_t i = 0; i < sql_list_count; i++) {
        const struct sql_listed *l = &sql_list[i];
        const char *said = check(l->sql);

        if (said) {
            print_error("%s:%d: %s: %s\n", l->file, l->line, l->sql->name,
                        said);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
    assert_true(sql_list_count > 0);
}

static void
expect(const char *text, const char *said)
{
    const struct sql sql = {.name = "planted", .text = text};
    const char *got = check(&sql);

    if (said) {
        assert_non_null(got);
        assert_non_null(strstr(got, said));
    } else if (got) {
        fail_msg("%s: %s", text, got);
    }
}

static void
a_misspelt_column_is_found(void **state)
{
    (void)state;
    expect("SELECT numbre FROM person WHERE id = $1", "numbre");
    expect("SELECT number FROM person WHERE id = $1", NULL);
}

static void
a_walk_through_a_big_table_is_found(void **state)
{
    (void)state;
    expect("SELECT p.id FROM person p WHERE p.created_ms = $1",
           "whole table person");
    expect("UPDATE person SET lang = $1 WHERE gender = $2",
           "whole table person");
    expect("SELECT COUNT(*) FROM org", "whole table org");
    expect("SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT 5", NULL);
    expect("SELECT m.id FROM mandate m", NULL); /* not marked */
}

static void
sorting_by_what_may_be_null_says_where_null_goes(void **state)
{
    (void)state;
    expect("SELECT m.id FROM mandate m ORDER BY m.to_date, m.id", "to_date");
    expect("SELECT id FROM mandate ORDER BY to_date DESC, id", "to_date");
    expect("SELECT id FROM mandate ORDER BY to_date NULLS LAST, id", NULL);
    expect("SELECT id FROM mandate WHERE to_date > $1 ORDER BY to_date, id",
           NULL);
    expect("SELECT id FROM mandate ORDER BY from_date, id", NULL);
}

/* `move` fills them in this order, with foreign keys on. */
static void
tables_come_behind_those_they_lead_to(void **state)
{
    static const struct sql leads_to = {
        .name = "leads_to",
        .text = "SELECT f.\"table\" FROM pragma_foreign_key_list($1) f",
        .params = 1,
        .id = 3,
    };
    struct db_sqlite_tables all;
    int keys = 0;

    (void)state;
    assert_int_equal(db_sqlite_tables(db, &all), OK);
    assert_true(all.count > 10);
    for (size_t i = 0; i < all.count; i++) {
        const char *name = all.items[i].name;
        struct rows rows;

        assert_int_equal(db_all(db, &rows, &leads_to, TEXT(name)), OK);
        for (size_t k = 0; k < rows.count; k++) {
            const char *to = row_text(&rows.items[k], 0);

            for (size_t n = i + 1; n < all.count; n++) {
                if (strcmp(all.items[n].name, to) == 0) {
                    fail_msg("%s stands before %s", name, to);
                }
            }
            keys++;
        }
    }
    assert_true(keys > 10);
}

static int
open_schema(void **state)
{
    char why[300] = "";

    (void)state;
    hash_init();
    arena = arena_new((size_t)64 << 20);
    read_schema();
    if (db_sqlite_open(&db, ":memory:", DB_SQLITE_CREATE, why, sizeof why) !=
            OK ||
        migrate_run(db, &migrate_shipped, 0, why, sizeof why) != OK ||
        db_sqlite_begin(db, arena, false) != OK) {
        print_error("%s\n", why);
        return -1;
    }
    return 0;
}

static int
close_schema(void **state)
{
    (void)state;
    db_sqlite_rollback(db);
    db_sqlite_close(db);
    arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_fits_the_schema),
        cmocka_unit_test(a_misspelt_column_is_found),
        cmocka_unit_test(a_walk_through_a_big_table_is_found),
        cmocka_unit_test(sorting_by_what_may_be_null_says_where_null_goes),
        cmocka_unit_test(tables_come_behind_those_they_lead_to),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
