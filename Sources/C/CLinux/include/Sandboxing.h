// Namespaces, mounts, and programs that run in them. Where the system has none of that, every call fails with ENOSYS.
// To be included by CLinux.h alone.
#ifndef HEARTH_SANDBOXING_H
#define HEARTH_SANDBOXING_H

#include <stddef.h>
#include <stdint.h>

/// Moves this process, which must have one thread, into a user namespace and a mount namespace of its own. Before that two
/// programs are made ready, which run when it is there: each a list of words that ends with null, or null for none. How they
/// ended is in `codes` (255: not at all), what they wrote to their standard error in `message`, which ends with NUL. -1 and
/// errno when the namespaces were refused.
int hearth_enter_user_namespace(
    char *const *map_users, char *const *map_groups, int codes[2], char *message, size_t size);

/// Moves this process, which must have one thread, into a mount namespace of its own. 0, or -1 and errno.
int hearth_enter_mount_namespace(void);

/// How what is mounted at a path passes on to other namespaces.
enum hearth_propagation { hearth_propagation_slave, hearth_propagation_shared };

/// Sets that for the path and all below. 0, or -1 and errno.
int hearth_propagate(const char *path, enum hearth_propagation propagation);

/// What a mount does not allow.
enum hearth_mount_flag {
    hearth_mount_read_only = 1,
    hearth_mount_no_devices = 2,
    hearth_mount_no_programs = 4,
    hearth_mount_no_set_id = 8
};

/// Mounts a file system. 0, or -1 and errno.
int hearth_mount(const char *kind, const char *target, unsigned flags, const char *options);

/// Has a file or a directory appear at another path too. 0, or -1 and errno.
int hearth_bind(const char *source, const char *target);

/// The flags that the mount has which holds a path; 0 where that is not known.
unsigned hearth_mount_flags(const char *path);

/// Takes away what is mounted at a path, at once for whoever comes now. 0, or -1 and errno.
int hearth_unmount(const char *path);

/// An overlay. `lowers` are open directories, the highest first; `upper` and `work` are open directories or -1. The system's
/// own words about a refusal are in `message`, where it has some. 0, or -1 and errno.
int hearth_mount_overlay(
    const int *lowers, size_t count, int upper, int work, const char *target, unsigned flags, char *message,
    size_t size);

/// How a path is resolved.
enum hearth_resolution {
    /// As if the directory were the root.
    hearth_resolution_in_root,
    /// Through no link, and not out of the directory.
    hearth_resolution_plain
};

/// Opens what is below a directory; `flags` and `mode` as of `open`. The descriptor, or -1 and errno.
int hearth_open_resolving(int directory, const char *path, int flags, unsigned mode, enum hearth_resolution resolution);

/// Descriptors that only name what they are open on.
int hearth_path_flag(void);

/// A program that has its processes to itself.
struct hearth_contained {
    const char *program;
    char *const *words;
    char *const *environment;
    /// What the program writes to.
    int output;
    int errors;
    /// The other ends of both, which it is not to have.
    int output_reader;
    int errors_reader;
};

/// Starts a program as the first of processes that see no others, with mounts of its own and a session of its own. All of them
/// end when it does, and when the calling thread does. Its standard input is empty. Returns its id, and at `*handle` a
/// descriptor that can be polled for its end, or -1 there; -1 and errno where it did not start, and at `*step` what failed.
int hearth_start_contained(const struct hearth_contained *contained, int *handle, const char **step);

/// Whether a program has rights of its own written to its file.
int hearth_has_rights(const char *path);

/// Copies what a file holds to an empty one, and leaves holes where there are some. 0, or -1 and errno.
int hearth_copy(int source, int target);

/// A descriptor that can be read when the system had to kill something for want of memory in a control group of version 1.
/// `control` and `events` are its open files `memory.oom_control` and `cgroup.event_control`. -1 and errno.
int hearth_watch_memory(int control, int events);

/// Has a socket at this path that takes connections. The descriptor, or -1 and errno.
int hearth_listen(const char *path);

/// Connects with the socket at a path. The descriptor, or -1 and errno.
int hearth_connect(const char *path);

#endif
