/* SPDX-License-Identifier: Apache-2.0 */
/* res: an answer as bytes on the wire: status, headers, compression. */
#ifndef QUIPU_HTTP_RES_H
#define QUIPU_HTTP_RES_H

#include "base/buf.h"

#include <stdbool.h>

struct exchange;

/* Write the whole answer of an exchange into `out`. `date` is the value of
 * the Date header. */
void res_write(struct exchange *x, bool keep_alive, const char *date,
               struct buf *out);

/* The short answer to what never became a request. `id` finds it in the log. */
void res_write_refusal(int status, const char *id, const char *date,
                       struct buf *out);

#endif
