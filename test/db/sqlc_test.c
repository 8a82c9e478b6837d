/* SPDX-License-Identifier: Apache-2.0 */
/* tools/sqlc: what it takes, what it refuses, and that it says where.
 * The tool's path is the first argument of this program. */

#include "test/unit.h"

#include "base/err.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *tool;
static char folder[] = "/tmp/quipu-sqlc-XXXXXX";
static char said[4000];

static void
read_back(const char *name)
{
    int fd = open(name, O_RDONLY);
    ssize_t n = fd >= 0 ? read(fd, said, sizeof said - 1) : 0;

    said[n > 0 ? n : 0] = '\0';
    if (fd >= 0) {
        close(fd);
    }
}

/* Give the tool `text` as thing.sql; true when it wrote thing.sql.h, which is
 * then in `said`; else its complaint is. */
static bool
translate(const char *text)
{
    int fd = open("thing.sql", O_WRONLY | O_CREAT | O_TRUNC, 0600), status;
    pid_t child;

    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    child = fork();
    if (child == 0) {
        fd = open("complaint", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, STDERR_FILENO);
        execl(tool, tool, "header", "thing.sql", "thing.sql.h", (char *)NULL);
        _exit(99);
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    read_back(WEXITSTATUS(status) == 0 ? "thing.sql.h" : "complaint");
    return WEXITSTATUS(status) == 0;
}

static void
parameters_are_numbered_in_the_order_of_the_head(void **state)
{
    (void)state;
    assert_true(translate("-- for a test\n"
                          "-- thing_set(name, ids,\n--           id) remark\n"
                          "UPDATE thing -- why\n   SET name = :name\n"
                          " WHERE id = :id AND x IN :ids[3]\n"
                          "   AND note <> 'it''s :x';\n"));
    assert_non_null(strstr(said, "SQL_thing_set"));
    assert_non_null(strstr(said, "UPDATE thing SET name = $1 WHERE id = $5 AND "
                                 "x IN ($2, $3, $4)"));
    assert_non_null(strstr(said, "'it''s :x'"));
    assert_non_null(strstr(said, "{1, 3, 1}"));
    assert_null(strstr(said, "why"));
}

static void
heads_and_arguments_must_agree(void **state)
{
    static const char *const cases[][2] = {
        {"-- thing_a(x)\nSELECT 1;\n", "listed but not used"},
        {"-- thing_a()\nSELECT :x;\n", "not in the list"},
        {"-- thing_a(x, x)\nSELECT :x;\n", "listed twice"},
        {"-- other_a(x)\nSELECT :x;\n", "start with 'thing_'"},
        {"SELECT 1;\n", "without a head"},
        {"-- thing_a()\nSELECT 1\n", "no semicolon"},
        {"-- thing_a()\nSELECT 1\n-- thing_b()\nSELECT 2;\n", "no semicolon"},
        {"-- thing_a(x)\nSELECT a FROM b WHERE c IN :x[1];\n", "2 to 256"},
        {"-- thing_a(x)\nSELECT a FROM b WHERE c = :x[4];\n", "behind IN"},
        {"-- thing_a(x)\nSELECT a FROM b WHERE c IN :x[4] OR c = :x;\n",
         "alone and as a list"},
        {"-- thing_a()\nSELECT $1;\n", ":name"},
        {"-- thing_a()\nDROP TABLE a;\n", "starts with SELECT"},
        {"-- thing_a(\nSELECT 1;\n", "no end"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (translate(cases[i][0]) || !strstr(said, cases[i][1])) {
            fail_msg("%s: %s", cases[i][0], said);
        }
    }
}

static void
what_one_engine_alone_understands_is_refused(void **state)
{
    static const char *const statements[] = {
        "SELECT now()",
        "SELECT CURRENT_TIMESTAMP",
        "SELECT date('2026-01-01')",
        "SELECT strftime('%s', x) FROM t",
        "SELECT a FROM t WHERE a LIKE 'x%'",
        "SELECT a FROM t WHERE a ilike 'x%'",
        "SELECT a FROM t WHERE a GLOB 'x'",
        "SELECT json_extract(a, '$.b') FROM t",
        "SELECT jsonb_agg(a) FROM t",
        "SELECT a->'b' FROM t",
        "SELECT a::text FROM t",
        "SELECT rowid FROM t",
        "SELECT a FROM t FOR UPDATE",
        "INSERT OR REPLACE INTO t (a) VALUES (1)",
        "REPLACE INTO t (a) VALUES (1)",
        "SELECT \"a\" FROM t",
        "SELECT `a` FROM t",
        "SELECT a FROM t WHERE a == 1",
        "SELECT a FROM t WHERE a IS 1",
        "SELECT SUM(a) FROM t",
        "SELECT AVG(a) FROM t",
        "SELECT 1.5",
        "SELECT a FROM t WHERE b = TRUE",
        "SELECT group_concat(a) FROM t",
        "SELECT ifnull(a, 1) FROM t",
        "SELECT random()",
        "SELECT ARRAY[1]",
        "SELECT ?1",
        "SELECT 1; SELECT 2",
        "PRAGMA user_version",
    };
    char text[300];

    (void)state;
    for (size_t i = 0; i < COUNT(statements); i++) {
        snprintf(text, sizeof text, "\n\n-- thing_a()\n%s;\n", statements[i]);
        if (translate(text)) {
            fail_msg("taken: %s", statements[i]);
        }
        if (strncmp(said, "thing.sql:", 10) != 0) {
            fail_msg("does not say where: %s", said);
        }
    }
    assert_false(translate("\n\n-- thing_a()\nSELECT now();\n"));
    assert_non_null(strstr(said, "thing.sql:4: thing_a: "));
}

static void
the_subset_itself_is_taken(void **state)
{
    static const char *const statements[] = {
        "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS {i64}) UNION ALL SELECT i + "
        "1 FROM n WHERE i < 9) SELECT i FROM n ORDER BY i",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = "
        "excluded.a RETURNING a",
        "SELECT CAST(SUM(a) AS {i64}), CAST(COALESCE(SUM(b), 0) AS {i64}) FROM "
        "t",
        "SELECT a || 'like now()' FROM t WHERE b IS NULL AND c IS NOT NULL",
        "SELECT a FROM t WHERE date = 'x' AND match IS NOT DISTINCT FROM b "
        "ORDER BY a DESC NULLS LAST, id",
        "DELETE FROM t WHERE id IN (SELECT id FROM u)",
    };
    char text[400];

    (void)state;
    for (size_t i = 0; i < COUNT(statements); i++) {
        snprintf(text, sizeof text, "-- thing_a()\n%s;\n", statements[i]);
        if (!translate(text)) {
            fail_msg("%s", said);
        }
    }
}

static void
a_piece_stands_for_its_text(void **state)
{
    (void)state;
    assert_true(translate("-- piece thing_row   what every reader gives\n"
                          "SELECT a, -- why\n       CAST(b AS {i64})\n"
                          "  FROM t WHERE l = :lang\n\n"
                          "-- a remark; with a semicolon\n"
                          "-- thing_by_id(id, lang)\n"
                          "{thing_row}\n   AND id = :id;\n\n"
                          "-- thing_list(lang, ids)\n"
                          "{thing_row} AND id IN :ids[2];\n"));
    assert_non_null(strstr(said,
                           "\"SELECT a, CAST(b AS {i64}) FROM t WHERE l = "
                           "$2 AND id = $1\""));
    assert_non_null(strstr(said,
                           "\"SELECT a, CAST(b AS {i64}) FROM t WHERE l = "
                           "$1 AND id IN ($2, $3)\""));
}

static void
a_wrong_piece_is_told_with_its_place(void **state)
{
    static const char *const cases[][2] = {
        {"-- thing_a()\nSELECT\n{thing_b};\n",
         "thing.sql:3: thing_a: '{thing_b}': no piece of this name"},
        {"-- thing_a()\n{thing_b};\n-- piece thing_b\nSELECT 1\n",
         "thing.sql:2: thing_a: '{thing_b}': no piece of this name"},
        {"\n-- piece thing_b\nSELECT 1\n", "thing.sql:2: thing_b: the piece is "
                                           "never used"},
        {"-- piece thing_b\na\n-- piece thing_b\nb\n",
         "thing.sql:3: thing_b: the piece of line 1"},
        {"-- piece other_b\na\n", "thing.sql:1: other_b: names in this file"},
        {"-- piece thing_b\n\n-- thing_a()\nSELECT {thing_b};\n",
         "thing_b: the piece is empty"},
        {"-- piece thing_b\n1\n-- piece thing_c\n2, {thing_b}\n"
         "-- thing_a()\nSELECT {thing_c};\n",
         "thing.sql:4: thing_a: '{thing_b}': a piece has no pieces"},
        {"-- piece thing_b\n:x\n-- thing_a()\nSELECT\n\n{thing_b};\n",
         "thing.sql:2: thing_a: :x is not in the list"},
        {"-- piece thing_b\n1;\n-- thing_a()\nSELECT {thing_b};\n",
         "thing.sql:2: thing_a: a piece has no semicolon"},
        {"-- thing_a()\nSELECT 1\n-- piece thing_b\n2\n", "no semicolon"},
        {"-- thing_a()\nSELECT {i64;\n", "thing.sql:2: thing_a: '{i64;"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (translate(cases[i][0]) || !strstr(said, cases[i][1])) {
            fail_msg("%s: %s", cases[i][0], said);
        }
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_are_numbered_in_the_order_of_the_head),
        cmocka_unit_test(heads_and_arguments_must_agree),
        cmocka_unit_test(what_one_engine_alone_understands_is_refused),
        cmocka_unit_test(the_subset_itself_is_taken),
        cmocka_unit_test(a_piece_stands_for_its_text),
        cmocka_unit_test(a_wrong_piece_is_told_with_its_place),
    };
    int failed;

    if (argc != 2 || !mkdtemp(folder) || chdir(folder) != 0) {
        return 1;
    }
    tool = argv[1];
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink("thing.sql");
    unlink("thing.sql.h");
    unlink("complaint");
    return rmdir(folder) == 0 ? failed : 1;
}
