// What Swift cannot call itself on Linux. Declarations only; the bodies are in CLinux.c, where the feature macros
// that these calls need can be set without disturbing the module of the C library.
#ifndef HEARTH_CLINUX_H
#define HEARTH_CLINUX_H

#include <stdint.h>

/// Starts writing the given part of a file to the disk without waiting for it. Only a hint: it reports nothing.
void hearth_start_writeback(int descriptor, int64_t offset, int64_t length);

#endif
