/* SPDX-License-Identifier: Apache-2.0 */
/* routes: the table made of routes.def. */

#include "routes.h"

#include "base/limits.h"
#include "handlers.h"

const struct route routes[] = {
#define GET(pattern_, handler_, gate_, tx_)                                    \
    {METHOD_GET, pattern_, handler_, (enum gate)(gate_),                       \
     tx_,        NULL,     0,        #handler_},
#define POST(pattern_, handler_, gate_, tx_, again_)                           \
    {METHOD_POST, pattern_, handler_, (enum gate)(gate_),                      \
     tx_,         again_,   0,        #handler_},
#define UPLOAD(pattern_, handler_, gate_, tx_, again_, bytes_)                 \
    {METHOD_POST, pattern_, handler_, (enum gate)(gate_),                      \
     tx_,         again_,   bytes_,   #handler_},
#include "routes.def"
#undef GET
#undef POST
#undef UPLOAD
};

const size_t route_count = COUNT(routes);
