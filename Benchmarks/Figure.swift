/// A measured number and the goal it is held against.
struct Figure: CustomStringConvertible {
    enum Goal {
        case atLeast(Double)
        case atMost(Double)
    }

    let name: String
    let value: Double
    let unit: String
    let goal: Goal
    /// What it was made from.
    let detail: String

    var isGood: Bool {
        switch goal {
        case .atLeast(let bound): value >= bound
        case .atMost(let bound): value <= bound
        }
    }

    var description: String {
        let wanted =
            switch goal {
            case .atLeast(let bound): "at least \(bound)"
            case .atMost(let bound): "at most \(bound)"
            }
        return "\(isGood ? "ok    " : "MISSED") \(name): \(Self.short(value))\(unit) (goal: \(wanted)); \(detail)"
    }

    static func short(_ value: Double) -> String {
        let scale = value < 10 ? 1000.0 : 10
        return "\((value * scale).rounded() / scale)"
    }
}

/// Times of one thing, in seconds.
struct Times: CustomStringConvertible {
    private let sorted: [Double]

    init(_ times: [Double]) {
        sorted = times.sorted()
    }

    var median: Double { sorted[sorted.count / 2] }

    var description: String {
        let (low, high) = (sorted[0], sorted[sorted.count - 1])
        return "\(Figure.short(median)) s (\(Figure.short(low)) to \(Figure.short(high)))"
    }
}
