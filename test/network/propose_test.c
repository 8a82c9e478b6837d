/* SPDX-License-Identifier: Apache-2.0 */
/* network/propose: points agreed on are read out of news texts. */

#include "base/file.h"
#include "network/propose.h"
#include "test/unit.h"

#include <stdio.h>
#include <stdlib.h>

static void
gives(void **state, const char *text, const char *const want[], size_t count)
{
    struct proposals p;

    propose(*state, text, &p);
    for (size_t i = 0; i < p.count && i < count; i++) {
        if (strcmp(p.items[i], want[i]) != 0) {
            fail_msg("\"%s\" instead of \"%s\"", p.items[i], want[i]);
        }
    }
    if (p.count != count) {
        fail_msg("%zu instead of %zu: %s", p.count, count,
                 p.count ? p.items[p.count - 1] : "none");
    }
}

#define GIVES(text, ...)                                                       \
    gives(state, text, (const char *const[]){__VA_ARGS__},                     \
          sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void
members_of_a_sentence_are_items(void **state)
{
    GIVES("On Monday the rector of a college visited us. Both sides reached a "
          "first consensus on cooperation in fields such as opening a centre, "
          "training two hundred teachers (online), and writing a joint report. "
          "Lunch followed.",
          "Opening a centre", "Training two hundred teachers (online)",
          "Writing a joint report");
    GIVES("They agreed to share courses, to exchange teachers.",
          "Share courses", "To exchange teachers");
}

static void
spanish_needs_no_comma_before_its_last_member(void **state)
{
    GIVES("Tras la reunión las partes acordaron abrir un centro nacional, "
          "formar a doscientos docentes y publicar un informe conjunto.",
          "Abrir un centro nacional", "Formar a doscientos docentes",
          "Publicar un informe conjunto");
    GIVES("Acordaron formar docentes e iniciar investigación conjunta.",
          "Formar docentes", "Iniciar investigación conjunta");
    GIVES("Hubo consenso sobre áreas tales como investigación conjunta y "
          "diálogos de políticas, formación docente.",
          "Investigación conjunta y diálogos de políticas",
          "Formación docente");
}

static void
two_objects_of_one_verb_are_two_points(void **state)
{
    GIVES("They reached a consensus in areas such as helping more colleges to "
          "join, training staff through the certificate and the series, and "
          "beginning joint studies and policy talks in the Andes and beyond.",
          "Helping more colleges to join",
          "Training staff through the certificate and the series",
          "Beginning joint studies in the Andes and beyond",
          "Beginning policy talks in the Andes and beyond");
    GIVES("Acordaron formar al personal con la serie y el certificado, e "
          "iniciar estudios conjuntos y diálogos de políticas en la región.",
          "Formar al personal con la serie y el certificado",
          "Iniciar estudios conjuntos en la región",
          "Iniciar diálogos de políticas en la región");
}

static void
lines_of_a_list_are_taken_as_they_are(void **state)
{
    GIVES("Next steps:\n- Draft the agreement by May.\n- Name a coordinator;\n"
          "\nThe meeting closed at noon.\n- A line that is none.",
          "Draft the agreement by May", "Name a coordinator");
    GIVES("Próximos pasos:\n1. Redactar el convenio.\n2) Nombrar a la "
          "coordinación.",
          "Redactar el convenio", "Nombrar a la coordinación");
}

static void
what_agrees_on_nothing_proposes_nothing(void **state)
{
    struct proposals p;

    propose(*state, "", &p);
    assert_int_equal(p.count, 0);
    propose(*state,
            "A delegation visited the laboratory, the library, and the "
            "garden. It was sunny.",
            &p);
    assert_int_equal(p.count, 0);
    propose(*state, "Agreed.", &p);
    assert_int_equal(p.count, 0);
    propose(*state, "They agreed on: a, b, c.", &p); /* too short to be items */
    assert_int_equal(p.count, 0);
}

static void
there_are_never_more_than_twelve(void **state)
{
    char text[2000] = "They agreed to ";
    struct proposals p;

    for (int i = 0; i < 40; i++) {
        strcat(text, "do a further thing, ");
    }
    propose(*state, text, &p);
    assert_int_equal(p.count, PROPOSE_MAX);
}

/* The news the product begins with. */
static void
the_founding_text_proposes_its_five_areas(void **state)
{
    const char *folder = getenv("QUIPU_SHARED");
    const char *path = arena_printf(*state, "%s/founding-text.txt",
                                    folder ? folder : OUTSIDE_DEFAULT);
    struct proposals p;
    char *text;
    size_t len;

    if (file_read(*state, path, 1 << 20, &text, &len) != OK) {
        print_message("# skipped: no founding text\n");
        skip();
    }
    propose(*state, text, &p);
    assert_int_equal(p.count, 5);
    assert_non_null(strstr(p.items[0], "upporting more universities"));
    assert_non_null(strstr(p.items[1], "establish IIOE national centres"));
    assert_non_null(strstr(p.items[2], "1+X"));
    assert_string_equal(p.items[3], "Initiating joint research projects in "
                                    "Latin America and the Caribbean");
    assert_string_equal(p.items[4], "Initiating policy dialogues in Latin "
                                    "America and the Caribbean");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(members_of_a_sentence_are_items),
        IN_ARENA(spanish_needs_no_comma_before_its_last_member),
        IN_ARENA(two_objects_of_one_verb_are_two_points),
        IN_ARENA(lines_of_a_list_are_taken_as_they_are),
        IN_ARENA(what_agrees_on_nothing_proposes_nothing),
        IN_ARENA(there_are_never_more_than_twelve),
        IN_ARENA(the_founding_text_proposes_its_five_areas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
