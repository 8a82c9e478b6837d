/* SPDX-License-Identifier: Apache-2.0 */
/* faulty: stands before the C library of a program under test (LD_PRELOAD) and
 * lets an allocation fail, a call to a file, or every sync. What it does stands
 * in the file that QUIPU_FAULTS names: numbers of 64 bits, mapped by both
 * sides. */

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct faults {
    atomic_llong until;    /* 1: the next allocation fails; 0: none does */
    atomic_llong allocs;   /* since the start */
    atomic_llong syncs;    /* 1: every sync fails */
    atomic_llong io_until; /* as `until`, of calls that read or write files */
    atomic_llong ios;
    atomic_llong io_error; /* errno they fail with */
    atomic_llong io_stays; /* 1: all behind it fail, too */
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

/* A disk that is full can still be read. */
static int
io_fails(int reads)
{
    long long n, error;

    if (!faults) {
        return 0;
    }
    error = atomic_load(&faults->io_error);
    if (reads && error == ENOSPC) {
        return 0;
    }
    atomic_fetch_add(&faults->ios, 1);
    n = atomic_load(&faults->io_until);
    while (n > 0 && !(n == 1 && atomic_load(&faults->io_stays)) &&
           !atomic_compare_exchange_weak(&faults->io_until, &n, n - 1)) {
    }
    if (n == 1) {
        errno = (int)error;
    }
    return n == 1;
}

/* SQLite's calls; nothing else of the program writes at a place. */
ssize_t
pread64(int fd, void *p, size_t len, off_t at)
{
    return io_fails(1) ? -1 : syscall(SYS_pread64, fd, p, len, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t len, off_t at)
{
    return io_fails(0) ? -1 : syscall(SYS_pwrite64, fd, p, len, at);
}

int
ftruncate64(int fd, off_t size)
{
    return io_fails(0) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int
fdatasync(int fd)
{
    if (io_fails(0)) {
        return -1;
    }
    if (faults && atomic_load(&faults->syncs)) {
        errno = EIO;
        return -1;
    }
    return fsync(fd);
}
