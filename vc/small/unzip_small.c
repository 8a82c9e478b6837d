/* SPDX-License-Identifier: Apache-2.0 */
/* unzip_small: a plain inflater for the browser. It reads bit by bit along
 * canonical codes: no tables to build, fast enough for a list of some kB. */

#include "../src/unzip.h"

#include <string.h>

enum {
    WINDOW = 32768, /* how far back a copy may reach */
    MAX_BITS = 15,
    LITERALS = 288,
    DISTANCES = 30,
    END_OF_BLOCK = 256,
    CHECKSUM_MODULUS = 65521
};

struct stream {
    const uint8_t *in;
    size_t left;
    uint32_t bits; /* read and not used, the next one lowest */
    int bit_count;
    bool broken; /* more was wanted than there is, or it makes no sense */

    uint8_t *window;
    size_t at;      /* in the window */
    uint64_t bytes; /* unpacked in all */
    enum vc_unzip_form form;
    uint32_t crc; /* of gzip */
    uint32_t sum; /* Adler-32, of zlib */
    struct vc_unzip_sink sink;
    enum vc_status status; /* of the sink */
};

/* A canonical Huffman code: how many symbols have each length, and the symbols
 * in the order of their codes. */
struct code {
    uint16_t count[MAX_BITS + 1];
    uint16_t symbol[LITERALS];
};

static uint32_t
take_bits(struct stream *s, int count)
{
    uint32_t value = 0;

    while (s->bit_count < count) {
        if (s->left == 0) {
            s->broken = true;
            return 0;
        }
        s->bits |= (uint32_t)*s->in++ << s->bit_count;
        s->left--;
        s->bit_count += 8;
    }
    value = s->bits & ((1u << count) - 1);
    s->bits >>= count;
    s->bit_count -= count;
    return value;
}

/* --- what comes out ------------------------------------------------------ */

uint32_t
vc_unzip_crc32(uint32_t crc, const void *bytes, size_t len)
{
    const uint8_t *from = bytes;

    crc = ~crc;
    for (size_t i = 0; i < len; i++) {
        crc ^= from[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320u & (0 - (crc & 1)));
        }
    }
    return ~crc;
}

static uint32_t
adler32(uint32_t sum, const uint8_t *bytes, size_t len)
{
    uint32_t low = sum & 0xFFFF;
    uint32_t high = sum >> 16;

    for (size_t i = 0; i < len; i++) {
        low = (low + bytes[i]) % CHECKSUM_MODULUS;
        high = (high + low) % CHECKSUM_MODULUS;
    }
    return high << 16 | low;
}

static bool
stopped(const struct stream *s)
{
    return s->broken || s->status != VC_OK;
}

/* Hands over the window up to where it is filled. */
static void
flush(struct stream *s)
{
    if (s->at == 0 || stopped(s)) {
        return;
    }
    if (s->form == VC_UNZIP_GZIP) {
        s->crc = vc_unzip_crc32(s->crc, s->window, s->at);
    } else {
        s->sum = adler32(s->sum, s->window, s->at);
    }
    s->status = s->sink.take(s->sink.user, s->window, s->at);
    s->at = 0;
}

static void
put(struct stream *s, uint8_t byte)
{
    s->window[s->at++] = byte;
    s->bytes++;
    if (s->at == WINDOW) {
        flush(s);
    }
}

static void
copy(struct stream *s, uint32_t length, uint32_t distance)
{
    if (distance > s->bytes) {
        s->broken = true;
    }
    for (; length > 0 && !stopped(s); length--) {
        put(s, s->window[(s->at - distance) % WINDOW]);
    }
}

/* --- codes --------------------------------------------------------------- */

/* From the lengths of the symbols' codes. False for lengths that no code has.
 * `sparse`: there may also be no symbol at all, or one with a single bit. */
static bool
make_code(struct code *code, const uint8_t *lengths, int symbols, bool sparse)
{
    uint16_t at[MAX_BITS + 1] = {0};
    int room = 1;

    memset(code, 0, sizeof(*code));
    for (int i = 0; i < symbols; i++) {
        code->count[lengths[i]]++;
    }
    for (int bits = 1; bits <= MAX_BITS; bits++) {
        room = 2 * room - code->count[bits];
        if (room < 0) {
            return false;
        }
        if (bits < MAX_BITS) {
            at[bits + 1] = (uint16_t)(at[bits] + code->count[bits]);
        }
    }
    for (int i = 0; i < symbols; i++) {
        if (lengths[i] != 0) {
            code->symbol[at[lengths[i]]++] = (uint16_t)i;
        }
    }
    return room == 0 || (sparse && code->count[0] + code->count[1] == symbols);
}

/* The next symbol; 0 with `broken` where the bits are no code. */
static uint32_t
take_symbol(struct stream *s, const struct code *code)
{
    uint32_t value = 0;
    uint32_t first = 0;
    uint32_t index = 0;

    for (int bits = 1; bits <= MAX_BITS; bits++) {
        value = value << 1 | take_bits(s, 1);
        if (value - first < code->count[bits]) {
            return code->symbol[index + value - first];
        }
        index += code->count[bits];
        first = (first + code->count[bits]) << 1;
    }
    s->broken = true;
    return 0;
}

/* --- blocks -------------------------------------------------------------- */

static void
stored_block(struct stream *s)
{
    uint32_t size = 0;

    take_bits(s, s->bit_count % 8); /* to the next byte */
    size = take_bits(s, 16);
    if ((size ^ take_bits(s, 16)) != 0xFFFF) {
        s->broken = true;
    }
    for (; size > 0 && !stopped(s); size--) {
        put(s, (uint8_t)take_bits(s, 8));
    }
}

static void
coded_block(struct stream *s, const struct code *literals,
            const struct code *distances)
{
    static const uint16_t length_base[] = {
        3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
        31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t length_bits[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
                                          1, 1, 2, 2, 2, 2, 3, 3, 3, 3,
                                          4, 4, 4, 4, 5, 5, 5, 5, 0};
    static const uint16_t distance_base[] = {
        1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
        33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
        1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};

    while (!stopped(s)) {
        uint32_t symbol = take_symbol(s, literals);
        uint32_t length = 0;
        uint32_t distance = 0;

        if (symbol < END_OF_BLOCK) {
            if (!s->broken) {
                put(s, (uint8_t)symbol);
            }
            continue;
        }
        if (symbol == END_OF_BLOCK) {
            return;
        }
        symbol -= END_OF_BLOCK + 1;
        if (symbol >= sizeof(length_bits)) {
            s->broken = true;
            return;
        }
        length = length_base[symbol] + take_bits(s, length_bits[symbol]);
        symbol = take_symbol(s, distances);
        if (symbol >= DISTANCES) {
            s->broken = true;
            return;
        }
        distance = distance_base[symbol] +
                   take_bits(s, symbol < 4 ? 0 : (int)(symbol / 2 - 1));
        copy(s, length, distance);
    }
}

static void
fixed_block(struct stream *s)
{
    uint8_t lengths[LITERALS];
    uint8_t distance_lengths[DISTANCES + 2];
    struct code literals;
    struct code distances;

    memset(lengths, 8, 144);
    memset(lengths + 144, 9, 112);
    memset(lengths + 256, 7, 24);
    memset(lengths + 280, 8, 8);
    memset(distance_lengths, 5, sizeof(distance_lengths));
    (void)make_code(&literals, lengths, LITERALS, false);
    (void)make_code(&distances, distance_lengths, DISTANCES + 2, false);
    coded_block(s, &literals, &distances);
}

/* The lengths of both codes, themselves coded, with runs. */
static bool
take_lengths(struct stream *s, const struct code *code, uint8_t *lengths,
             uint32_t count)
{
    for (uint32_t i = 0; i < count && !s->broken;) {
        uint32_t symbol = take_symbol(s, code);
        uint8_t value = 0;
        uint32_t times = 1;

        if (symbol < 16) {
            value = (uint8_t)symbol;
        } else if (symbol == 16) {
            if (i == 0) {
                return false;
            }
            value = lengths[i - 1];
            times = 3 + take_bits(s, 2);
        } else {
            times = symbol == 17 ? 3 + take_bits(s, 3) : 11 + take_bits(s, 7);
        }
        if (times > count - i) {
            return false;
        }
        memset(lengths + i, value, times);
        i += times;
    }
    return !s->broken;
}

static void
dynamic_block(struct stream *s)
{
    static const uint8_t order[] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                    11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[LITERALS + 32] = {0};
    uint32_t literal_count = 257 + take_bits(s, 5);
    uint32_t distance_count = 1 + take_bits(s, 5);
    uint32_t code_count = 4 + take_bits(s, 4);
    struct code literals;
    struct code distances;

    for (uint32_t i = 0; i < code_count; i++) {
        lengths[order[i]] = (uint8_t)take_bits(s, 3);
    }
    if (s->broken || literal_count > 286 || distance_count > DISTANCES ||
        !make_code(&literals, lengths, sizeof(order), false)) {
        s->broken = true;
        return;
    }
    memset(lengths, 0, sizeof(order));
    if (!take_lengths(s, &literals, lengths, literal_count + distance_count) ||
        lengths[END_OF_BLOCK] == 0 ||
        !make_code(&literals, lengths, (int)literal_count, true) ||
        !make_code(&distances, lengths + literal_count, (int)distance_count,
                   true)) {
        s->broken = true;
        return;
    }
    coded_block(s, &literals, &distances);
}

static void
blocks(struct stream *s)
{
    bool last = false;

    while (!last && !stopped(s)) {
        last = take_bits(s, 1) != 0;
        switch (take_bits(s, 2)) {
        case 0:
            stored_block(s);
            break;
        case 1:
            fixed_block(s);
            break;
        case 2:
            dynamic_block(s);
            break;
        default:
            s->broken = true;
        }
    }
    flush(s);
    s->bit_count = 0; /* the rest of the last byte means nothing */
    s->bits = 0;
}

/* --- wrapping ------------------------------------------------------------ */

static uint32_t
take_little(struct stream *s)
{
    uint32_t low = take_bits(s, 16);

    return low | take_bits(s, 16) << 16;
}

static void
skip_text(struct stream *s)
{
    while (!s->broken && take_bits(s, 8) != 0) {
    }
}

static void
gzip_header(struct stream *s)
{
    const uint8_t *start = s->in;
    uint32_t flags = 0;

    if (take_bits(s, 16) != 0x8B1F || take_bits(s, 8) != 8) {
        s->broken = true;
    }
    flags = take_bits(s, 8);
    (void)take_little(s);   /* time */
    (void)take_bits(s, 16); /* system */
    if ((flags & 0xE0) != 0) {
        s->broken = true;
    }
    if ((flags & 4) != 0) {
        for (uint32_t n = take_bits(s, 16); n > 0 && !s->broken; n--) {
            (void)take_bits(s, 8);
        }
    }
    if ((flags & 8) != 0) {
        skip_text(s);
    }
    if ((flags & 16) != 0) {
        skip_text(s);
    }
    if ((flags & 2) != 0) {
        uint32_t crc = vc_unzip_crc32(0, start, (size_t)(s->in - start));

        s->broken = take_bits(s, 16) != (crc & 0xFFFF) || s->broken;
    }
}

static void
zlib_header(struct stream *s)
{
    uint32_t method = take_bits(s, 8);
    uint32_t flags = take_bits(s, 8);

    if ((method & 0x0F) != 8 || method >> 4 > 7 || (flags & 0x20) != 0 ||
        (method << 8 | flags) % 31 != 0) {
        s->broken = true;
    }
}

static bool
checksum_fits(struct stream *s)
{
    uint32_t sum = 0;

    if (s->form == VC_UNZIP_GZIP) {
        return take_little(s) == s->crc && take_little(s) == (uint32_t)s->bytes;
    }
    for (int i = 0; i < 4; i++) {
        sum = sum << 8 | take_bits(s, 8);
    }
    return sum == s->sum;
}

enum vc_status
vc_unzip(struct vc_arena *arena, enum vc_unzip_form form, struct vc_view packed,
         struct vc_unzip_sink sink)
{
    struct stream s = {.in = (const uint8_t *)packed.data,
                       .left = packed.size,
                       .form = form,
                       .sum = 1,
                       .sink = sink,
                       .status = VC_OK};

    s.window = vc_arena_alloc(arena, WINDOW);
    if (s.window == NULL) {
        return VC_NO_MEMORY;
    }
    if (form == VC_UNZIP_GZIP) {
        gzip_header(&s);
    } else {
        zlib_header(&s);
    }
    if (!s.broken) {
        blocks(&s);
    }
    if (s.status != VC_OK) {
        return s.status;
    }
    return !s.broken && checksum_fits(&s) && !s.broken && s.left == 0
               ? VC_OK
               : VC_INVALID;
}
