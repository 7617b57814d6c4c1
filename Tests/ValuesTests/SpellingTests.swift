import Testing
import Values

@Suite struct SpellingTests {
    @Test(arguments: [
        ("prnue", "prune"), ("verfy", "verify"), ("LS", "ls"), ("sl", "ls"), ("--frmat", "--format"), ("du", "du"),
        ("pruen", "prune"), ("purnn", "prune"),
    ])
    func `a slip finds the name that was meant`(typed: String, meant: String) {
        let names = ["ls", "du", "prune", "verify", "add", "cat", "--format", "--help"]
        #expect(Spelling.nearest(to: typed, among: names) == meant)
    }

    @Test(arguments: ["", "x", "wholly-different", "bake"])
    func `nothing is offered for a word that is near to nothing`(typed: String) {
        #expect(Spelling.nearest(to: typed, among: ["ls", "du", "prune", "verify"]) == nil)
    }
}
