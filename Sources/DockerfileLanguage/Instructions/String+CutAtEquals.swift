extension String {
    /// What stands before and behind the first equals sign; nil behind where there is none.
    var cutAtEquals: (String, String?) {
        guard let place = utf8.firstIndex(of: UInt8(ascii: "=")) else { return (self, nil) }
        return (String(self[..<place]), String(self[utf8.index(after: place)...]))
    }
}
