extension Bool {
    /// Reads what Go's `strconv.ParseBool` does, since that is what Docker's programs take.
    package init?(word: String) {
        switch word {
        case "1", "t", "T", "true", "TRUE", "True": self = true
        case "0", "f", "F", "false", "FALSE", "False": self = false
        default: return nil
        }
    }
}
