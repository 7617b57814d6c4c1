// What Swift cannot call itself, or not alike on every system. Declarations only; the bodies are in CLinux.c, where the
// feature macros that these calls need can be set without disturbing the module of the C library.
#ifndef HEARTH_CLINUX_H
#define HEARTH_CLINUX_H

// No header that declares types of the system: Swift would take them for ours in every file that needs them.

#include <stddef.h>
#include <stdint.h>

#include "Sandboxing.h"

/// Starts writing the given part of a file to the disk without waiting for it. Only a hint: it reports nothing.
void hearth_start_writeback(int descriptor, int64_t offset, int64_t length);

/// What the system says of a file. Times are nanoseconds since 1970, wrapped around where 64 bits do not hold them.
struct hearth_status {
    uint64_t inode;
    uint64_t device;
    int64_t length;
    int64_t modified;
    int64_t changed;
    /// Kind and permissions.
    uint32_t mode;
    /// Of a device: which.
    uint32_t major;
    uint32_t minor;
};

/// Describes `name` in a directory and follows no link; the open file itself where `name` is null. -1 and errno when it
/// cannot.
int hearth_status(int descriptor, const char *name, struct hearth_status *status);

/// All names in an open directory but `.` and `..`, in no order: of each a byte for its kind (what `d_type` says), its
/// length in two bytes, the lower first, its bytes and a NUL. The memory at `*names` is for the caller to free. Returns how
/// many bytes there are, or -1 and errno.
int64_t hearth_names(int descriptor, uint8_t **names);

/// What the system calls the kind of file system that an open file is on; 0 where it has no numbers for that.
uint64_t hearth_volume_kind(int descriptor);

/// A pipe whose ends no program inherits: the end to read from, then the one to write to. 0, or -1 and errno.
int hearth_pipe(int ends[2]);

/// `write` without SIGPIPE: a pipe that nobody reads is EPIPE and nothing else.
int64_t hearth_write_to_pipe(int descriptor, const void *bytes, size_t count);

/// A descriptor that can be read, as `poll` has it, when a process has ended; -1 where the system has none such.
int hearth_watch_process(int32_t process);

/// Has the program begin in a directory. An error number, or 0.
int hearth_spawn_in(void *actions, const char *directory);

/// Has the program begin with its three streams alone, where the system can be asked for that. An error number, or 0.
int hearth_spawn_with_streams_alone(void *actions);

/// What the system says of a file, whose owner matters.
struct hearth_file {
    uint64_t inode;
    uint64_t device;
    int64_t length;
    /// What it takes on the disk.
    int64_t allocated;
    int64_t modified;
    /// Kind and permissions.
    uint32_t mode;
    uint32_t owner;
    uint32_t group;
    /// How many names it has.
    uint32_t links;
    uint32_t major;
    uint32_t minor;
};

/// As `hearth_status`.
int hearth_file_status(int descriptor, const char *name, struct hearth_file *file);

/// Opens what is below an open directory to be read, and follows no link on the way; a path of many names is fine. -1 and
/// errno.
int hearth_open_below(int directory, const char *path, int is_directory);

/// The value of an extended attribute: how long it is, up to `capacity`; -1 and errno.
int64_t hearth_extended(int descriptor, const char *name, void *value, size_t capacity);
int hearth_set_extended(int descriptor, const char *name, const void *value, size_t length);

/// Sets both times of `name` in a directory, or of the open file itself where `name` is null.
int hearth_set_times(int descriptor, const char *name, int64_t nanoseconds);

/// Makes a device; `mode` has its kind.
int hearth_make_device(int directory, const char *name, uint32_t mode, uint32_t major, uint32_t minor);

/// Where the next bytes of an open file begin that are no hole, and where the hole after them begins; the length of the file
/// where there are none. -1 and errno where the system does not know.
int64_t hearth_next_data(int descriptor, int64_t offset);
int64_t hearth_next_hole(int descriptor, int64_t offset);

#endif
