/* SPDX-License-Identifier: Apache-2.0 */
/* notify: tells the service manager that started us how we are (sd_notify(3)).
 * Without one nothing happens. */
#ifndef QUIPU_BASE_NOTIFY_H
#define QUIPU_BASE_NOTIFY_H

#include <stdint.h>

/* Send "READY=1", "STOPPING=1", "WATCHDOG=1" … to $NOTIFY_SOCKET. */
void notify_send(const char *state);

/* How often the manager wants to hear "WATCHDOG=1", in ms; it acts after twice
 * that. 0 = never. */
int64_t notify_watchdog_ms(void);

#endif
