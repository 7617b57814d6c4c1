internal import Values

/// What was found wrong so far.
struct Faults {
    /// Enough for anybody to start with; a file that is no bake file at all would have one in every line.
    static let most = 20

    private(set) var all: [Diagnostic] = []

    var isFull: Bool { all.count >= Self.most }

    mutating func report(_ fault: SyntaxFault, at range: SourceRange) {
        // A second one at the same place only says what the first has led to.
        if isFull || all.last?.range?.offsets.lowerBound == range.offsets.lowerBound { return }
        all.append(fault.diagnostic(at: range))
    }
}

/// Thrown when what is being read makes no sense from here on; why has been reported.
struct Refusal: Error {
    /// Up to where it did make sense.
    let reached: Int
    /// Where what comes next begins, when that is plain to see.
    var resumes: Int?
    /// What follows may still belong to the value in which it happened.
    var isInValue = false
}
