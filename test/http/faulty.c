/* SPDX-License-Identifier: Apache-2.0 */
/* faulty: stands before the C library of a program under test (LD_PRELOAD) and
 * lets one allocation fail, or every sync. What it does stands in the file
 * that QUIPU_FAULTS names: three numbers of 64 bits, mapped by both sides. */

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct faults {
    atomic_llong until;  /* 1: the next allocation fails; 0: none does */
    atomic_llong allocs; /* since the start */
    atomic_llong syncs;  /* 1: every sync fails */
};

static struct faults *faults; /* NULL until the file is mapped */

/* Of glibc, behind its malloc, calloc and realloc. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

__attribute__((constructor)) static void
begin(void)
{
    const char *path = getenv("QUIPU_FAULTS");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *p = fd < 0 ? MAP_FAILED
                     : mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE,
                            MAP_SHARED, fd, 0);

    if (p == MAP_FAILED) {
        _exit(99);
    }
    close(fd);
    faults = p;
}

static int
fails(void)
{
    long long n;

    if (!faults) {
        return 0;
    }
    atomic_fetch_add(&faults->allocs, 1);
    n = atomic_load(&faults->until);
    while (n > 0 && !atomic_compare_exchange_weak(&faults->until, &n, n - 1)) {
    }
    if (n == 1) {
        errno = ENOMEM;
    }
    return n == 1;
}

void *
malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}

int
fdatasync(int fd)
{
    if (faults && atomic_load(&faults->syncs)) {
        errno = EIO;
        return -1;
    }
    return fsync(fd);
}
