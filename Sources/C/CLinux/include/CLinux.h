// What Swift cannot call itself, or not alike on every system. Declarations only; the bodies are in CLinux.c, where the
// feature macros that these calls need can be set without disturbing the module of the C library.
#ifndef HEARTH_CLINUX_H
#define HEARTH_CLINUX_H

// No header that declares types of the system: Swift would take them for ours in every file that needs them.

#include <stddef.h>
#include <stdint.h>

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

/// Has the program begin in a directory. An error number, or 0.
int hearth_spawn_in(void *actions, const char *directory);

/// Has the program begin with its three streams alone, where the system can be asked for that. An error number, or 0.
int hearth_spawn_with_streams_alone(void *actions);

#endif
