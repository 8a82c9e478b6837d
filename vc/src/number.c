/* SPDX-License-Identifier: Apache-2.0 */
/* Doubles and their texts. Short numbers, which is nearly all there are, take
 * an exact short way in hardware; the rest is exact arithmetic in big
 * integers (Steele and White's algorithm to write, long division to read). */
#include "vc/number.h"

#include <math.h>
#include <stdint.h>

/* Reading: 800 digits and a scale of 10^1142 need 6,500 bits; writing 1,200. */
enum { BIG_WORDS = 210, MAX_DIGITS = 800 };

struct big {
    uint32_t word[BIG_WORDS]; /* the lowest first */
    int count;                /* words in use; the highest is not 0 */
};

static const double power_of_ten[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static void
big_set(struct big *a, uint64_t value)
{
    a->word[0] = (uint32_t)value;
    a->word[1] = (uint32_t)(value >> 32);
    a->count = a->word[1] ? 2 : a->word[0] ? 1 : 0;
}

static void
big_multiply_add(struct big *a, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    for (int i = 0; i < a->count; i++) {
        carry += (uint64_t)a->word[i] * factor;
        a->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry)
        a->word[a->count++] = (uint32_t)carry;
}

static void
big_multiply_power10(struct big *a, int power)
{
    for (; power >= 9; power -= 9)
        big_multiply_add(a, 1000000000, 0);
    for (; power > 0; power--)
        big_multiply_add(a, 10, 0);
}

static void
big_shift(struct big *a, int bits)
{
    if (a->count == 0)
        return;
    int words = bits / 32;
    bits %= 32;
    a->word[a->count] = 0;
    for (int i = a->count; i >= 0; i--) {
        uint32_t low = i > 0 && bits ? a->word[i - 1] >> (32 - bits) : 0;
        a->word[i + words] = a->word[i] << bits | low;
    }
    memset(a->word, 0, (size_t)words * sizeof a->word[0]);
    a->count += words + 1;
    if (a->word[a->count - 1] == 0)
        a->count--;
}

static int
big_compare(const struct big *a, const struct big *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (int i = a->count - 1; i >= 0; i--) {
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    }
    return 0;
}

/* a += b */
static void
big_add(struct big *a, const struct big *b)
{
    uint64_t carry = 0;
    int n = a->count > b->count ? a->count : b->count;
    for (int i = 0; i < n; i++) {
        carry += (i < a->count ? a->word[i] : 0);
        carry += (i < b->count ? b->word[i] : 0);
        a->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    a->count = n;
    if (carry)
        a->word[a->count++] = (uint32_t)carry;
}

/* a -= b, where a >= b */
static void
big_subtract(struct big *a, const struct big *b)
{
    uint32_t borrow = 0;
    for (int i = 0; i < a->count; i++) {
        uint64_t take = (uint64_t)(i < b->count ? b->word[i] : 0) + borrow;
        borrow = a->word[i] < take;
        a->word[i] = (uint32_t)(a->word[i] - take);
    }
    while (a->count > 0 && a->word[a->count - 1] == 0)
        a->count--;
}

/* a /= 10; what remains. */
static uint32_t
big_divide_ten(struct big *a)
{
    uint64_t rest = 0;
    for (int i = a->count - 1; i >= 0; i--) {
        rest = rest << 32 | a->word[i];
        a->word[i] = (uint32_t)(rest / 10);
        rest %= 10;
    }
    while (a->count > 0 && a->word[a->count - 1] == 0)
        a->count--;
    return (uint32_t)rest;
}

static int
big_bits(const struct big *a)
{
    if (a->count == 0)
        return 0;
    return a->count * 32 - __builtin_clz(a->word[a->count - 1]);
}

/* ---- reading ---- */

struct decimal {
    struct big digits;
    int count;     /* digits in `digits` */
    long exponent; /* value = digits × 10^exponent */
    bool negative;
};

/* Digits into `d`. Behind 800 digits only whether one is not 0 matters: it
 * can only decide between "half" and "more than half". */
static void
decimal_digit(struct decimal *d, char c, bool behind_point, bool *sticky)
{
    if (d->count == 0 && c == '0') {
        d->exponent -= behind_point;
        return;
    }
    if (d->count < MAX_DIGITS) {
        big_multiply_add(&d->digits, 10, (uint32_t)(c - '0'));
        d->count++;
        d->exponent -= behind_point;
        return;
    }
    *sticky |= c != '0';
    d->exponent += !behind_point;
}

static void
decimal_read(struct vc_view text, struct decimal *d)
{
    d->digits.count = 0;
    d->count = 0;
    d->exponent = 0;
    size_t i = 0;
    d->negative = text.size && text.data[0] == '-';
    i += d->negative;
    bool behind_point = false;
    bool sticky = false;
    for (; i < text.size && text.data[i] != 'e' && text.data[i] != 'E'; i++) {
        if (text.data[i] == '.')
            behind_point = true;
        else
            decimal_digit(d, text.data[i], behind_point, &sticky);
    }
    if (sticky) {
        big_multiply_add(&d->digits, 10, 1);
        d->exponent--;
    }
    if (i >= text.size)
        return;
    i++;
    bool minus = i < text.size && text.data[i] == '-';
    if (i < text.size && (text.data[i] == '-' || text.data[i] == '+'))
        i++;
    long power = 0;
    for (; i < text.size; i++)
        power = power < 1000000 ? power * 10 + (text.data[i] - '0') : power;
    d->exponent += minus ? -power : power;
}

/* digits × 10^exponent by long division: a quotient of 53 bits (fewer for
 * subnormal numbers) and what remains decide the rounding. */
static double
decimal_to_double(struct decimal *d)
{
    static const double infinity = HUGE_VAL;
    if (d->count == 0 || d->exponent + d->count < -330)
        return 0;
    if (d->exponent + d->count > 310)
        return infinity;
    struct big *num = &d->digits;
    struct big den;
    big_set(&den, 1);
    if (d->exponent >= 0)
        big_multiply_power10(num, (int)d->exponent);
    else
        big_multiply_power10(&den, (int)-d->exponent);
    /* 2^(k-1) < num/den < 2^(k+1) */
    int k = big_bits(num) - big_bits(&den);
    int scale = k - 54; /* quotient of 54 or 55 bits, weight 2^scale */
    if (scale < -1074)
        scale = -1074;
    if (scale > 0)
        big_shift(&den, scale);
    else
        big_shift(num, -scale);
    uint64_t quotient = 0;
    int steps = big_bits(num) - big_bits(&den);
    if (steps < 0)
        steps = 0;
    big_shift(&den, steps);
    for (int i = steps; i >= 0; i--) {
        quotient <<= 1;
        if (big_compare(num, &den) >= 0) {
            big_subtract(num, &den);
            quotient |= 1;
        }
        big_shift(num, 1);
    }
    /* Round to 53 bits, at weights not below 2^-1074. */
    bool rest = num->count > 0;
    int drop = 0;
    while (quotient >> drop >= UINT64_C(1) << 53)
        drop++;
    if (drop == 0) {
        /* Subnormal: the weight is 2^-1074, so what remains in `num` (already
         * doubled) against `den` is the half. */
        int half = big_compare(num, &den);
        quotient += half > 0 || (half == 0 && (quotient & 1));
        return ldexp((double)quotient, scale);
    }
    uint64_t below = quotient & ((UINT64_C(1) << drop) - 1);
    uint64_t half = UINT64_C(1) << (drop - 1);
    quotient >>= drop;
    quotient += below > half || (below == half && (rest || (quotient & 1)));
    return ldexp((double)quotient, scale + drop);
}

/* Up to 15 digits and a power of ten that a double holds exactly: then one
 * operation of the hardware is the correctly rounded answer. */
static bool
parse_short(struct vc_view text, double *out)
{
    size_t i = text.size && text.data[0] == '-';
    uint64_t digits = 0;
    int count = 0;
    int scale = 0;
    bool behind_point = false;
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.') {
            behind_point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++count > 15)
            return false;
        digits = digits * 10 + (uint64_t)(c - '0');
        scale += behind_point;
    }
    double value = (double)digits / power_of_ten[scale];
    *out = text.data[0] == '-' ? -value : value;
    return true;
}

bool
vc_number_parse(struct vc_view text, double *out)
{
    if (text.size && parse_short(text, out))
        return true;
    struct decimal d;
    decimal_read(text, &d);
    double value = decimal_to_double(&d);
    if (isinf(value))
        return false;
    *out = d.negative ? -value : value;
    return true;
}

/* ---- writing ---- */

struct digits {
    char text[24]; /* no leading, no trailing zero */
    int count;
    int point; /* value = 0.text × 10^point */
};

static void
digits_of_integer(uint64_t n, int power, struct digits *out)
{
    char reverse[24];
    int count = 0;
    for (; n; n /= 10)
        reverse[count++] = (char)('0' + n % 10);
    out->count = count;
    out->point = count + power;
    for (int i = 0; i < count; i++)
        out->text[i] = reverse[count - 1 - i];
    while (out->count > 1 && out->text[out->count - 1] == '0')
        out->count--;
}

/* A decimal of at most 15 digits that reads back is the only one of its
 * length, hence the shortest; numbers of people are of this kind. */
static bool
digits_short(double value, struct digits *out)
{
    if (!(value >= 1e-5 && value < 1e15))
        return false;
    for (int k = 0; k <= 20; k++) {
        double scaled = value * power_of_ten[k];
        if (scaled >= 1e15)
            return false;
        uint64_t n = (uint64_t)(scaled + 0.5);
        if ((double)n / power_of_ten[k] == value) {
            digits_of_integer(n, -k, out);
            return true;
        }
    }
    return false;
}

/* r/s = value, mp/s and mm/s = half the way to its neighbours. */
struct scaled {
    struct big r, s, mp, mm;
};

/* Sets up Steele and White's state and returns the decimal exponent k with
 * 0.1 <= value / 10^k < 1, not counting rounding. */
static int
scaled_set(struct scaled *x, uint64_t fraction, int exponent, bool boundary)
{
    big_set(&x->r, fraction);
    big_set(&x->s, 1);
    big_set(&x->mp, 1);
    big_set(&x->mm, 1);
    int extra = boundary ? 2 : 1;
    big_shift(&x->r, (exponent > 0 ? exponent : 0) + extra);
    big_shift(&x->s, (exponent < 0 ? -exponent : 0) + extra);
    big_shift(&x->mp, (exponent > 0 ? exponent : 0) + extra - 1);
    big_shift(&x->mm, exponent > 0 ? exponent : 0);
    int bits = 64 - __builtin_clzll(fraction) + exponent;
    int k = (int)ceil((bits - 1) * 0.30102999566398120 - 1e-10);
    if (k > 0) {
        big_multiply_power10(&x->s, k);
    } else {
        big_multiply_power10(&x->r, -k);
        big_multiply_power10(&x->mp, -k);
        big_multiply_power10(&x->mm, -k);
    }
    return k;
}

static uint32_t
scaled_digit(struct scaled *x)
{
    big_multiply_add(&x->r, 10, 0);
    uint32_t digit = 0;
    while (big_compare(&x->r, &x->s) >= 0) {
        big_subtract(&x->r, &x->s);
        digit++;
    }
    return digit;
}

/* Adds one to the last digit, with carry. */
static void
digits_round_up(struct digits *out)
{
    int i = out->count - 1;
    while (i >= 0 && out->text[i] == '9')
        i--;
    if (i < 0) {
        out->text[0] = '1';
        out->count = 1;
        out->point++;
        return;
    }
    out->text[i]++;
    out->count = i + 1;
}

static int
compare_sum(const struct big *a, const struct big *b, const struct big *s)
{
    struct big sum = *a;
    big_add(&sum, b);
    return big_compare(&sum, s);
}

static void
split(double value, uint64_t *fraction, int *exponent)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    *fraction = bits & ((UINT64_C(1) << 52) - 1);
    int biased = (int)(bits >> 52 & 0x7FF);
    if (biased)
        *fraction |= UINT64_C(1) << 52;
    *exponent = (biased ? biased : 1) - 1075;
}

/* The shortest digits inside the interval that rounds to `value`, and of those
 * the nearest. */
static void
digits_exact(double value, struct digits *out)
{
    uint64_t fraction;
    int exponent;
    split(value, &fraction, &exponent);
    bool boundary = fraction == UINT64_C(1) << 52 && exponent > -1074;
    bool even = !(fraction & 1);
    struct scaled x;
    int k = scaled_set(&x, fraction, exponent, boundary);
    int high = compare_sum(&x.r, &x.mp, &x.s);
    if (high > 0 || (even && high == 0)) {
        big_multiply_add(&x.s, 10, 0);
        k++;
    }
    out->count = 0;
    out->point = k;
    for (;;) {
        big_multiply_add(&x.mp, 10, 0);
        big_multiply_add(&x.mm, 10, 0);
        uint32_t digit = scaled_digit(&x);
        out->text[out->count++] = (char)('0' + digit);
        int low = big_compare(&x.r, &x.mm);
        high = compare_sum(&x.r, &x.mp, &x.s);
        bool stop_low = low < 0 || (even && low == 0);
        bool stop_high = high > 0 || (even && high == 0);
        if (!stop_low && !stop_high)
            continue;
        int half = compare_sum(&x.r, &x.r, &x.s);
        bool up =
            stop_high && (!stop_low || half > 0 || (half == 0 && (digit & 1)));
        if (up)
            digits_round_up(out);
        return;
    }
}

static void
digits_shortest(double value, struct digits *out)
{
    if (!digits_short(value, out))
        digits_exact(value, out);
}

static size_t
write_exponent(char *out, int exponent)
{
    size_t n = 0;
    if (exponent < 0) {
        out[n++] = '-';
        exponent = -exponent;
    }
    if (exponent >= 100)
        out[n++] = (char)('0' + exponent / 100);
    if (exponent >= 10)
        out[n++] = (char)('0' + exponent / 10 % 10);
    out[n++] = (char)('0' + exponent % 10);
    return n;
}

/* ECMA-262, Number::toString, with radix 10: k = count, n = point. */
static size_t
write_plain(const struct digits *d, char *out)
{
    size_t at = 0;
    if (d->point <= 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = d->point; i < 0; i++)
            out[at++] = '0';
    }
    for (int i = 0; i < d->count; i++) {
        if (i == d->point && i > 0)
            out[at++] = '.';
        out[at++] = d->text[i];
    }
    for (int i = d->count; i < d->point; i++)
        out[at++] = '0';
    return at;
}

size_t
vc_number_write(double value, char out[VC_NUMBER_BYTES])
{
    size_t at = 0;
    if (value == 0) {
        out[0] = '0';
        return 1;
    }
    if (value < 0) {
        out[at++] = '-';
        value = -value;
    }
    struct digits d;
    digits_shortest(value, &d);
    if (d.point > -6 && d.point <= 21)
        return at + write_plain(&d, out + at);
    out[at++] = d.text[0];
    if (d.count > 1) {
        out[at++] = '.';
        memcpy(out + at, d.text + 1, (size_t)d.count - 1);
        at += (size_t)d.count - 1;
    }
    out[at++] = 'e';
    if (d.point > 0)
        out[at++] = '+';
    return at + write_exponent(out + at, d.point - 1);
}

/* Exactly 16 digits, rounded half to even as printf does. */
static void
digits_sixteen(double value, struct digits *out)
{
    uint64_t fraction;
    int exponent;
    split(value, &fraction, &exponent);
    struct scaled x;
    int k = scaled_set(&x, fraction, exponent, false);
    if (big_compare(&x.r, &x.s) >= 0) {
        big_multiply_add(&x.s, 10, 0);
        k++;
    }
    out->count = 0;
    out->point = k;
    while (out->count < 16)
        out->text[out->count++] = (char)('0' + scaled_digit(&x));
    int half = compare_sum(&x.r, &x.r, &x.s);
    if (half > 0 || (half == 0 && (out->text[15] & 1)))
        digits_round_up(out);
    while (out->count > 1 && out->text[out->count - 1] == '0')
        out->count--;
}

/* Numbers that are decimals to the last bit, such as 2.5: the product with a
 * power of ten is exact and whole. */
static bool
digits_whole(double value, struct digits *out)
{
    for (int k = 0; k <= 6; k++) {
        double scaled = value * power_of_ten[k];
        if (scaled >= 1e15)
            return false;
        if (scaled == floor(scaled) &&
            fma(value, power_of_ten[k], -scaled) == 0) {
            digits_of_integer((uint64_t)scaled, -k, out);
            return true;
        }
    }
    return false;
}

/* Not the shortest digits: the standard prints 9.2 as 9.199999999999999E0, and
 * signatures depend on it. */
size_t
vc_number_write_double(double value, char out[VC_NUMBER_BYTES])
{
    size_t at = 0;
    if (value < 0) {
        out[at++] = '-';
        value = -value;
    }
    struct digits d = {"0", 1, 1};
    if (value != 0 && !digits_whole(value, &d))
        digits_sixteen(value, &d);
    out[at++] = d.text[0];
    out[at++] = '.';
    if (d.count == 1)
        out[at++] = '0';
    memcpy(out + at, d.text + 1, (size_t)d.count - 1);
    at += (size_t)d.count - 1;
    out[at++] = 'E';
    return at + write_exponent(out + at, d.point - 1);
}

size_t
vc_number_write_integer(double value, char out[VC_NUMBER_BYTES])
{
    if (value == 0) {
        out[0] = '0';
        return 1;
    }
    size_t at = 0;
    if (value < 0) {
        out[at++] = '-';
        value = -value;
    }
    uint64_t fraction;
    int exponent;
    split(value, &fraction, &exponent);
    struct big n;
    big_set(&n, exponent < 0 ? fraction >> -exponent : fraction);
    big_shift(&n, exponent > 0 ? exponent : 0);
    char reverse[24];
    size_t count = 0;
    while (n.count > 0)
        reverse[count++] = (char)('0' + big_divide_ten(&n));
    while (count)
        out[at++] = reverse[--count];
    return at;
}
