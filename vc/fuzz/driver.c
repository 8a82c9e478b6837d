/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target over files, without a fuzzer: driver COUNT FOLDER …. Each
 * file is tried as it is and in COUNT damaged forms, always the same ones, so
 * that the seeds are a test on every build. */
#include "fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE_BYTES = 1 << 20 };

static uint64_t seed = 88172645463325252u;

static uint32_t
random_below(uint32_t end)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % end;
}

/* Some bytes changed, taken out or copied to another place. */
static size_t
damage(const uint8_t *from, size_t size, uint8_t *to)
{
    static const char words[] = "abcdefgipstTx0123:@_#/ \\\"{}[],\xC3\xFF";
    memcpy(to, from, size);
    for (uint32_t n = 1 + random_below(4); n > 0 && size > 1; n--) {
        uint32_t at = random_below((uint32_t)size);
        uint32_t rest = (uint32_t)size - at;
        uint32_t length = 1 + random_below(rest < 20 ? rest : 20);
        switch (random_below(4)) {
        case 0:
            to[at] = (uint8_t)words[random_below(sizeof words - 1)];
            break;
        case 1:
            memmove(to + at, to + at + length, rest - length);
            size -= length;
            break;
        case 2:
            memmove(to + random_below((uint32_t)size - length + 1), to + at,
                    length);
            break;
        default:
            to[at] ^= (uint8_t)(1u << random_below(8));
        }
    }
    return size;
}

static int
run_file(const char *path, int damaged)
{
    static uint8_t text[MAX_FILE_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "cannot be read: %s\n", path);
        return 1;
    }
    size_t size = fread(text, 1, sizeof text, file);
    fclose(file);
    /* A block of the exact size, so that a sanitizer sees a read past it. */
    for (int i = 0; i <= damaged; i++) {
        uint8_t *copy = malloc(size + 1);
        if (!copy)
            return 1;
        size_t used = size;
        if (i == 0)
            memcpy(copy, text, size);
        else
            used = damage(text, size, copy);
        uint8_t *exact = malloc(used ? used : 1);
        if (!exact) {
            free(copy);
            return 1;
        }
        memcpy(exact, copy, used);
        (void)LLVMFuzzerTestOneInput(exact, used);
        free(exact);
        free(copy);
    }
    return 0;
}

/* Every file of a folder; false when there is none, or one cannot be run. */
static bool
run_folder(const char *path, int damaged, int *files)
{
    DIR *folder = opendir(path);
    int before = *files;
    bool good = folder != NULL;

    if (!folder) {
        fprintf(stderr, "no such folder: %s\n", path);
        return false;
    }
    for (struct dirent *e = readdir(folder); e; e = readdir(folder)) {
        char name[4096];
        if (e->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        good = run_file(name, damaged) == 0 && good;
        (*files)++;
    }
    closedir(folder);
    return good && *files > before;
}

int
main(int argc, char **argv)
{
    int files = 0;
    bool good = true;
    if (argc < 3) {
        fprintf(stderr, "usage: %s COUNT FOLDER ...\n", argv[0]);
        return 2;
    }
    for (int i = 2; i < argc; i++)
        good = run_folder(argv[i], atoi(argv[1]), &files) && good;
    printf("%d seeds, each with %s damaged forms\n", files, argv[1]);
    return good ? 0 : 1;
}
