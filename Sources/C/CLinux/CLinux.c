#define _GNU_SOURCE

#include "CLinux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#define modified_time st_mtim
#define changed_time st_ctim
#else
#define modified_time st_mtimespec
#define changed_time st_ctimespec
#endif

void hearth_start_writeback(int descriptor, int64_t offset, int64_t length) {
#ifdef __linux__
    (void)sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
#else
    (void)descriptor, (void)offset, (void)length;
#endif
}

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)((uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec);
}

int hearth_status(int descriptor, const char *name, struct hearth_status *status) {
    struct stat raw;
    int result = name ? fstatat(descriptor, name, &raw, AT_SYMLINK_NOFOLLOW) : fstat(descriptor, &raw);
    if (result != 0) return -1;
    int is_device = S_ISCHR(raw.st_mode) || S_ISBLK(raw.st_mode);
    *status = (struct hearth_status){
        .inode = raw.st_ino,
        .device = (uint64_t)raw.st_dev,
        .length = raw.st_size,
        .modified = nanoseconds(raw.modified_time),
        .changed = nanoseconds(raw.changed_time),
        .mode = raw.st_mode,
        .major = is_device ? (uint32_t)major(raw.st_rdev) : 0,
        .minor = is_device ? (uint32_t)minor(raw.st_rdev) : 0,
    };
    return 0;
}

struct name_list {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
};

static int append(struct name_list *list, const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    size_t needed = list->length + length + 4;
    if (needed > list->capacity) {
        size_t capacity = needed > 2 * list->capacity ? needed + 4096 : 2 * list->capacity;
        uint8_t *bytes = realloc(list->bytes, capacity);
        if (!bytes) return -1;
        list->bytes = bytes;
        list->capacity = capacity;
    }
    uint8_t *place = list->bytes + list->length;
    place[0] = entry->d_type;
    place[1] = (uint8_t)length;
    place[2] = (uint8_t)(length >> 8);
    memcpy(place + 3, entry->d_name, length + 1);
    list->length = needed;
    return 0;
}

static int is_link_to_directory(const char *name) {
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

static int read_names(DIR *stream, struct name_list *list) {
    while (1) {
        errno = 0;
        struct dirent *entry = readdir(stream);
        if (!entry) return errno ? -1 : 0;
        if (!is_link_to_directory(entry->d_name) && append(list, entry) != 0) return -1;
    }
}

int64_t hearth_names(int descriptor, uint8_t **names) {
    // The stream takes its descriptor with it when it is closed; a copy shares the place in the directory with it.
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return -1;
    DIR *stream = fdopendir(copy);
    if (!stream) {
        int reason = errno;
        close(copy);
        errno = reason;
        return -1;
    }
    rewinddir(stream);
    struct name_list list = {0};
    int result = read_names(stream, &list);
    int reason = errno;
    closedir(stream);
    if (result != 0) {
        free(list.bytes);
        errno = reason;
        return -1;
    }
    *names = list.bytes;
    return (int64_t)list.length;
}

uint64_t hearth_volume_kind(int descriptor) {
#ifdef __linux__
    struct statfs raw;
    return fstatfs(descriptor, &raw) == 0 ? (uint64_t)raw.f_type : 0;
#else
    (void)descriptor;
    return 0;
#endif
}

int hearth_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    for (int end = 0; end < 2; end++) (void)fcntl(ends[end], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int hearth_watch_process(int32_t process) {
#if defined(__linux__) && defined(SYS_pidfd_open)
    return (int)syscall(SYS_pidfd_open, process, 0);
#else
    (void)process;
    errno = ENOSYS;
    return -1;
#endif
}

int64_t hearth_write_to_pipe(int descriptor, const void *bytes, size_t count) {
#ifdef __linux__
    // The signal is for the thread that writes. It is held back, and taken out again if this call brought it.
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigpending(&pending);
    int was_pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t written = write(descriptor, bytes, count);
    int error = errno;
    if (written < 0 && error == EPIPE && !was_pending) {
        struct timespec none = {0, 0};
        while (sigtimedwait(&broken, NULL, &none) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return written;
#else
    (void)fcntl(descriptor, F_SETNOSIGPIPE, 1);
    return write(descriptor, bytes, count);
#endif
}

int hearth_spawn_in(void *actions, const char *directory) {
    return posix_spawn_file_actions_addchdir_np(actions, directory);
}

int hearth_spawn_with_streams_alone(void *actions) {
#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
    return posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
#endif
    (void)actions;
    return 0;
}

int hearth_file_status(int descriptor, const char *name, struct hearth_file *file) {
    struct stat raw;
    int result = name ? fstatat(descriptor, name, &raw, AT_SYMLINK_NOFOLLOW) : fstat(descriptor, &raw);
    if (result != 0) return -1;
    int is_device = S_ISCHR(raw.st_mode) || S_ISBLK(raw.st_mode);
    *file = (struct hearth_file){
        .inode = raw.st_ino,
        .device = (uint64_t)raw.st_dev,
        .length = raw.st_size,
        .allocated = (int64_t)raw.st_blocks * 512,
        .modified = nanoseconds(raw.modified_time),
        .mode = raw.st_mode,
        .owner = raw.st_uid,
        .group = raw.st_gid,
        .links = (uint32_t)raw.st_nlink,
        .major = is_device ? (uint32_t)major(raw.st_rdev) : 0,
        .minor = is_device ? (uint32_t)minor(raw.st_rdev) : 0,
    };
    return 0;
}

int hearth_open_below(int directory, const char *path, int is_directory) {
    int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (is_directory ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY);
#ifdef __linux__
    struct open_how how = {
        .flags = (uint64_t)flags, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    long result = syscall(SYS_openat2, directory, path, &how, sizeof how);
    // A sandbox may know the older call alone.
    if (result >= 0 || (errno != ENOSYS && errno != EPERM)) return (int)result;
#endif
    return openat(directory, path, flags);
}

int64_t hearth_extended(int descriptor, const char *name, void *value, size_t capacity) {
#ifdef __linux__
    return fgetxattr(descriptor, name, value, capacity);
#else
    return fgetxattr(descriptor, name, value, capacity, 0, 0);
#endif
}

int hearth_set_extended(int descriptor, const char *name, const void *value, size_t length) {
#ifdef __linux__
    return fsetxattr(descriptor, name, value, length, 0);
#else
    return fsetxattr(descriptor, name, value, length, 0, 0);
#endif
}

int hearth_set_times(int descriptor, const char *name, int64_t nanoseconds) {
    int64_t seconds = nanoseconds / 1000000000, rest = nanoseconds % 1000000000;
    if (rest < 0) {
        seconds -= 1;
        rest += 1000000000;
    }
    struct timespec time = {.tv_sec = (time_t)seconds, .tv_nsec = (long)rest};
    struct timespec times[2] = {time, time};
    return name ? utimensat(descriptor, name, times, AT_SYMLINK_NOFOLLOW) : futimens(descriptor, times);
}

int hearth_make_device(int directory, const char *name, uint32_t mode, uint32_t major, uint32_t minor) {
#ifdef __linux__
    return mknodat(directory, name, (mode_t)mode, makedev(major, minor));
#else
    (void)directory, (void)name, (void)mode, (void)major, (void)minor;
    errno = ENOTSUP;
    return -1;
#endif
}

static int64_t next(int descriptor, int64_t offset, int whence) {
    int64_t result = lseek(descriptor, offset, whence);
    if (result >= 0 || errno != ENXIO) return result;
    return lseek(descriptor, 0, SEEK_END);
}

int64_t hearth_next_data(int descriptor, int64_t offset) { return next(descriptor, offset, SEEK_DATA); }

int64_t hearth_next_hole(int descriptor, int64_t offset) { return next(descriptor, offset, SEEK_HOLE); }
