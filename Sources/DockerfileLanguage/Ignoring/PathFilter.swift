/// Patterns that drop paths, in the syntax of .dockerignore: later ones win, `!` brings back.
///
/// Paths are bytes, since names need not be text, and relative, without a slash at either end. A tree is gone through
/// from its top: the verdict on a directory is handed to those on what it holds.
package struct PathFilter: Sendable {
    package struct Verdict: Sendable {
        package let isExcluded: Bool
        /// The patterns that match the path or what holds it; nil for the top.
        let matches: NumberSet?
        /// The pattern that dropped it.
        let dropper: Int?

        /// On the directory that holds everything.
        package static let root = Verdict(isExcluded: false, matches: nil, dropper: nil)
    }

    let patterns: [IgnorePattern]
    private let literals: LiteralPatterns
    /// Whether some pattern begins with `!`.
    package let bringsBack: Bool
    /// Whether a pattern drops everything at the top, whatever its name.
    package let dropsEverything: Bool
    let canReachEverything: Bool

    /// Takes the lines of an ignore file as `IgnoreFile` gives them, or the values of `--exclude`, which are for paths
    /// relative to each source. Empty ones mean nothing.
    package init(_ patterns: [String]) throws(IgnoreFault) {
        var known: [IgnorePattern] = []
        for pattern in patterns {
            if let pattern = try IgnorePattern(pattern) { known.append(pattern) }
        }
        self.init(known)
    }

    init(_ known: [IgnorePattern]) {
        patterns = known
        literals = LiteralPatterns(known)
        bringsBack = known.contains { $0.bringsBack }
        dropsEverything = known.contains { $0.coversTop }
        canReachEverything = known.contains { $0.pattern.canReachEverything }
    }

    package var isEmpty: Bool { patterns.isEmpty }

    /// Below `.root` a path may be one in directories that were not asked about. What is longer than paths can be is in
    /// none.
    package func verdict(on path: [UInt8], below parent: Verdict) -> Verdict {
        if let matched = parent.matches {
            var candidates = literals.candidates(for: path)
            candidates.formUnion(matched)
            return verdict(among: candidates, known: matched) { $0.matches(path) }
        }
        let directories = Self.directories(above: path)
        if directories.isEmpty {
            return verdict(among: literals.candidates(for: path), known: nil) { $0.matches(path) }
        }
        return verdict(among: literals.all, known: nil) { pattern in
            pattern.matches(path) || directories.contains { pattern.matches($0) }
        }
    }

    @inline(__always)
    private func verdict(
        among candidates: NumberSet, known: NumberSet?, _ matches: (PathPattern) -> Bool
    ) -> Verdict {
        var matching = NumberSet(below: patterns.count)
        var dropper: Int?
        candidates.forEach { number in
            let bringsBack = patterns[number].bringsBack
            if known?.contains(number) != true {
                // What would change nothing is not asked, and so says nothing about what lies below either.
                guard bringsBack == (dropper != nil), matches(patterns[number].pattern) else { return }
            }
            matching.insert(number)
            dropper = bringsBack ? nil : dropper ?? number
        }
        return Verdict(isExcluded: dropper != nil, matches: matching, dropper: dropper)
    }

    /// The pattern that drops a path, as written; nil when none does.
    package func dropping(_ path: [UInt8]) -> String? {
        var verdict = Verdict.root
        for directory in Self.directories(above: path) { verdict = self.verdict(on: directory, below: verdict) }
        return dropping(self.verdict(on: path, below: verdict))
    }

    /// The pattern that brought about a verdict, as written; nil when the path is kept.
    package func dropping(_ verdict: Verdict) -> String? {
        verdict.dropper.map { patterns[$0].text }
    }

    private static func directories(above path: [UInt8]) -> [[UInt8]] {
        guard path.count <= 4096 else { return [] }
        return path.indices.filter { $0 > 0 && path[$0] == UInt8(ascii: "/") }.map { Array(path[..<$0]) }
    }
}
