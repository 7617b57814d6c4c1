#ifndef HEARTH_CARCHIVE_H
#define HEARTH_CARCHIVE_H

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/// What names are read in. To the C locale the library cannot convert any but plain ones, and leaves them as they are.
static inline locale_t hearth_archive_locale(void) {
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/// The library makes out what a name is in from the locale of the thread.
static inline int hearth_archive_next(struct archive *archive, locale_t locale, struct archive_entry **entry) {
    locale_t before = uselocale(locale);
    // It takes an error that was there already for its own.
    errno = 0;
    int result = archive_read_next_header(archive, entry);
    uselocale(before);
    return result;
}

/// Whether what is wrong has the number that archive_platform.h calls ARCHIVE_ERRNO_FILE_FORMAT. Among warnings of tar, those
/// are about names that were not converted.
static inline int hearth_archive_warns_of_format(struct archive *archive) {
#ifdef EFTYPE
    return archive_errno(archive) == EFTYPE;
#else
    return archive_errno(archive) == EILSEQ;
#endif
}

#endif
