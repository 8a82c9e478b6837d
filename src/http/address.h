/* SPDX-License-Identifier: Apache-2.0 */
/* address: how many connections each address holds. */
#ifndef QUIPU_HTTP_ADDRESS_H
#define QUIPU_HTTP_ADDRESS_H

#include <stdbool.h>

enum { ADDRESS_SIZE = 48 };

/* One more of this address; false when it holds `max` already. Shared by all
 * threads. */
bool address_take(const char *address, int max);
void address_give(const char *address);

#endif
