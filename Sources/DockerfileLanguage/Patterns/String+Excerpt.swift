extension String {
    /// As much of it as a message can quote.
    var excerpt: String {
        let start = prefix(80)
        return start.endIndex == endIndex ? self : start + "…"
    }
}
