/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: {"schema": …, "document": …}: any schema, and any document
 * against it, in bounded work. */
#include "fuzz.h"

#include "vc/schema.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct vc_schema_options options = {.formats = true,
                                              .max_steps = 20000};
    const struct vc_view address = VC_VIEW("https://a.example/schema");
    struct vc_arena arena;
    struct vc_json *input = NULL;
    const struct vc_json *schema = NULL;
    const struct vc_json *document = NULL;
    struct vc_schema_set *set = NULL;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    vc_arena_init(&arena, NULL, 64 << 20);
    s = vc_json_parse(&arena, (struct vc_view){(const char *)data, size}, NULL,
                      &input, NULL);
    schema = vc_json_get(input, VC_VIEW("schema"));
    document = vc_json_get(input, VC_VIEW("document"));
    if (s == VC_OK && schema != NULL && document != NULL &&
        vc_schema_set_new(&arena, &set) == VC_OK) {
        s = vc_schema_set_add(set, address, schema, &error);
        if (s == VC_OK) {
            s = vc_schema_set_close(set, &error);
        }
        if (s == VC_OK) {
            s = vc_schema_check(set, &arena, address, document, &options,
                                &error);
        }
        FUZZ_CHECK(s == VC_OK || s == VC_SCHEMA_FORM ||
                   s == VC_SCHEMA_MISMATCH || s == VC_LIMIT ||
                   s == VC_NO_MEMORY);
        FUZZ_CHECK(s == VC_OK || s == VC_NO_MEMORY || error.message[0] != '\0');
    }
    vc_arena_free(&arena);
    return 0;
}
