/* SPDX-License-Identifier: Apache-2.0 */
/* bake_form: what the two kinds of picture share. */
#ifndef VC_BAKE_FORM_H
#define VC_BAKE_FORM_H

#include "vc/bake.h"

/* How a kind of credential is marked in pictures. */
struct vc_bake_mark {
    struct vc_view keyword; /* of the chunk */
    struct vc_view prefix;  /* of the element */
    struct vc_view name_space;
};

enum { VC_BAKE_BADGE, VC_BAKE_RECORD, VC_BAKE_MARKS };

extern const struct vc_bake_mark vc_bake_marks[VC_BAKE_MARKS];

/* What is to be written. */
struct vc_bake_text {
    const struct vc_bake_mark *mark;
    struct vc_view text;
    bool token; /* else JSON */
};

enum vc_status vc_bake_png_read(struct vc_arena *arena, struct vc_view picture,
                                struct vc_view *out, struct vc_error *error);
enum vc_status vc_bake_png_write(struct vc_arena *arena, struct vc_view picture,
                                 const struct vc_bake_text *text,
                                 struct vc_view *out, struct vc_error *error);
enum vc_status vc_bake_svg_read(struct vc_arena *arena, struct vc_view picture,
                                struct vc_view *out, struct vc_error *error);
enum vc_status vc_bake_svg_write(struct vc_arena *arena, struct vc_view picture,
                                 const struct vc_bake_text *text,
                                 struct vc_view *out, struct vc_error *error);

#endif
