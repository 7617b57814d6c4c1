// Shows what a level takes of memory (ZSTD_estimateCCtxSize_usingCParams), which the library promises to nobody but
// those who link it in.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>
#include <zstd_errors.h>
