/* SPDX-License-Identifier: Apache-2.0 */
/* handlers: a prototype for every handler that routes.def names. */
#ifndef QUIPU_HANDLERS_H
#define QUIPU_HANDLERS_H

#include "base/err.h"

struct req;

#define GET(pattern_, handler_, gate_, tx_) enum err handler_(struct req *r);
#define POST(pattern_, handler_, gate_, tx_, again_)                           \
    enum err handler_(struct req *r);
#define UPLOAD(pattern_, handler_, gate_, tx_, again_, bytes_)                 \
    enum err handler_(struct req *r);
#include "routes.def"
#undef GET
#undef POST
#undef UPLOAD

#endif
