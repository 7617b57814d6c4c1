/// Something worth measuring.
struct Benchmark {
    let name: String
    /// Takes more than one would wait for, so that its whole name has to be said.
    var isForTheAsking = false
    let measure: (Workshop) throws -> [Figure]

    @MainActor static let all = [tarball, index, start, hash, bake, context, plan, affected, build, push, largePush]

    /// Whether these words mean it; none mean all.
    func isMeant(by words: [String]) -> Bool {
        if isForTheAsking { return words.contains(name) }
        return words.isEmpty || words.contains(where: name.contains)
    }
}
