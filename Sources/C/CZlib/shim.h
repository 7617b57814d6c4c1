#ifndef HEARTH_CZLIB_H
#define HEARTH_CZLIB_H

#include <zlib.h>

/// Makes ready to compress without header and trailer; the library has a macro for this.
static inline int hearth_deflate_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

/// The same to decode gzip.
static inline int hearth_inflate_begin(z_stream *stream) {
    return inflateInit2(stream, 16 + MAX_WBITS);
}

#endif
