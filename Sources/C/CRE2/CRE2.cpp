#include "CRE2.h"

#include <re2/re2.h>

#include <map>
#include <new>
#include <string>
#include <vector>

struct hearth_re2 {
    RE2 compiled;

    hearth_re2(const re2::StringPiece &pattern, const RE2::Options &options) : compiled(pattern, options) {}
};

hearth_re2 *hearth_re2_new(const char *pattern, size_t count, int64_t memory) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory);
    try {
        return new hearth_re2(re2::StringPiece(pattern, count), options);
    } catch (...) {
        return nullptr;
    }
}

void hearth_re2_free(hearth_re2 *pattern) { delete pattern; }

int hearth_re2_fault(const hearth_re2 *pattern, const char **part, size_t *count) {
    const std::string &text = pattern->compiled.error_arg();
    *part = text.data();
    *count = text.size();
    return pattern->compiled.error_code();
}

int hearth_re2_groups(const hearth_re2 *pattern) { return pattern->compiled.NumberOfCapturingGroups(); }

const char *hearth_re2_name(const hearth_re2 *pattern, int group) {
    const std::map<int, std::string> &names = pattern->compiled.CapturingGroupNames();
    auto found = names.find(group);
    return found == names.end() ? nullptr : found->second.c_str();
}

int hearth_re2_size(const hearth_re2 *pattern) { return pattern->compiled.ProgramSize(); }

bool hearth_re2_match(
    const hearth_re2 *pattern, const char *text, size_t count, size_t start, int64_t *offsets, int slots) {
    try {
        std::vector<re2::StringPiece> groups(static_cast<size_t>(slots));
        re2::StringPiece whole(text, count);
        if (!pattern->compiled.Match(whole, start, count, RE2::UNANCHORED, groups.data(), slots)) return false;
        for (int slot = 0; slot < slots; slot++) {
            const re2::StringPiece &group = groups[static_cast<size_t>(slot)];
            bool isSet = group.data() != nullptr;
            offsets[2 * slot] = isSet ? group.data() - text : -1;
            offsets[2 * slot + 1] = isSet ? group.data() - text + static_cast<int64_t>(group.size()) : -1;
        }
        return true;
    } catch (...) {
        return false;
    }
}
