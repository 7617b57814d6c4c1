// What Swift sees of RE2, which is written in C++. No exception leaves these functions.
#ifndef HEARTH_CRE2_H
#define HEARTH_CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. It may be used by several threads at once.
typedef struct hearth_re2 hearth_re2;

/// Compiles UTF-8. What comes back is there even when the pattern is faulty (`hearth_re2_fault` tells), and is to be
/// freed; it is null only for want of memory.
hearth_re2 *hearth_re2_new(const char *pattern, size_t count, int64_t memory);
void hearth_re2_free(hearth_re2 *pattern);

/// Why the pattern could not be understood, as RE2 numbers it; 0 when it could. `part` is the text at fault, and lives as
/// long as the pattern.
int hearth_re2_fault(const hearth_re2 *pattern, const char **part, size_t *count);

/// How many groups there are in the pattern.
int hearth_re2_groups(const hearth_re2 *pattern);

/// The name of a group, counted from 1; null when it has none. It lives as long as the pattern.
const char *hearth_re2_name(const hearth_re2 *pattern, int group);

/// How many instructions were made of the pattern.
int hearth_re2_size(const hearth_re2 *pattern);

/// Finds the first match that begins at `start` or later. Writes for the match and each group where it begins and ends,
/// -1 when it took no part; there must be room for two offsets for each of `slots`.
bool hearth_re2_match(
    const hearth_re2 *pattern, const char *text, size_t count, size_t start, int64_t *offsets, int slots);

#ifdef __cplusplus
}
#endif

#endif
