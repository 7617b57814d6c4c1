/// What the ways through all stages add to.
struct Tally {
    var findings: Findings
    var suggestions = VariableSuggestions()
    var effort = Effort()

    init(_ findings: Findings) {
        self.findings = findings
    }

    /// All of it, and nothing is left, so that whoever adds to it need not copy it.
    mutating func taken() -> Tally {
        var taken = Tally(Findings())
        swap(&taken, &self)
        return taken
    }
}
