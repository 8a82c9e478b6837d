/* SPDX-License-Identifier: Apache-2.0 */
/* weierstrass: points in homogeneous coordinates, added by the complete formulas
 * of Renes, Costello and Batina (2015, algorithm 1), which have no exceptions:
 * doubling and the point at infinity are not cases. */

#include "weierstrass.h"

#include "mont.h"

#include <string.h>

enum { WORDS = 12 }; /* of the larger field */

typedef uint32_t number[WORDS];

struct point {
    number x;
    number y;
    number z;
};

struct curve {
    size_t size;          /* bytes of a number */
    struct vc_mont field; /* coordinates */
    struct vc_mont order; /* r, s and the factors */
    number a;
    number b;
    number b3; /* 3 b */
    struct point base;
};

/* Highest byte first. */
struct curve_bytes {
    size_t size;
    uint8_t p[48];
    uint8_t n[48];
    uint8_t b[48];
    uint8_t x[48];
    uint8_t y[48];
};

static const struct curve_bytes p256 = {
    .size = 32,
    .p = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00,
          0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
    .n = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17,
          0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51},
    .b = {0x5A, 0xC6, 0x35, 0xD8, 0xAA, 0x3A, 0x93, 0xE7, 0xB3, 0xEB, 0xBD,
          0x55, 0x76, 0x98, 0x86, 0xBC, 0x65, 0x1D, 0x06, 0xB0, 0xCC, 0x53,
          0xB0, 0xF6, 0x3B, 0xCE, 0x3C, 0x3E, 0x27, 0xD2, 0x60, 0x4B},
    .x = {0x6B, 0x17, 0xD1, 0xF2, 0xE1, 0x2C, 0x42, 0x47, 0xF8, 0xBC, 0xE6,
          0xE5, 0x63, 0xA4, 0x40, 0xF2, 0x77, 0x03, 0x7D, 0x81, 0x2D, 0xEB,
          0x33, 0xA0, 0xF4, 0xA1, 0x39, 0x45, 0xD8, 0x98, 0xC2, 0x96},
    .y = {0x4F, 0xE3, 0x42, 0xE2, 0xFE, 0x1A, 0x7F, 0x9B, 0x8E, 0xE7, 0xEB,
          0x4A, 0x7C, 0x0F, 0x9E, 0x16, 0x2B, 0xCE, 0x33, 0x57, 0x6B, 0x31,
          0x5E, 0xCE, 0xCB, 0xB6, 0x40, 0x68, 0x37, 0xBF, 0x51, 0xF5},
};

static const struct curve_bytes p384 = {
    .size = 48,
    .p = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00,
          0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF},
    .n = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
          0xFF, 0xFF, 0xFF, 0xFF, 0xC7, 0x63, 0x4D, 0x81, 0xF4, 0x37,
          0x2D, 0xDF, 0x58, 0x1A, 0x0D, 0xB2, 0x48, 0xB0, 0xA7, 0x7A,
          0xEC, 0xEC, 0x19, 0x6A, 0xCC, 0xC5, 0x29, 0x73},
    .b = {0xB3, 0x31, 0x2F, 0xA7, 0xE2, 0x3E, 0xE7, 0xE4, 0x98, 0x8E,
          0x05, 0x6B, 0xE3, 0xF8, 0x2D, 0x19, 0x18, 0x1D, 0x9C, 0x6E,
          0xFE, 0x81, 0x41, 0x12, 0x03, 0x14, 0x08, 0x8F, 0x50, 0x13,
          0x87, 0x5A, 0xC6, 0x56, 0x39, 0x8D, 0x8A, 0x2E, 0xD1, 0x9D,
          0x2A, 0x85, 0xC8, 0xED, 0xD3, 0xEC, 0x2A, 0xEF},
    .x = {0xAA, 0x87, 0xCA, 0x22, 0xBE, 0x8B, 0x05, 0x37, 0x8E, 0xB1,
          0xC7, 0x1E, 0xF3, 0x20, 0xAD, 0x74, 0x6E, 0x1D, 0x3B, 0x62,
          0x8B, 0xA7, 0x9B, 0x98, 0x59, 0xF7, 0x41, 0xE0, 0x82, 0x54,
          0x2A, 0x38, 0x55, 0x02, 0xF2, 0x5D, 0xBF, 0x55, 0x29, 0x6C,
          0x3A, 0x54, 0x5E, 0x38, 0x72, 0x76, 0x0A, 0xB7},
    .y = {0x36, 0x17, 0xDE, 0x4A, 0x96, 0x26, 0x2C, 0x6F, 0x5D, 0x9E,
          0x98, 0xBF, 0x92, 0x92, 0xDC, 0x29, 0xF8, 0xF4, 0x1D, 0xBD,
          0x28, 0x9A, 0x14, 0x7C, 0xE9, 0xDA, 0x31, 0x13, 0xB5, 0xF0,
          0xB8, 0xC0, 0x0A, 0x60, 0xB1, 0xCE, 0x1D, 0x7E, 0x81, 0x9D,
          0x7A, 0x43, 0x1D, 0x7C, 0x90, 0xEA, 0x0E, 0x5F},
};

static void
load(const struct vc_mont *m, number out, const uint8_t *bytes, size_t len)
{
    number plain;

    (void)vc_mont_read(plain, m->words, bytes, len);
    vc_mont_enter(m, out, plain);
}

static void
set_one(const struct vc_mont *m, number out)
{
    static const uint8_t one[] = {1};

    load(m, out, one, 1);
}

static void
open_curve(struct curve *c, enum vc_curve id)
{
    const struct curve_bytes *bytes = id == VC_CURVE_P384 ? &p384 : &p256;
    const struct vc_mont *f = &c->field;
    number three;

    c->size = bytes->size;
    (void)vc_mont_init(&c->field, bytes->p, bytes->size);
    (void)vc_mont_init(&c->order, bytes->n, bytes->size);
    load(f, three, (const uint8_t[]){3}, 1);
    memset(c->a, 0, sizeof(c->a));
    vc_mont_sub(f, c->a, c->a, three);
    load(f, c->b, bytes->b, bytes->size);
    vc_mont_mul(f, c->b3, c->b, three);
    load(f, c->base.x, bytes->x, bytes->size);
    load(f, c->base.y, bytes->y, bytes->size);
    set_one(f, c->base.z);
}

static void
add_points(const struct curve *c, struct point *out, const struct point *p,
           const struct point *q)
{
    const struct vc_mont *f = &c->field;
    number t0, t1, t2, t3, t4, t5, x3, y3, z3;

    vc_mont_mul(f, t0, p->x, q->x);
    vc_mont_mul(f, t1, p->y, q->y);
    vc_mont_mul(f, t2, p->z, q->z);
    vc_mont_add(f, t3, p->x, p->y);
    vc_mont_add(f, t4, q->x, q->y);
    vc_mont_mul(f, t3, t3, t4);
    vc_mont_add(f, t4, t0, t1);
    vc_mont_sub(f, t3, t3, t4);
    vc_mont_add(f, t4, p->x, p->z);
    vc_mont_add(f, t5, q->x, q->z);
    vc_mont_mul(f, t4, t4, t5);
    vc_mont_add(f, t5, t0, t2);
    vc_mont_sub(f, t4, t4, t5);
    vc_mont_add(f, t5, p->y, p->z);
    vc_mont_add(f, x3, q->y, q->z);
    vc_mont_mul(f, t5, t5, x3);
    vc_mont_add(f, x3, t1, t2);
    vc_mont_sub(f, t5, t5, x3);
    vc_mont_mul(f, z3, c->a, t4);
    vc_mont_mul(f, x3, c->b3, t2);
    vc_mont_add(f, z3, x3, z3);
    vc_mont_sub(f, x3, t1, z3);
    vc_mont_add(f, z3, t1, z3);
    vc_mont_mul(f, y3, x3, z3);
    vc_mont_add(f, t1, t0, t0);
    vc_mont_add(f, t1, t1, t0);
    vc_mont_mul(f, t2, c->a, t2);
    vc_mont_mul(f, t4, c->b3, t4);
    vc_mont_add(f, t1, t1, t2);
    vc_mont_sub(f, t2, t0, t2);
    vc_mont_mul(f, t2, c->a, t2);
    vc_mont_add(f, t4, t4, t2);
    vc_mont_mul(f, t0, t1, t4);
    vc_mont_add(f, y3, y3, t0);
    vc_mont_mul(f, t0, t5, t4);
    vc_mont_mul(f, x3, t3, x3);
    vc_mont_sub(f, x3, x3, t0);
    vc_mont_mul(f, t0, t3, t1);
    vc_mont_mul(f, z3, t5, z3);
    vc_mont_add(f, z3, z3, t0);
    memcpy(out->x, x3, f->words * sizeof(*x3));
    memcpy(out->y, y3, f->words * sizeof(*y3));
    memcpy(out->z, z3, f->words * sizeof(*z3));
}

/* x^3 + a x + b */
static void
right_side(const struct curve *c, number out, const number x)
{
    const struct vc_mont *f = &c->field;
    number t;

    vc_mont_mul(f, t, x, x);
    vc_mont_add(f, t, t, c->a);
    vc_mont_mul(f, t, t, x);
    vc_mont_add(f, out, t, c->b);
}

/* Both fields have p = 3 modulo 4: a root is the power of (p + 1) / 4. */
static void
square_root(const struct vc_mont *f, number out, const number a)
{
    number exponent;
    uint32_t carry = 1;

    for (size_t i = 0; i < f->words; i++) {
        exponent[i] = f->modulus[i] + carry;
        carry = carry && exponent[i] == 0;
    }
    for (size_t i = 0; i < f->words; i++) {
        uint32_t above = i + 1 < f->words ? exponent[i + 1] : carry;

        exponent[i] = exponent[i] >> 2 | above << 30;
    }
    vc_mont_power(f, out, a, exponent, f->words);
}

/* A coordinate, which must be below the modulus. */
static bool
load_coordinate(const struct curve *c, number out, const uint8_t *bytes)
{
    number plain;

    (void)vc_mont_read(plain, c->field.words, bytes, c->size);
    vc_mont_enter(&c->field, out, plain);
    return vc_mont_compare(plain, c->field.modulus, c->field.words) < 0;
}

static bool
load_point(const struct curve *c, struct point *out, const uint8_t *bytes,
           size_t len)
{
    const struct vc_mont *f = &c->field;
    number want, square, plain;
    bool compressed = len == 1 + c->size && (bytes[0] == 2 || bytes[0] == 3);

    if (!compressed && (len != 1 + 2 * c->size || bytes[0] != 4)) {
        return false;
    }
    if (!load_coordinate(c, out->x, bytes + 1)) {
        return false;
    }
    right_side(c, want, out->x);
    if (compressed) {
        square_root(f, out->y, want);
        vc_mont_leave(f, plain, out->y);
        if ((plain[0] & 1) != (bytes[0] & 1u)) {
            number zero = {0};

            vc_mont_sub(f, out->y, zero, out->y);
        }
    } else if (!load_coordinate(c, out->y, bytes + 1 + c->size)) {
        return false;
    }
    set_one(f, out->z);
    vc_mont_mul(f, square, out->y, out->y);
    return vc_mont_compare(square, want, f->words) == 0;
}

/* u * base + v * q, bit by bit for both at once. */
static void
sum_of_products(const struct curve *c, struct point *out, const number u,
                const number v, const struct point *q)
{
    struct point both;
    struct point sum = {0};

    set_one(&c->field, sum.y); /* infinity is 0 : 1 : 0 */
    add_points(c, &both, &c->base, q);
    for (size_t i = 32 * c->field.words; i-- > 0;) {
        bool has_u = vc_mont_bit(u, i);
        bool has_v = vc_mont_bit(v, i);

        add_points(c, &sum, &sum, &sum);
        if (has_u || has_v) {
            add_points(c, &sum, &sum, !has_v ? &c->base : has_u ? &both : q);
        }
    }
    *out = sum;
}

/* Whether x of the point is r modulo the order. */
static bool
has_abscissa(const struct curve *c, const struct point *p, const number r)
{
    const struct vc_mont *f = &c->field;
    number x, z;
    number plain;

    if (vc_mont_is_zero(p->z, f->words)) {
        return false;
    }
    vc_mont_invert(f, z, p->z);
    vc_mont_mul(f, x, p->x, z);
    vc_mont_leave(f, plain, x);
    /* n < p < 2 n, so taking n off once is reducing. */
    if (vc_mont_compare(plain, c->order.modulus, f->words) >= 0) {
        vc_mont_sub(f, plain, plain, c->order.modulus);
    }
    return vc_mont_compare(plain, r, f->words) == 0;
}

/* A number from 1 to the order - 1. */
static bool
load_scalar(const struct curve *c, number out, const uint8_t *bytes)
{
    (void)vc_mont_read(out, c->order.words, bytes, c->size);
    return !vc_mont_is_zero(out, c->order.words) &&
           vc_mont_compare(out, c->order.modulus, c->order.words) < 0;
}

bool
vc_weierstrass_point(enum vc_curve curve, const uint8_t *point, size_t len,
                     uint8_t out[97])
{
    struct curve c;
    struct point p;

    open_curve(&c, curve);
    if (!load_point(&c, &p, point, len)) {
        return false;
    }
    vc_mont_leave(&c.field, p.x, p.x);
    vc_mont_leave(&c.field, p.y, p.y);
    out[0] = 4;
    vc_mont_write(p.x, c.field.words, out + 1);
    vc_mont_write(p.y, c.field.words, out + 1 + c.size);
    return true;
}

enum vc_status
vc_weierstrass_verify(enum vc_curve curve, const uint8_t *point,
                      size_t point_len, const uint8_t *hash,
                      const uint8_t *signature, size_t signature_len)
{
    struct curve c;
    struct point q, sum;
    number r, s, u, v, inverse;

    open_curve(&c, curve);
    if (signature_len != 2 * c.size) {
        return VC_PROOF_SIGNATURE;
    }
    if (!load_point(&c, &q, point, point_len)) {
        return VC_KEY_FORM;
    }
    if (!load_scalar(&c, r, signature) ||
        !load_scalar(&c, s, signature + c.size)) {
        return VC_PROOF_SIGNATURE;
    }
    vc_mont_enter(&c.order, inverse, s);
    vc_mont_invert(&c.order, inverse, inverse);
    load(&c.order, u, hash, c.size);
    vc_mont_mul(&c.order, u, u, inverse);
    vc_mont_leave(&c.order, u, u);
    vc_mont_enter(&c.order, v, r);
    vc_mont_mul(&c.order, v, v, inverse);
    vc_mont_leave(&c.order, v, v);
    sum_of_products(&c, &sum, u, v, &q);
    return has_abscissa(&c, &sum, r) ? VC_OK : VC_PROOF_SIGNATURE;
}
