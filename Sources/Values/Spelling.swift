/// Finds the name somebody meant.
package enum Spelling {
    /// The candidate nearest to `word`, or nil when none is near enough to be worth offering: at most one slip for
    /// every three letters, the last of which need not be there. Of several equally near the first wins. There is none
    /// for a word that is longer than words are, and only the first few thousand candidates are looked at.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let typed = Array(word.lowercased())
        let limit = max(1, (typed.count + 1) / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates.prefix(most) where mayBeNear(candidate, word, limit) {
            let distance = distance(typed, Array(candidate.lowercased()))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= limit, best.distance < typed.count else { return nil }
        return best.name
    }

    private static let longest = 200
    private static let most = 2000

    /// Spares the long way for most candidates. A letter takes up to four bytes, not to speak of its marks.
    private static func mayBeNear(_ candidate: String, _ word: String, _ limit: Int) -> Bool {
        abs(candidate.utf8.count - word.utf8.count) <= 4 * limit
    }

    /// How many letters must be inserted, dropped, replaced or swapped with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
