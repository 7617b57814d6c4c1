#define _GNU_SOURCE

#include "CLinux.h"

#include <fcntl.h>

void hearth_start_writeback(int descriptor, int64_t offset, int64_t length) {
#ifdef __linux__
    (void)sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
#endif
}
