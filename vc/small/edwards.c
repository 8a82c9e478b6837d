/* SPDX-License-Identifier: Apache-2.0 */
/* edwards: points in extended coordinates, added by the unified formulas of
 * Hisil and others (2008), which on this curve have no exceptions. */

#include "edwards.h"

#include "mont.h"
#include "sha2.h"

#include <string.h>

enum { WORDS = 8, BYTES = 32 };

typedef uint32_t number[WORDS];

/* x = X / Z, y = Y / Z, x y = T / Z */
struct point {
    number x;
    number y;
    number z;
    number t;
};

struct curve {
    struct vc_mont field;
    struct vc_mont order;
    number one;
    number d;
    number d2;   /* 2 d */
    number root; /* of -1 */
};

/* Highest byte first. */
/* 2^255 - 19 */
static const uint8_t prime[32] = {
    0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xED};
/* of the base point */
static const uint8_t order[32] = {
    0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0xDE, 0xF9, 0xDE, 0xA2, 0xF7,
    0x9C, 0xD6, 0x58, 0x12, 0x63, 0x1A, 0x5C, 0xF5, 0xD3, 0xED};
/* -121665 / 121666 */
static const uint8_t curve_d[32] = {
    0x52, 0x03, 0x6C, 0xEE, 0x2B, 0x6F, 0xFE, 0x73, 0x8C, 0xC7, 0x40,
    0x79, 0x77, 0x79, 0xE8, 0x98, 0x00, 0x70, 0x0A, 0x4D, 0x41, 0x41,
    0xD8, 0xAB, 0x75, 0xEB, 0x4D, 0xCA, 0x13, 0x59, 0x78, 0xA3};
static const uint8_t root_of_minus_one[32] = {
    0x2B, 0x83, 0x24, 0x80, 0x4F, 0xC1, 0xDF, 0x0B, 0x2B, 0x4D, 0x00,
    0x99, 0x3D, 0xFB, 0xD7, 0xA7, 0x2F, 0x43, 0x18, 0x06, 0xAD, 0x2F,
    0xE4, 0x78, 0xC4, 0xEE, 0x1B, 0x27, 0x4A, 0x0E, 0xA0, 0xB0};
static const uint8_t base_x[32] = {
    0x21, 0x69, 0x36, 0xD3, 0xCD, 0x6E, 0x53, 0xFE, 0xC0, 0xA4, 0xE2,
    0x31, 0xFD, 0xD6, 0xDC, 0x5C, 0x69, 0x2C, 0xC7, 0x60, 0x95, 0x25,
    0xA7, 0xB2, 0xC9, 0x56, 0x2D, 0x60, 0x8F, 0x25, 0xD5, 0x1A};
/* 4 / 5 */
static const uint8_t base_y[32] = {
    0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
    0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
    0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x58};

static void
load(const struct vc_mont *m, number out, const uint8_t bytes[BYTES])
{
    number plain;

    (void)vc_mont_read(plain, WORDS, bytes, BYTES);
    vc_mont_enter(m, out, plain);
}

/* A number as RFC 8032 writes it, lowest byte first. */
static void
read_little(number out, const uint8_t bytes[BYTES])
{
    uint8_t turned[BYTES];

    for (size_t i = 0; i < BYTES; i++) {
        turned[i] = bytes[BYTES - 1 - i];
    }
    (void)vc_mont_read(out, WORDS, turned, BYTES);
}

static void
open_curve(struct curve *c)
{
    static const uint8_t one[BYTES] = {[BYTES - 1] = 1};

    (void)vc_mont_init(&c->field, prime, BYTES);
    (void)vc_mont_init(&c->order, order, BYTES);
    load(&c->field, c->one, one);
    load(&c->field, c->d, curve_d);
    vc_mont_add(&c->field, c->d2, c->d, c->d);
    load(&c->field, c->root, root_of_minus_one);
}

static void
add_points(const struct curve *c, struct point *out, const struct point *p,
           const struct point *q)
{
    const struct vc_mont *f = &c->field;
    number a, b, e, s, t;

    vc_mont_sub(f, s, p->y, p->x);
    vc_mont_sub(f, t, q->y, q->x);
    vc_mont_mul(f, a, s, t);
    vc_mont_add(f, s, p->y, p->x);
    vc_mont_add(f, t, q->y, q->x);
    vc_mont_mul(f, b, s, t);
    vc_mont_sub(f, e, b, a);
    vc_mont_add(f, b, b, a); /* now H of the paper */
    vc_mont_mul(f, s, p->t, q->t);
    vc_mont_mul(f, s, s, c->d2);
    vc_mont_mul(f, t, p->z, q->z);
    vc_mont_add(f, t, t, t);
    vc_mont_sub(f, a, t, s); /* F */
    vc_mont_add(f, s, t, s); /* G */
    vc_mont_mul(f, out->x, e, a);
    vc_mont_mul(f, out->y, s, b);
    vc_mont_mul(f, out->t, e, b);
    vc_mont_mul(f, out->z, a, s);
}

static void
set_neutral(const struct curve *c, struct point *out)
{
    memset(out, 0, sizeof(*out));
    memcpy(out->y, c->one, sizeof(out->y));
    memcpy(out->z, c->one, sizeof(out->z));
}

static void
negate(const struct curve *c, number out, const number a)
{
    static const number zero = {0};

    vc_mont_sub(&c->field, out, zero, a);
}

/* The root of u / v, if there is one: u v^3 (u v^7)^((p - 5) / 8), or that
 * times the root of -1. */
static bool
root_of_quotient(const struct curve *c, number out, const number u,
                 const number v)
{
    const struct vc_mont *f = &c->field;
    number v3, v7, exponent, check;

    vc_mont_mul(f, v3, v, v);
    vc_mont_mul(f, v3, v3, v);
    vc_mont_mul(f, v7, v3, v3);
    vc_mont_mul(f, v7, v7, v);
    vc_mont_mul(f, v7, v7, u);
    /* (p - 5) / 8 = 2^252 - 3 */
    memset(exponent, 0xFF, sizeof(exponent));
    exponent[0] -= 2;
    exponent[WORDS - 1] = 0x0FFFFFFF;
    vc_mont_power(f, out, v7, exponent, WORDS);
    vc_mont_mul(f, out, out, v3);
    vc_mont_mul(f, out, out, u);

    vc_mont_mul(f, check, out, out);
    vc_mont_mul(f, check, check, v);
    if (vc_mont_compare(check, u, WORDS) == 0) {
        return true;
    }
    vc_mont_mul(f, out, out, c->root);
    negate(c, check, check);
    return vc_mont_compare(check, u, WORDS) == 0;
}

/* A point from y and the lowest bit of x; y must be below the prime. */
static bool
load_point(const struct curve *c, struct point *out, const uint8_t bytes[BYTES])
{
    const struct vc_mont *f = &c->field;
    bool odd = bytes[BYTES - 1] >> 7 != 0;
    number y, u, v, plain;

    read_little(y, bytes);
    y[WORDS - 1] &= 0x7FFFFFFF;
    if (vc_mont_compare(y, f->modulus, WORDS) >= 0) {
        return false;
    }
    vc_mont_enter(f, out->y, y);
    vc_mont_mul(f, u, out->y, out->y);
    vc_mont_mul(f, v, u, c->d);
    vc_mont_sub(f, u, u, c->one);
    vc_mont_add(f, v, v, c->one);
    if (!root_of_quotient(c, out->x, u, v)) {
        return false;
    }
    vc_mont_leave(f, plain, out->x);
    if ((plain[0] & 1) != odd) {
        negate(c, out->x, out->x);
    }
    memcpy(out->z, c->one, sizeof(out->z));
    vc_mont_mul(f, out->t, out->x, out->y);
    return true;
}

static void
write_point(const struct curve *c, uint8_t out[BYTES], const struct point *p)
{
    const struct vc_mont *f = &c->field;
    number inverse, x, y;
    uint8_t turned[BYTES];

    vc_mont_invert(f, inverse, p->z);
    vc_mont_mul(f, x, p->x, inverse);
    vc_mont_leave(f, x, x);
    vc_mont_mul(f, y, p->y, inverse);
    vc_mont_leave(f, y, y);
    vc_mont_write(y, WORDS, turned);
    for (size_t i = 0; i < BYTES; i++) {
        out[i] = turned[BYTES - 1 - i];
    }
    out[BYTES - 1] |= (uint8_t)((x[0] & 1) << 7);
}

/* Eight times the point is neutral. */
static bool
has_small_order(const struct curve *c, const struct point *p)
{
    struct point eight = *p;

    for (int i = 0; i < 3; i++) {
        add_points(c, &eight, &eight, &eight);
    }
    return vc_mont_is_zero(eight.x, WORDS);
}

/* SHA-512(R, key, message) modulo the order: 512 bits, lowest byte first. */
static void
challenge(const struct curve *c, number out, const uint8_t r[BYTES],
          const uint8_t key[BYTES], const void *bytes, size_t len)
{
    struct vc_sha2 h;
    uint8_t hash[VC_SHA2_MAX_HASH];
    number low, high;

    vc_sha2_begin(&h, VC_SHA2_512);
    vc_sha2_more(&h, r, BYTES);
    vc_sha2_more(&h, key, BYTES);
    vc_sha2_more(&h, bytes, len);
    vc_sha2_end(&h, hash);
    read_little(low, hash);
    read_little(high, hash + BYTES);
    /* low + high * 2^256, and 2^256 is this form's R: entering twice. */
    vc_mont_enter(&c->order, low, low);
    vc_mont_enter(&c->order, high, high);
    vc_mont_enter(&c->order, high, high);
    vc_mont_add(&c->order, low, low, high);
    vc_mont_leave(&c->order, out, low);
}

/* s * base + h * q, bit by bit for both at once. */
static void
sum_of_products(const struct curve *c, struct point *out, const number s,
                const number h, const struct point *q)
{
    struct point base;
    struct point both;
    struct point sum;

    load(&c->field, base.x, base_x);
    load(&c->field, base.y, base_y);
    memcpy(base.z, c->one, sizeof(base.z));
    vc_mont_mul(&c->field, base.t, base.x, base.y);
    add_points(c, &both, &base, q);
    set_neutral(c, &sum);
    for (size_t i = 32 * WORDS; i-- > 0;) {
        bool has_s = vc_mont_bit(s, i);
        bool has_h = vc_mont_bit(h, i);

        add_points(c, &sum, &sum, &sum);
        if (has_s || has_h) {
            add_points(c, &sum, &sum, !has_h ? &base : has_s ? &both : q);
        }
    }
    *out = sum;
}

bool
vc_edwards_verify(const uint8_t public_key[32], const void *bytes, size_t len,
                  const uint8_t signature[64])
{
    struct curve c;
    struct point key, r;
    number s, h;
    uint8_t want[BYTES];

    open_curve(&c);
    read_little(s, signature + BYTES);
    if (vc_mont_compare(s, c.order.modulus, WORDS) >= 0 ||
        !load_point(&c, &key, public_key) || has_small_order(&c, &key)) {
        return false;
    }
    challenge(&c, h, signature, public_key, bytes, len);
    /* R = s base - h key */
    negate(&c, key.x, key.x);
    negate(&c, key.t, key.t);
    sum_of_products(&c, &r, s, h, &key);
    write_point(&c, want, &r);
    return memcmp(want, signature, BYTES) == 0 && !has_small_order(&c, &r);
}
