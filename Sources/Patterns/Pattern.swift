internal import CRE2

/// A regular expression in the syntax of RE2, as Go reads it: matching takes time in proportion to the text, whatever the
/// pattern. Places in a text are offsets in its UTF-8.
package struct Pattern: Sendable {
    let compiled: Compiled

    /// The names of the groups, in their order; nil for one without. Several may have the same.
    package let groupNames: [String?]

    package init(_ text: String) throws(PatternFault) {
        compiled = try Compiled(try Dialect(text).translated())
        groupNames = compiled.groupNames
    }

    /// The leftmost match; of several that begin there, the one that Perl would take.
    package func firstMatch(in text: String) throws(PatternFault) -> Match? {
        var search = try Search(self, in: text)
        return search.next()
    }

    /// All matches, from left to right, none overlapping another. One that is empty does not follow another directly.
    package func allMatches(in text: String) throws(PatternFault) -> [Match] {
        var search = try Search(self, in: text)
        var matches: [Match] = []
        while let match = search.next() {
            guard (matches.count + 1) * (groupNames.count + 1) <= Self.groupLimit else { throw .tooManyMatches }
            guard !search.isOverdue else { throw .tooSlow }
            matches.append(match)
        }
        return matches
    }

    /// The most groups, in all matches together, that are worth the memory.
    private static let groupLimit = 4 << 20
}

/// Where a pattern matched.
package struct Match: Equatable, Sendable {
    package let range: Range<Int>
    /// For each group what it matched last; nil when it took no part.
    package let groups: [Range<Int>?]
}
