extension Int64 {
    /// Adds what is not negative, and stays at the largest number where the sum is larger.
    mutating func add(_ more: Int64) {
        let (sum, isTooLarge) = addingReportingOverflow(more)
        self = isTooLarge ? .max : sum
    }
}
