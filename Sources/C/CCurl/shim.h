#ifndef HEARTH_CCURL_H
#define HEARTH_CCURL_H

#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

/// What is used of libcurl. Nothing is linked: it brings thirty libraries along, which every start would have to load.
struct hearth_curl {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_perform)(CURL *handle);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    void (*easy_cleanup)(CURL *handle);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
    time_t (*getdate)(const char *text, const time_t *unused);
};

static inline int hearth_curl_find(void *library, const char *name, void *place) {
    void *found = dlsym(library, name);
    *(void **)place = found;
    return found != NULL;
}

/// Fills the table from the library of that name. 0 where there is none, or where it lacks something.
static inline int hearth_curl_open(struct hearth_curl *curl, const char *name) {
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return 0;
    return hearth_curl_find(library, "curl_global_init", &curl->global_init)
        && hearth_curl_find(library, "curl_easy_init", &curl->easy_init)
        && hearth_curl_find(library, "curl_easy_setopt", &curl->easy_setopt)
        && hearth_curl_find(library, "curl_easy_perform", &curl->easy_perform)
        && hearth_curl_find(library, "curl_easy_getinfo", &curl->easy_getinfo)
        && hearth_curl_find(library, "curl_easy_cleanup", &curl->easy_cleanup)
        && hearth_curl_find(library, "curl_easy_strerror", &curl->easy_strerror)
        && hearth_curl_find(library, "curl_slist_append", &curl->slist_append)
        && hearth_curl_find(library, "curl_slist_free_all", &curl->slist_free_all)
        && hearth_curl_find(library, "curl_getdate", &curl->getdate);
}

static inline CURLcode hearth_curl_global_init(const struct hearth_curl *curl) {
    return curl->global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode hearth_curl_set_number(const struct hearth_curl *curl, CURL *handle, CURLoption option, long value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode hearth_curl_set_text(
    const struct hearth_curl *curl, CURL *handle, CURLoption option, const char *value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode hearth_curl_set_offset(
    const struct hearth_curl *curl, CURL *handle, CURLoption option, curl_off_t value) {
    return curl->easy_setopt(handle, option, value);
}

/// The bytes are not copied.
static inline CURLcode hearth_curl_set_bytes(
    const struct hearth_curl *curl, CURL *handle, CURLoption option, const void *bytes) {
    return curl->easy_setopt(handle, option, bytes);
}

/// The bytes are copied.
static inline CURLcode hearth_curl_set_blob(
    const struct hearth_curl *curl, CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl->easy_setopt(handle, option, &blob);
}

static inline CURLcode hearth_curl_set_headers(const struct hearth_curl *curl, CURL *handle, struct curl_slist *headers) {
    return curl->easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

typedef size_t (*hearth_curl_taker)(char *bytes, size_t size, size_t count, void *context);
typedef int (*hearth_curl_watcher)(
    void *context, curl_off_t total, curl_off_t received, curl_off_t to_send, curl_off_t sent);

typedef size_t (*hearth_curl_giver)(char *bytes, size_t size, size_t count, void *context);
typedef int (*hearth_curl_connector)(void *context, curl_socket_t socket, curlsocktype purpose);

/// Who takes the body and the headers, who gives what is sent, who hears of new connections, and who is asked whether to
/// go on.
static inline CURLcode hearth_curl_set_callbacks(
    const struct hearth_curl *curl, CURL *handle, hearth_curl_taker body, hearth_curl_taker header,
    hearth_curl_giver giver, hearth_curl_connector connector, hearth_curl_watcher watcher) {
    CURLcode code = curl->easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_READFUNCTION, giver);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, connector);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watcher);
    return code;
}

/// What they are called with.
static inline CURLcode hearth_curl_set_context(const struct hearth_curl *curl, CURL *handle, void *context) {
    CURLcode code = curl->easy_setopt(handle, CURLOPT_WRITEDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_READDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_SOCKOPTDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    return code;
}

static inline long hearth_curl_get_number(const struct hearth_curl *curl, CURL *handle, CURLINFO info) {
    long value = 0;
    curl->easy_getinfo(handle, info, &value);
    return value;
}

static inline curl_off_t hearth_curl_get_offset(const struct hearth_curl *curl, CURL *handle, CURLINFO info) {
    curl_off_t value = -1;
    curl->easy_getinfo(handle, info, &value);
    return value;
}

static inline const char *hearth_curl_get_text(const struct hearth_curl *curl, CURL *handle, CURLINFO info) {
    const char *value = NULL;
    curl->easy_getinfo(handle, info, &value);
    return value;
}

struct hearth_signals {
    sigset_t before;
    int was_pending;
};

/// A server that hangs up is an error and no SIGPIPE, which would end the process: from here to hearth_curl_unmask.
static inline struct hearth_signals hearth_curl_mask(void) {
    struct hearth_signals signals;
    sigset_t broken, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &signals.before);
    sigpending(&pending);
    signals.was_pending = sigismember(&pending, SIGPIPE);
    return signals;
}

static inline void hearth_curl_unmask(const struct hearth_signals *signals) {
    sigset_t broken, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigpending(&pending);
    if (!signals->was_pending && sigismember(&pending, SIGPIPE)) {
        int taken;
        sigwait(&broken, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &signals->before, NULL);
}

static inline CURLcode hearth_curl_perform(const struct hearth_curl *curl, CURL *handle) {
    struct hearth_signals signals = hearth_curl_mask();
    CURLcode code = curl->easy_perform(handle);
    hearth_curl_unmask(&signals);
    return code;
}

/// Says good-bye to the servers of its connections.
static inline void hearth_curl_cleanup(const struct hearth_curl *curl, CURL *handle) {
    struct hearth_signals signals = hearth_curl_mask();
    curl->easy_cleanup(handle);
    hearth_curl_unmask(&signals);
}

// Macros with casts, which Swift does not see.
static const long hearth_curl_protocols = CURLPROTO_HTTP | CURLPROTO_HTTPS;
static const CURLoption hearth_curl_option_protocols = (CURLoption)181;
static const size_t hearth_curl_giver_abort = CURL_READFUNC_ABORT;
static const long hearth_curl_http_version = CURL_HTTP_VERSION_2TLS;

#endif
