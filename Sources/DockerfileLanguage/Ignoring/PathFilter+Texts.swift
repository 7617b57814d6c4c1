extension PathFilter {
    /// The patterns as written: filters with equal ones say the same.
    package var texts: [String] { patterns.map(\.text) }
}
