/* SPDX-License-Identifier: Apache-2.0 */
/* judge_schema: the schemas that a credential says it fits, as far as the caller
 * has them. Without them our own tables stand alone. */

#include "judge.h"

#include "vc/schema.h"

enum {
    MAX_SCHEMAS = 4, /* of one credential */
    MAX_SCHEMA_BYTES = 1 << 20,
    MAX_STEPS = 300000 /* a badge takes some thousands */
};

/* Types of which the id is the address of a JSON Schema. */
static bool
is_json_schema(const struct vc_json *entry)
{
    return vc_judge_has_text(vc_json_get(entry, VC_VIEW("type")),
                             VC_VIEW("1EdTechJsonSchemaValidator2019")) ||
           vc_judge_has_text(vc_json_get(entry, VC_VIEW("type")),
                             VC_VIEW("JsonSchema"));
}

static enum vc_status
check(struct judge *j, struct vc_view bytes, struct vc_view address,
      const struct vc_json *document, struct vc_error *error)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_SCHEMA_BYTES};
    const struct vc_schema_options options = {.formats = true,
                                              .max_steps = MAX_STEPS};
    struct vc_schema_set *set = NULL;
    struct vc_json *schema = NULL;

    VC_TRY(vc_json_parse(j->arena, bytes, &limits, &schema, error));
    VC_TRY(vc_schema_set_new(j->arena, &set));
    VC_TRY(vc_schema_set_add(set, address, schema, error));
    VC_TRY(vc_schema_set_close(set, error));
    return vc_schema_check(set, j->arena, address, document, &options, error);
}

/* A schema that cannot be read is not known to be fitted. */
static enum vc_status
judge_one(struct judge *j, const struct vc_json *entry,
          const struct vc_json *document, struct vc_finding *form)
{
    const struct vc_resolver *r = &j->options->resolver;
    struct vc_view address = vc_json_get_text(entry, VC_VIEW("id"));
    struct vc_view bytes = {NULL, 0};
    struct vc_error error = {0};
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;
    enum vc_status s = VC_OK;

    if (address.data == NULL || !is_json_schema(entry)) {
        return VC_OK;
    }
    resolved = r->schema(r->user, j->arena, address, &bytes);
    if (resolved != VC_RESOLVED) {
        return resolved == VC_RESOLVED_NO_MEMORY ? VC_NO_MEMORY : VC_OK;
    }
    s = check(j, bytes, address, document, &error);
    if (s == VC_OK || s == VC_NO_MEMORY) {
        return s;
    }
    vc_judge_say(form, s == VC_SCHEMA_MISMATCH ? VC_FINDING_FORM_SCHEMA
                                               : VC_FINDING_FORM_SCHEMA_UNREAD);
    vc_judge_with(form, "schema", address);
    VC_TRY(vc_judge_copy(j, form, "detail",
                         error.message[0] != '\0' ? error.message
                                                  : vc_status_text(s)));
    return vc_judge_copy(j, form, "path",
                         error.path[0] != '\0' ? error.path : "/");
}

enum vc_status
vc_judge_schemas(struct judge *j, const struct vc_json *document,
                 struct vc_finding *form)
{
    const struct vc_json *schemas =
        vc_json_get(document, VC_VIEW("credentialSchema"));
    bool several = vc_json_is(schemas, VC_JSON_ARRAY);
    const struct vc_json *entry = several ? vc_json_first(schemas) : schemas;

    if (j->options->resolver.schema == NULL) {
        return VC_OK;
    }
    for (size_t i = 0;
         entry != NULL && i < MAX_SCHEMAS && vc_judge_is_good(form); i++) {
        VC_TRY(judge_one(j, entry, document, form));
        entry = several ? entry->next : NULL;
    }
    return VC_OK;
}
