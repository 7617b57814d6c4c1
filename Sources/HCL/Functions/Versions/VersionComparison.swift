/// One condition on a version: an operator, and a version some of whose numbers may be left open.
struct VersionComparison {
    enum Operator {
        case equal, notEqual, above, below, atLeast, atMost
        /// The same numbers, but for the last that was written: `~1.2`.
        case tilde
        /// The same first number that is not zero: `^1.2`.
        case caret
    }

    /// Longer signs come before those they begin with.
    static let signs: [(text: String, operator: Operator)] = [
        ("!=", .notEqual), (">=", .atLeast), ("=>", .atLeast), ("<=", .atMost), ("=<", .atMost), ("~>", .tilde),
        ("=", .equal), (">", .above), ("<", .below), ("~", .tilde), ("^", .caret),
    ]

    /// From which number on the version is left open.
    private enum Open {
        case nothing, patch, minor, major
    }

    private let `operator`: Operator
    /// Zero in what is left open.
    let version: Version
    private let open: Open

    init?(_ operator: Operator, _ written: WrittenVersion) {
        self.operator = `operator`
        let isOpen = (0..<3).map { $0 >= written.numbers.count || ["x", "X", "*"].contains(written.numbers[$0]) }
        var numbers = written.numbers
        switch isOpen.firstIndex(of: true) {
        case 0?: (open, numbers) = (.major, ["0"])
        case 1?: (open, numbers) = (.minor, Array(numbers.prefix(1)))
        case 2?: (open, numbers) = (.patch, Array(numbers.prefix(2)))
        default: open = .nothing
        }
        guard let version = Version(WrittenVersion(numbers: numbers, prerelease: written.prerelease)) else {
            return nil
        }
        self.version = version
    }

    func holds(for other: Version) -> Bool {
        switch `operator` {
        case .equal: open == .nothing ? other == version : isNear(other)
        case .notEqual: differs(other)
        case .above: isBelow(other)
        case .below: other < version
        case .atLeast: other >= version
        case .atMost: isAbove(other)
        case .tilde: isNear(other)
        case .caret: isCompatible(other)
        }
    }

    private func differs(_ other: Version) -> Bool {
        switch open {
        case .nothing: return other != version
        case .major: return other.major != 0 || other.minor != 0 || other.patch != 0 || other != version
        case .minor: return other.major != version.major
        case .patch:
            guard other.major == version.major, other.minor == version.minor else { return true }
            return Version(0, 0, 0, prerelease: other.prerelease) != Version(0, 0, 0, prerelease: version.prerelease)
        }
    }

    /// What is left open counts as having any value: nothing of major version 1 is above `1`.
    private func isBelow(_ other: Version) -> Bool {
        switch open {
        case .nothing, .major: other > version
        case .minor: other.major > version.major
        case .patch: (other.major, other.minor) > (version.major, version.minor)
        }
    }

    private func isAbove(_ other: Version) -> Bool {
        switch open {
        case .nothing: other <= version
        case .minor: other.major <= version.major
        case .major, .patch: (other.major, other.minor) <= (version.major, version.minor)
        }
    }

    private func isNear(_ other: Version) -> Bool {
        guard other >= version else { return false }
        let isZero = version.major == 0 && version.minor == 0 && version.patch == 0
        if isZero, open == .nothing || open == .major { return true }
        return other.major == version.major && (other.minor == version.minor || open == .minor)
    }

    private func isCompatible(_ other: Version) -> Bool {
        guard other >= version, other.major == version.major else { return false }
        if version.major > 0 || open == .minor { return true }
        guard other.minor == version.minor else { return false }
        return version.minor > 0 || open == .patch || other.patch == version.patch
    }
}
