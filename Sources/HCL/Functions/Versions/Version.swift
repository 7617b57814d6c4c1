/// A version by semver.org, with some leeway: a `v` before it, and numbers may be missing at its end.
struct Version {
    let major: UInt64
    let minor: UInt64
    let patch: UInt64
    /// Empty for a release.
    let prerelease: String

    init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: String = "") {
        (self.major, self.minor, self.patch) = (major, minor, patch)
        self.prerelease = prerelease
    }

    init?(_ text: String) {
        var reader = VersionReader(text)
        guard let written = reader.version(wildcards: false), reader.isAtEnd else { return nil }
        self.init(written)
    }

    /// Nil when a number is beyond 64 bits, or a part of the prerelease is a number with zeros before it.
    init?(_ written: WrittenVersion) {
        var numbers: [UInt64] = []
        for text in written.numbers {
            guard let number = UInt64(text) else { return nil }
            numbers.append(number)
        }
        let parts = written.prerelease.split(separator: ".")
        guard parts.allSatisfy({ !Self.isNumber($0) || $0.utf8.count == 1 || $0.utf8.first != UInt8(ascii: "0") })
        else {
            return nil
        }
        numbers += Array(repeating: 0, count: 3 - numbers.count)
        self.init(numbers[0], numbers[1], numbers[2], prerelease: written.prerelease)
    }

    static func isNumber(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}

extension Version: Comparable {
    static func == (left: Version, right: Version) -> Bool { !(left < right) && !(right < left) }

    static func < (left: Version, right: Version) -> Bool {
        let (ours, theirs) = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
        if ours != theirs { return ours < theirs }
        // A release comes after all that led to it.
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return precedes(left.prerelease.split(separator: "."), right.prerelease.split(separator: "."))
    }

    private static func precedes(_ left: [Substring], _ right: [Substring]) -> Bool {
        for (ours, theirs) in zip(left, right) where ours != theirs { return precedes(ours, theirs) }
        return left.count < right.count
    }

    /// Numbers come before words.
    private static func precedes(_ left: Substring, _ right: Substring) -> Bool {
        switch (UInt64(left), UInt64(right)) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}
