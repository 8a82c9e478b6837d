/* SPDX-License-Identifier: Apache-2.0 */
/* no_system: the C library's formatter can complain to standard error about
 * long doubles, which nobody here prints. With these bodies for the system calls
 * behind that, the module imports nothing. */

#include <stdint.h>

enum { NO_SUCH_CALL = 52 }; /* WASI's ENOSYS */

int32_t __imported_wasi_snapshot_preview1_fd_close(int32_t file);
int32_t __imported_wasi_snapshot_preview1_fd_seek(int32_t file, int64_t offset,
                                                  int32_t whence, int32_t out);
int32_t __imported_wasi_snapshot_preview1_fd_write(int32_t file, int32_t pieces,
                                                   int32_t count, int32_t out);

int32_t
__imported_wasi_snapshot_preview1_fd_close(int32_t file)
{
    (void)file;
    return NO_SUCH_CALL;
}

int32_t
__imported_wasi_snapshot_preview1_fd_seek(int32_t file, int64_t offset,
                                          int32_t whence, int32_t out)
{
    (void)file;
    (void)offset;
    (void)whence;
    (void)out;
    return NO_SUCH_CALL;
}

int32_t
__imported_wasi_snapshot_preview1_fd_write(int32_t file, int32_t pieces,
                                           int32_t count, int32_t out)
{
    (void)file;
    (void)pieces;
    (void)count;
    (void)out;
    return NO_SUCH_CALL;
}
