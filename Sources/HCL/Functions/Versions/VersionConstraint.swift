/// Which versions will do: comparisons that must all hold (`>=1.2, <2`), or those of one of several alternatives (`||`).
///
/// Prereleases will only do for an alternative that itself names one.
struct VersionConstraint {
    private let alternatives: [[VersionComparison]]

    init?(_ text: String) {
        var alternatives: [[VersionComparison]] = []
        // Two bars are never part of a number, though one may be.
        let parts = Splitting(text, by: "||")
        var isUnderstood = true
        parts.forEachPart(keepsEnds: true) { range in
            var reader = VersionReader(String(decoding: parts.bytes[range], as: UTF8.self))
            guard isUnderstood, let comparisons = Self.comparisons(&reader), reader.isAtEnd else {
                isUnderstood = false
                return
            }
            alternatives.append(comparisons)
        }
        guard isUnderstood else { return nil }
        self.alternatives = alternatives
    }

    func allows(_ version: Version) -> Bool {
        alternatives.contains { comparisons in
            let allowsPrereleases = comparisons.contains { !$0.version.prerelease.isEmpty }
            return (version.prerelease.isEmpty || allowsPrereleases)
                && comparisons.allSatisfy { $0.holds(for: version) }
        }
    }

    /// With commas or blanks between them. Before a range there must be a comma, or another range.
    private static func comparisons(_ reader: inout VersionReader) -> [VersionComparison]? {
        reader.skipBlanks()
        var comparisons: [VersionComparison] = []
        var isAfterRange = false
        repeat {
            if let range = range(&reader) {
                comparisons += range
                isAfterRange = true
            } else if let comparison = comparison(&reader) {
                comparisons.append(comparison)
                isAfterRange = false
            } else {
                return nil
            }
        } while separator(&reader, isAfterRange)
        return comparisons
    }

    private static func separator(_ reader: inout VersionReader, _ isAfterRange: Bool) -> Bool {
        let hasBlanks = reader.skipBlanks()
        let hasComma = reader.skip(",")
        if hasComma { reader.skipBlanks() }
        if reader.isAtEnd { return hasComma }
        return hasComma || hasBlanks && (isAfterRange || !isRange(reader))
    }

    private static func isRange(_ reader: VersionReader) -> Bool {
        var reader = reader
        return range(&reader) != nil
    }

    /// `1.2 - 1.4`, which is `>=1.2 <=1.4`.
    private static func range(_ reader: inout VersionReader) -> [VersionComparison]? {
        reader.attempt { reader in
            guard let from = reader.version(wildcards: true), reader.skipBlanks(), reader.skip("-"),
                reader.skipBlanks(),
                let to = reader.version(wildcards: true), let first = VersionComparison(.atLeast, from),
                let second = VersionComparison(.atMost, to)
            else { return nil }
            return [first, second]
        }
    }

    private static func comparison(_ reader: inout VersionReader) -> VersionComparison? {
        let sign = VersionComparison.signs.first { reader.skip($0.text) }
        reader.skipBlanks()
        guard let version = reader.version(wildcards: true) else { return nil }
        return VersionComparison(sign?.operator ?? .equal, version)
    }
}
