/// How far apart two changes of a file must be to show in its times. docs/stat-cache-format.md says what follows.
struct Grain {
    /// In nanoseconds.
    let span: Int64

    /// Four ticks of the clock that stamps files. On a network, and on whatever is not known, the clock is another's,
    /// and some formats have times in steps of two seconds.
    init(isLocal: Bool, tick: Int64) {
        span = isLocal ? 4 * tick : Self.coarse
    }

    private static let coarse: Int64 = 2_000_000_000

    /// Whether a file with these times may be changed after `moment` without its times showing it.
    func leavesDoubt(_ modified: Int64, _ changed: Int64, at moment: Int64) -> Bool {
        let span = changed % 1_000_000_000 == 0 ? max(span, Self.coarse) : span
        // Times that do not fit are wrapped around, so the distances are as well.
        return moment &- changed < span || abs(clamped: moment &- modified) < span
    }

    private func abs(clamped number: Int64) -> Int64 { Int64(clamping: number.magnitude) }
}
