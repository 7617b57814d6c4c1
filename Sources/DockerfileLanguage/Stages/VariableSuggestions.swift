/// Finds the variable that somebody meant, by the measure of BuildKit's checks: at most two letters inserted, dropped or
/// replaced, and of several equally near the first.
struct VariableSuggestions {
    /// How many names are compared for a whole Dockerfile, so that no file asks for more than it is worth.
    private var budget = 2_000_000

    var isSpent: Bool { budget <= 0 }

    mutating func spend(_ effort: Int) {
        budget -= 2 * effort
    }

    mutating func nearest(to name: String, among variables: Variables) -> String? {
        nearest(to: name, among: variables.all.lazy.map(\.name))
    }

    mutating func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        var best: String?
        var distance = Self.tooFar
        for candidate in candidates where budget > 0 {
            budget -= 1
            if candidate == name { return nil }
            guard abs(candidate.utf8.count - name.utf8.count) < 4 * Self.tooFar, wanted.count < 500 else { continue }
            let found = Self.distance(wanted, Array(candidate.unicodeScalars), below: distance)
            if found < distance { (best, distance) = (candidate, found) }
        }
        return best?.isEmpty == true ? nil : best
    }

    private static let tooFar = 3

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], below limit: Int) -> Int {
        guard abs(left.count - right.count) < limit else { return limit }
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(
                    min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1)))
            }
            guard current.contains(where: { $0 < limit }) else { return limit }
            last = current
        }
        return last[right.count]
    }
}
