#ifndef HEARTH_CISAL_H
#define HEARTH_CISAL_H

// Types alone: the library is opened when it is needed, as Debian has no archive of it to link in.
#include <isa-l/igzip_lib.h>

/// How much memory a level wants beside the stream itself; the library has macros for this.
static inline uint32_t hearth_isal_level_memory(uint32_t level) {
    switch (level) {
    case 0: return ISAL_DEF_LVL0_DEFAULT;
    case 1: return ISAL_DEF_LVL1_DEFAULT;
    case 2: return ISAL_DEF_LVL2_DEFAULT;
    default: return ISAL_DEF_LVL3_DEFAULT;
    }
}

#endif
