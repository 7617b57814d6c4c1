#define _GNU_SOURCE

#include "CLinux.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

// <sys/mount.h> and <linux/mount.h> do not get on with each other in every version.
int mount(const char *, const char *, const char *, unsigned long, const void *);
int umount2(const char *, int);

#ifndef MNT_DETACH
#define MNT_DETACH 2
#endif

// MARK: - Namespaces

/// Runs a program to its end: its exit code, or 255.
static int run(char *const *words, int errors) {
    pid_t child = fork();
    if (child < 0) return 255;
    if (child == 0) {
        dup2(errors, 2);
        execv(words[0], words);
        _exit(255);
    }
    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return 255;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/// What the child does that stays behind: it has the rights that the parent has given up when it says that it is there.
static void map(int start, int errors, int report, char *const *users, char *const *groups) {
    char byte;
    if (read(start, &byte, 1) != 1) _exit(0);
    unsigned char codes[2] = {users ? run(users, errors) : 255, groups ? run(groups, errors) : 255};
    if (write(report, codes, 2) != 2) _exit(1);
    _exit(0);
}

static void close_both(int ends[2]) {
    close(ends[0]);
    close(ends[1]);
}

int hearth_enter_user_namespace(
    char *const *map_users, char *const *map_groups, int codes[2], char *message, size_t size) {
    int start[2], errors[2], report[2];
    message[0] = 0;
    codes[0] = codes[1] = 255;
    if (pipe2(start, O_CLOEXEC) != 0) return -1;
    if (pipe2(errors, O_CLOEXEC) != 0) return close_both(start), -1;
    if (pipe2(report, O_CLOEXEC) != 0) return close_both(start), close_both(errors), -1;
    pid_t child = fork();
    if (child == 0) {
        close(start[1]);
        map(start[0], errors[1], report[1], map_users, map_groups);
    }
    close(start[0]);
    close(errors[1]);
    close(report[1]);
    int result = child < 0 ? -1 : unshare(CLONE_NEWUSER | CLONE_NEWNS);
    int reason = errno;
    if (result == 0 && write(start[1], "", 1) == 1) {
        size_t length = 0;
        ssize_t count;
        while (length + 1 < size && (count = read(errors[0], message + length, size - 1 - length)) > 0) length += count;
        message[length] = 0;
        unsigned char raw[2];
        if (read(report[0], raw, 2) == 2) codes[0] = raw[0], codes[1] = raw[1];
    }
    close(start[1]);
    close(errors[0]);
    close(report[0]);
    if (child > 0) while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    errno = reason;
    return result;
}

int hearth_enter_mount_namespace(void) { return unshare(CLONE_NEWNS); }

// MARK: - Mounts

int hearth_propagate(const char *path, enum hearth_propagation propagation) {
    unsigned long how = propagation == hearth_propagation_slave ? MS_SLAVE : MS_SHARED;
    return mount(NULL, path, NULL, MS_REC | how, NULL);
}

static unsigned long raw_flags(unsigned flags) {
    return (flags & hearth_mount_read_only ? MS_RDONLY : 0) | (flags & hearth_mount_no_devices ? MS_NODEV : 0)
        | (flags & hearth_mount_no_programs ? MS_NOEXEC : 0) | (flags & hearth_mount_no_set_id ? MS_NOSUID : 0);
}

int hearth_mount(const char *kind, const char *target, unsigned flags, const char *options) {
    return mount(kind, target, kind, raw_flags(flags), options);
}

int hearth_bind(const char *source, const char *target) { return mount(source, target, NULL, MS_BIND, NULL); }

unsigned hearth_mount_flags(const char *path) {
    struct statvfs raw;
    if (statvfs(path, &raw) != 0) return 0;
    return (raw.f_flag & ST_RDONLY ? hearth_mount_read_only : 0) | (raw.f_flag & ST_NODEV ? hearth_mount_no_devices : 0)
        | (raw.f_flag & ST_NOEXEC ? hearth_mount_no_programs : 0) | (raw.f_flag & ST_NOSUID ? hearth_mount_no_set_id : 0);
}

int hearth_unmount(const char *path) { return umount2(path, MNT_DETACH); }

/// A path for a descriptor, short and without what would have to be escaped.
static const char *name_of(int descriptor, char name[32]) {
    snprintf(name, 32, "/proc/self/fd/%d", descriptor);
    return name;
}

static int set(int context, const char *key, const char *value) {
    int flag = value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG;
    return (int)syscall(SYS_fsconfig, context, flag, key, value, 0);
}

static int configure(int context, const int *lowers, size_t count, int upper, int work) {
    char name[32];
    for (size_t place = 0; place < count; place++) {
        if (set(context, "lowerdir+", name_of(lowers[place], name)) != 0) return -1;
    }
    if (upper >= 0) {
        if (set(context, "upperdir", name_of(upper, name)) != 0) return -1;
        if (set(context, "workdir", name_of(work, name)) != 0) return -1;
        if (set(context, "volatile", NULL) != 0) return -1;
    }
    if (set(context, "userxattr", NULL) != 0) return -1;
    return (int)syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
}

/// The first thing that the system says about a mount that it refused.
static void take_message(int context, char *message, size_t size) {
    ssize_t length = read(context, message, size - 1);
    message[length > 0 ? length : 0] = 0;
    // It begins with a letter for how bad it is.
    if (length > 2 && message[1] == ' ') memmove(message, message + 2, (size_t)length - 1);
    char *end = strchr(message, '\n');
    if (end) *end = 0;
}

/// Through the calls that know no limit of length. -2 where the system does not have them, or not for overlays.
static int mount_overlay_by_parts(
    const int *lowers, size_t count, int upper, int work, const char *target, unsigned flags, char *message,
    size_t size) {
    int context = (int)syscall(SYS_fsopen, "overlay", 1 /* FSOPEN_CLOEXEC */);
    if (context < 0) return -2;
    if (count > 0) {
        // Systems before 6.8 do not know the word.
        char name[32];
        if (set(context, "lowerdir+", name_of(lowers[0], name)) != 0 && errno == EINVAL) return close(context), -2;
        close(context);
        context = (int)syscall(SYS_fsopen, "overlay", 1);
        if (context < 0) return -2;
    }
    int result = configure(context, lowers, count, upper, work);
    int mounted = -1;
    if (result == 0) {
        unsigned attributes = (flags & hearth_mount_read_only ? 1 : 0) | (flags & hearth_mount_no_set_id ? 2 : 0)
            | (flags & hearth_mount_no_devices ? 4 : 0) | (flags & hearth_mount_no_programs ? 8 : 0);
        mounted = (int)syscall(SYS_fsmount, context, 1 /* FSMOUNT_CLOEXEC */, attributes);
        result = mounted < 0 ? -1 : (int)syscall(SYS_move_mount, mounted, "", AT_FDCWD, target, 4 /* F_EMPTY_PATH */);
    }
    int reason = errno;
    if (result != 0) take_message(context, message, size);
    if (mounted >= 0) close(mounted);
    close(context);
    errno = reason;
    return result;
}

int hearth_mount_overlay(
    const int *lowers, size_t count, int upper, int work, const char *target, unsigned flags, char *message,
    size_t size) {
    message[0] = 0;
    int result = mount_overlay_by_parts(lowers, count, upper, work, target, flags, message, size);
    if (result != -2) return result;
    // No more than a page.
    char options[4096], name[32];
    size_t length = (size_t)snprintf(options, sizeof options, "userxattr");
    if (upper >= 0) {
        length += (size_t)snprintf(
            options + length, sizeof options - length, ",volatile,upperdir=%s", name_of(upper, name));
        length += (size_t)snprintf(options + length, sizeof options - length, ",workdir=%s", name_of(work, name));
    }
    for (size_t place = 0; place < count; place++) {
        if (length + 40 > sizeof options) return errno = E2BIG, -1;
        length += (size_t)snprintf(
            options + length, sizeof options - length, "%s%s", place == 0 ? ",lowerdir=" : ":",
            name_of(lowers[place], name));
    }
    return mount("overlay", target, "overlay", raw_flags(flags), options);
}

// MARK: - Paths

int hearth_open_resolving(int directory, const char *path, int flags, unsigned mode, enum hearth_resolution resolution) {
    struct open_how how = {
        .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
        .mode = flags & O_CREAT ? mode : 0,
        .resolve = RESOLVE_NO_MAGICLINKS
            | (resolution == hearth_resolution_in_root ? RESOLVE_IN_ROOT : RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS),
    };
    while (1) {
        int result = (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
        // EAGAIN: something was renamed meanwhile.
        if (result >= 0 || (errno != EINTR && errno != EAGAIN)) return result;
    }
}

int hearth_path_flag(void) { return O_PATH; }

int hearth_has_rights(const char *path) { return getxattr(path, "security.capability", NULL, 0) > 0; }

static int copy_piece(int source, int target, off_t start, off_t end) {
    static const size_t most = 1 << 20;
    off_t from = start, to = start;
    while (from < end) {
        size_t length = (size_t)(end - from) < most ? (size_t)(end - from) : most;
        ssize_t count = copy_file_range(source, &from, target, &to, length, 0);
        if (count > 0) continue;
        if (count == 0) return 0;
        if (errno == EINTR) continue;
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) return -1;
        char buffer[1 << 16];
        count = pread(source, buffer, length < sizeof buffer ? length : sizeof buffer, from);
        if (count <= 0) return (int)count;
        if (pwrite(target, buffer, (size_t)count, to) != count) return -1;
        from += count;
        to += count;
    }
    return 0;
}

int hearth_copy(int source, int target) {
    struct stat status;
    if (fstat(source, &status) != 0 || ftruncate(target, status.st_size) != 0) return -1;
    off_t end = 0;
    while (end < status.st_size) {
        off_t start = lseek(source, end, SEEK_DATA);
        if (start < 0) return errno == ENXIO ? 0 : -1;
        end = lseek(source, start, SEEK_HOLE);
        if (end < 0) end = status.st_size;
        if (copy_piece(source, target, start, end) != 0) return -1;
    }
    return 0;
}

int hearth_watch_memory(int control, int events) {
    int watch = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    char order[32];
    int length = snprintf(order, sizeof order, "%d %d", watch, control);
    if (watch >= 0 && write(events, order, (size_t)length) == length) return watch;
    int reason = errno;
    if (watch >= 0) close(watch);
    errno = reason;
    return -1;
}

// MARK: - Programs

struct start {
    const struct hearth_contained *contained;
    const char *step;
    int reason;
};

static void begin_with_usual_signals(void) {
    struct sigaction action;
    for (int number = 1; number < NSIG; number++) {
        if (sigaction(number, NULL, &action) != 0) continue;
        if (action.sa_handler == SIG_DFL || (action.sa_handler == SIG_IGN && number != SIGPIPE)) continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = SIG_DFL;
        (void)sigaction(number, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int place_streams(const struct hearth_contained *contained) {
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0) return -1;
    // None of the three is one of 0, 1 and 2: this process has had those since it began.
    if (dup2(input, 0) < 0 || dup2(contained->output, 1) < 0 || dup2(contained->errors, 2) < 0) return -1;
    if (syscall(SYS_close_range, 3, ~0u, 0) == 0) return 0;
    for (int descriptor = 3; descriptor < 4096; descriptor++) close(descriptor);
    return 0;
}

/// Has the memory of the parent, which waits: it must change nothing there, and not return.
static int begin(void *argument) {
    struct start *start = argument;
    const struct hearth_contained *contained = start->contained;
#define TRY(name, call)                                                                                                \
    start->step = name;                                                                                                \
    if ((call) != 0) {                                                                                                 \
        start->reason = errno;                                                                                         \
        _exit(127);                                                                                                    \
    }
    TRY("be ended with the parent", prctl(PR_SET_PDEATHSIG, SIGKILL));
    // It may have ended before that.
    close(contained->output_reader);
    close(contained->errors_reader);
    struct pollfd reader = {.fd = contained->output};
    if (poll(&reader, 1, 0) > 0 && reader.revents & POLLERR) _exit(127);
    (void)setsid();
    TRY("set propagation", mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL));
    TRY("mount /proc", mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL));
    TRY("open /dev/null", place_streams(contained));
    umask(022);
    begin_with_usual_signals();
    TRY("start", execve(contained->program, contained->words, contained->environment));
#undef TRY
    _exit(127);
}

int hearth_start_contained(const struct hearth_contained *contained, int *handle, const char **step) {
    enum { stack_size = 256 << 10 };
    void *stack = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return -1;
    struct start start = {.contained = contained, .step = "clone"};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    *handle = -1;
    int flags = CLONE_VM | CLONE_VFORK | CLONE_NEWPID | CLONE_NEWNS | CLONE_PIDFD | SIGCHLD;
    pid_t child = clone(begin, (char *)stack + stack_size, flags, &start, handle);
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    munmap(stack, stack_size);
    *step = start.step;
    if (child > 0 && start.reason != 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        if (*handle >= 0) close(*handle);
        *handle = -1;
        reason = start.reason;
        child = -1;
    }
    errno = reason;
    return child;
}

// MARK: - Sockets

static int address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return errno = ENAMETOOLONG, -1;
    strcpy(address->sun_path, path);
    return 0;
}

int hearth_listen(const char *path) {
    struct sockaddr_un place;
    if (address(path, &place) != 0) return -1;
    int socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_ < 0) return -1;
    if (bind(socket_, (struct sockaddr *)&place, sizeof place) == 0 && listen(socket_, 64) == 0) return socket_;
    int reason = errno;
    close(socket_);
    errno = reason;
    return -1;
}

int hearth_connect(const char *path) {
    struct sockaddr_un place;
    if (address(path, &place) != 0) return -1;
    int socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return -1;
    if (connect(socket_, (struct sockaddr *)&place, sizeof place) == 0) return socket_;
    int reason = errno;
    close(socket_);
    errno = reason;
    return -1;
}

#else

// Nothing of this is to be had here.
#define ABSENT { return errno = ENOSYS, -1; }

int hearth_enter_user_namespace(char *const *u, char *const *g, int c[2], char *m, size_t s) {
    (void)u, (void)g, (void)c, (void)m, (void)s;
    ABSENT
}
int hearth_enter_mount_namespace(void) ABSENT
int hearth_propagate(const char *p, enum hearth_propagation h) { (void)p, (void)h; ABSENT }
int hearth_mount(const char *k, const char *t, unsigned f, const char *o) { (void)k, (void)t, (void)f, (void)o; ABSENT }
int hearth_bind(const char *s, const char *t) { (void)s, (void)t; ABSENT }
unsigned hearth_mount_flags(const char *p) { (void)p; return 0; }
int hearth_unmount(const char *p) { (void)p; ABSENT }
int hearth_mount_overlay(const int *l, size_t c, int u, int w, const char *t, unsigned f, char *m, size_t s) {
    (void)l, (void)c, (void)u, (void)w, (void)t, (void)f, (void)m, (void)s;
    ABSENT
}
int hearth_open_resolving(int d, const char *p, int f, unsigned m, enum hearth_resolution r) {
    (void)d, (void)p, (void)f, (void)m, (void)r;
    ABSENT
}
int hearth_path_flag(void) { return 0; }
int hearth_start_contained(const struct hearth_contained *c, int *h, const char **s) { (void)c, (void)h, (void)s; ABSENT }
int hearth_has_rights(const char *p) { (void)p; return 0; }
int hearth_copy(int s, int t) { (void)s, (void)t; ABSENT }
int hearth_watch_memory(int c, int e) { (void)c, (void)e; ABSENT }
int hearth_listen(const char *p) { (void)p; ABSENT }
int hearth_connect(const char *p) { (void)p; ABSENT }

#endif
