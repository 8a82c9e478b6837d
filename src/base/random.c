/* SPDX-License-Identifier: Apache-2.0 */
/* random: bytes from the kernel. */

#include "base/random.h"

#include "base/log.h"

#include <errno.h>
#include <sys/random.h>

void
random_bytes(void *out, size_t len)
{
    unsigned char *p = out;

    while (len) {
        ssize_t n = getrandom(p, len, 0);

        if (n < 0 && errno != EINTR) {
            log_fatal("getrandom failed", "errno", errno);
        }
        if (n > 0) {
            p += n;
            len -= (size_t)n;
        }
    }
}

uint32_t
random_below(uint32_t bound)
{
    uint32_t n, limit = UINT32_MAX - UINT32_MAX % bound;

    do {
        random_bytes(&n, sizeof n);
    } while (n >= limit);
    return n % bound;
}
