/* SPDX-License-Identifier: Apache-2.0 */
/* What each test of the library includes: cmocka and its needs. */
#ifndef VC_TEST_H
#define VC_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
