/* SPDX-License-Identifier: Apache-2.0 */
/* bake: a credential inside a picture, as Open Badges 3.0 (section 5.3) and CLR
 * 2.0 put it there: PNG in an iTXt chunk, SVG in an element of its own.
 *
 * What is in the picture is text that somebody wrote there: JSON, or a token of
 * three parts. Nothing is said of whether it is true; vc/verdict.h does that,
 * and takes pictures as they are. */
#ifndef VC_BAKE_H
#define VC_BAKE_H

#include "vc/alloc.h"
#include "vc/status.h"

enum vc_picture { VC_PICTURE_NONE, VC_PICTURE_PNG, VC_PICTURE_SVG };

enum {
    VC_BAKE_MAX_PICTURE = 16 << 20,   /* bytes of a picture */
    VC_BAKE_MAX_CREDENTIAL = 1 << 20, /* bytes of what is in it, unpacked */
};

/* What kind of picture the bytes begin like; says nothing of the rest. */
enum vc_picture vc_bake_kind(struct vc_view bytes);

/* The credential in a picture, without the white space around it: the first
 * one there is, since the standard ends reading there. A view into `picture`
 * or the arena. Errors, with a sentence: VC_BAKE_NONE (a picture, or no
 * picture, without a credential), VC_BAKE_DAMAGED (no proper PNG or SVG up to
 * there), VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_bake_read(struct vc_arena *arena, struct vc_view picture,
                            struct vc_view *out, struct vc_error *error);

/* The picture with `credential` (strict JSON, an object, or a token of three
 * parts) in it, in the place of any that was there; of the picture itself no
 * byte is changed. Errors: those of vc_json_parse; VC_INVALID (no credential);
 * VC_BAKE_NONE (no picture), VC_BAKE_DAMAGED, VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_bake_write(struct vc_arena *arena, struct vc_view picture,
                             struct vc_view credential, struct vc_view *out,
                             struct vc_error *error);

#endif
