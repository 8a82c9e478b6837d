/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and signatures that are the same in every run: where the number of steps
 * depends on the bits, as in OpenSSL, a test must not draw them. */
#ifndef VC_TEST_FIXED_KEYS_H
#define VC_TEST_FIXED_KEYS_H

#include "vc_test.h"

#include <stdint.h>
#include <string.h>

/* P-256 with SHA-256, RFC 6979, A.2.5: of the text "sample". */
static const char fixed_p256_secret[] =
    "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
static const char fixed_p256_point[] =
    "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
static const char fixed_p256_signature[] =
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

/* RSA with 65537, made for this file; RS256 of the text "text". */
static const char fixed_rsa_modulus[] =
    "98f01597abd87149d6da2e25c940c1489186526ee7ccd6125eb24122a60175a7"
    "c1e3a4fd487d28a45c891792874361e48f89a8cf05225dc4911bcf832a77856b"
    "22a5ed9612ddeeb8e489d3e1065afb24580fd4de2825cbda3d54c8c393d7cd10"
    "155b368f03a9a31857d29eeb6443007ea81cc0207bcaea8307c81f9f3b588afc"
    "6e91252b79c851ba001534f168fc8ec1e79cf5800c36163bfd711f84fc072e09"
    "2aee1cbb63b8ea32cb94a579a6b26c5b2d4c2e10db886f9a72746d107af49e5a"
    "ac6f4576ac71a09bed4265c17eacd45e7713adde7ca96dae13a8242fb999465a"
    "cc7fe0f0a5176d7f1a710836828659b8ebf4d894eb5665395fa17af368cc5be3";
static const char fixed_rsa_signature[] =
    "34ad65c2dd275e798a2fe55a9aec30df558a8789ef016c1ea9e6a048ae035a3e"
    "ae94626b16471dc448a8b7cd93777b8199367611b2f1ae4a3cbb40af1faa350d"
    "09bfc7fcc7c47e9cb65aaf2b3d7eb291cf67c4bd426a434a93066769b17e0b1f"
    "fefd299fc33cd8e98876b60321c5b75e90b0570b81ae59dec6265b75e7e3fb0c"
    "9d9feb8fdedbdf025614a7df95a4feab7568ae79b3f2cfc7372e6cc929545f4b"
    "a852f573e568e6a70e0f7c12219f1708b1e77a2c75619e945b95d2978eea7a86"
    "be0ee3f1aaa57d9aae9c829df0f207224da5a146c985e2ecd8c2822ea7b2809c"
    "1a93e49c4df8b9dbe8597a07df1c76f27c144825fc19d704e1e3bf398b031340";

/* The private half of the RSA key. */
static const char fixed_rsa_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCY8BWXq9hxSdba\n"
    "LiXJQMFIkYZSbufM1hJeskEipgF1p8HjpP1IfSikXIkXkodDYeSPiajPBSJdxJEb\n"
    "z4Mqd4VrIqXtlhLd7rjkidPhBlr7JFgP1N4oJcvaPVTIw5PXzRAVWzaPA6mjGFfS\n"
    "nutkQwB+qBzAIHvK6oMHyB+fO1iK/G6RJSt5yFG6ABU08Wj8jsHnnPWADDYWO/1x\n"
    "H4T8By4JKu4cu2O46jLLlKV5prJsWy1MLhDbiG+acnRtEHr0nlqsb0V2rHGgm+1C\n"
    "ZcF+rNRedxOt3nypba4TqCQvuZlGWsx/4PClF21/GnEINoKGWbjr9NiU61ZlOV+h\n"
    "evNozFvjAgMBAAECggEAHV1vz+z7hJkYa1EUCUXpNs1WXKqV0GNEKLGSRxxXyGb7\n"
    "GAIcbdg2PwTTf9avKRV5RMQ6SPGj7RwqfowEE9naIL2I3YsEuV82Wg9Kwvis7G7I\n"
    "h9WoCE5li1ReXKQM1ZE2ptsaKTCbWEj6x+KisOAajrcpugwiqM4JdauLws+qyxir\n"
    "38Ac1JVmYyNJJqrTrcTLJKi4ZRSlu4ua2jQ6fZJ8UHWuJvaPbBLdibcX0FgZtBV/\n"
    "KmnX0RdNS1+VU/MUkLf7Fu36V4qQ3AdidtxNhMkQct6+p8ooQeA4dO0EX1d3KDEX\n"
    "stLLsd+snQENnBWZ0R/865mZDO5SBvv7Syujp+HAtQKBgQDTAdcrnRJLpyXGcATA\n"
    "6DbvJ8EcEWaflXkG/2uu6GIwIB4s7d3tJvV5NeJv/wTmLY37pEA8obi7ISgVCuR2\n"
    "ERfGQeUSu3QYVfJbtwwNQsKWQM7InH4GH58c50m29FtAEPZMpxxEQACEPNc/4nLn\n"
    "FrBQyRy3v4Do0sxHlhlgk/J2RwKBgQC5jG+6dEpNY52GGJHVXQ2uUwVHbTjNNupx\n"
    "RopzzwEFS98UcDnzJP9NNcf8lokjyts/JVxDJKlG/QqZk74CEKXiD66EXJTLXoiZ\n"
    "3slLPIDYYvIKQtOzhOJTGblZPI1DEiv+8r9vN3sOJjRedhFyGkBB4y1Q7TDA2sJp\n"
    "U4M0tYNPhQKBgEeGXTCMerIoQ3bDa+kUDeL9X8kq4NWBblf/5rmQThAwIupp6wtD\n"
    "ZHwk1s/N6xQ3JuTA5YFn9F2CPLr9STn4S03J8mNqJU1GfPO31Z79HUafSzjXSyS6\n"
    "PU4n3GXm6LOLzGFpV/yOkV5B3VjrYrWQjE2mDlT+1iyVn+c4KvwAynRrAoGAfD6Z\n"
    "ohS0nFWT6XMSU/jXbF+TLVzpqCCZo/hERX/bgxxm6FytsS6Y9a6Jl42Fjz4KyaHO\n"
    "wfcOksZmDqhrlx5mtZUimucTi4pllgMkbwi4jizTPiO5doAIvPSAtExjmwHUDAeo\n"
    "QGS6NaNHdelBjVIerP/eHE53UuwpOjX9qZHRt7ECgYA9I4NeBlKHtBuj6YfvgkxZ\n"
    "a8HJ9WLpGQMjRZD5ok9+1xDOfhYen777oHteN8jrWaA53SgJCWPCoYV8kpVePOpQ\n"
    "zndFqHcmztADuRis07fvg7JxwTf+257VeLi191Tw4UqK0Nrim0vkOlPNEf2bn1/x\n"
    "QfDUbdcgbXrPwmeMR04mxA==\n"
    "-----END PRIVATE KEY-----\n";
static const char fixed_rsa_jwk[] =
    "{\"kty\":\"RSA\",\"n\":\"mPAVl6vYcUnW2i4lyUDBSJGGUm7nzNYSXrJBIqYBd"
    "afB46T9SH0opFyJF5KHQ2Hkj4mozwUiXcSRG8-DKneFayKl7ZYS3e645InT4QZa-yR"
    "YD9TeKCXL2j1UyMOT180QFVs2jwOpoxhX0p7rZEMAfqgcwCB7yuqDB8gfnztYivxuk"
    "SUrechRugAVNPFo_I7B55z1gAw2Fjv9cR-E_AcuCSruHLtjuOoyy5SleaaybFstTC4"
    "Q24hvmnJ0bRB69J5arG9FdqxxoJvtQmXBfqzUXncTrd58qW2uE6gkL7mZRlrMf-Dwp"
    "RdtfxpxCDaChlm46_TYlOtWZTlfoXrzaMxb4w\",\"e\":\"AQAB\",\"d\":\"HV1"
    "vz-z7hJkYa1EUCUXpNs1WXKqV0GNEKLGSRxxXyGb7GAIcbdg2PwTTf9avKRV5RMQ6S"
    "PGj7RwqfowEE9naIL2I3YsEuV82Wg9Kwvis7G7Ih9WoCE5li1ReXKQM1ZE2ptsaKTC"
    "bWEj6x-KisOAajrcpugwiqM4JdauLws-qyxir38Ac1JVmYyNJJqrTrcTLJKi4ZRSlu"
    "4ua2jQ6fZJ8UHWuJvaPbBLdibcX0FgZtBV_KmnX0RdNS1-VU_MUkLf7Fu36V4qQ3Ad"
    "idtxNhMkQct6-p8ooQeA4dO0EX1d3KDEXstLLsd-snQENnBWZ0R_865mZDO5SBvv7S"
    "yujp-HAtQ\",\"p\":\"0wHXK50SS6clxnAEwOg27yfBHBFmn5V5Bv9rruhiMCAeLO"
    "3d7Sb1eTXib_8E5i2N-6RAPKG4uyEoFQrkdhEXxkHlErt0GFXyW7cMDULClkDOyJx-"
    "Bh-fHOdJtvRbQBD2TKccREAAhDzXP-Jy5xawUMkct7-A6NLMR5YZYJPydkc\",\"q"
    "\":\"uYxvunRKTWOdhhiR1V0NrlMFR204zTbqcUaKc88BBUvfFHA58yT_TTXH_JaJI"
    "8rbPyVcQySpRv0KmZO-AhCl4g-uhFyUy16Imd7JSzyA2GLyCkLTs4TiUxm5WTyNQxI"
    "r_vK_bzd7DiY0XnYRchpAQeMtUO0wwNrCaVODNLWDT4U\"}";

static inline void
fixed_bytes(const char *hex, uint8_t *out)
{
    size_t n = strlen(hex) / 2;

    for (size_t i = 0; i < n; i++) {
        unsigned byte = 0;

        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        out[i] = (uint8_t)byte;
    }
}

#endif
