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
        && hearth_curl_find(library, "curl_slist_free_all", &curl->slist_free_all);
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

static inline CURLcode hearth_curl_set_headers(const struct hearth_curl *curl, CURL *handle, struct curl_slist *headers) {
    return curl->easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

typedef size_t (*hearth_curl_taker)(char *bytes, size_t size, size_t count, void *context);
typedef int (*hearth_curl_watcher)(
    void *context, curl_off_t total, curl_off_t received, curl_off_t to_send, curl_off_t sent);

/// Who takes the body and the headers, and who is asked whether to go on.
static inline CURLcode hearth_curl_set_takers(
    const struct hearth_curl *curl, CURL *handle, hearth_curl_taker body, hearth_curl_taker header,
    hearth_curl_watcher watcher, void *context) {
    CURLcode code = curl->easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_WRITEDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (code == CURLE_OK) code = curl->easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watcher);
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

/// A server that hangs up is an error and no SIGPIPE, which would end the process.
static inline CURLcode hearth_curl_perform(const struct hearth_curl *curl, CURL *handle) {
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    sigpending(&pending);
    int was_pending = sigismember(&pending, SIGPIPE);
    CURLcode code = curl->easy_perform(handle);
    sigpending(&pending);
    if (!was_pending && sigismember(&pending, SIGPIPE)) {
        int taken;
        sigwait(&broken, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

// Macros with casts, which Swift does not see.
static const long hearth_curl_protocols = CURLPROTO_HTTP | CURLPROTO_HTTPS;
static const CURLoption hearth_curl_option_protocols = (CURLoption)181;

#endif
