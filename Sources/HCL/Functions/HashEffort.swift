/// How much was spent on hashes that are slow on purpose.
final class HashEffort {
    private var rounds = 0

    /// Half a minute or so, as machines are today.
    private static let limit = 1 << 19

    /// False when that is too much, with all that went before.
    func spend(onCost cost: Int) -> Bool {
        rounds += 1 << cost
        return rounds <= Self.limit
    }
}
