extension PathFilter {
    /// Whether anything below a directory may be kept: where not, nobody need look. Errs only towards yes.
    package func mayKeep(below path: [UInt8], _ verdict: Verdict) -> Bool {
        if !bringsBack, verdict.isExcluded { return false }
        if !verdict.isExcluded, !canReachEverything { return true }
        let directory = Self.slashed(path)
        // What the last pattern says that has to do with it is what counts.
        for number in patterns.indices.reversed() {
            let isKnown = verdict.matches?.contains(number) == true
            if patterns[number].bringsBack {
                if isKnown || patterns[number].pattern.reach(below: directory) != .nothing { return true }
            } else if isKnown || patterns[number].pattern.reach(below: directory) == .everything {
                return false
            }
        }
        return true
    }

    /// Whether nothing below a directory can be dropped, so that it is kept as a whole. Errs only towards no.
    package func keepsAll(below path: [UInt8], _ verdict: Verdict) -> Bool {
        if verdict.isExcluded { return false }
        let directory = Self.slashed(path)
        for number in patterns.indices.reversed() {
            let isKnown = verdict.matches?.contains(number) == true
            if patterns[number].bringsBack {
                if isKnown || patterns[number].pattern.reach(below: directory) == .everything { return true }
            } else if isKnown || patterns[number].pattern.reach(below: directory) != .nothing {
                return false
            }
        }
        return true
    }

    private static func slashed(_ path: [UInt8]) -> [UInt8] {
        path.isEmpty ? [] : path + [UInt8(ascii: "/")]
    }
}
