internal import Values

/// What is done with a target instead of building it: `check`, `outline,format=json`.
package struct CallMethod: Hashable, Sendable {
    package let name: String
    package let format: String
    package let ignoresStatus: Bool

    /// Nil where the target is to be built: for an empty text and for `build`.
    package init?(text: String) throws(EntryFault) {
        if text.isEmpty { return nil }
        var name = ""
        var format = ""
        var ignoresStatus = false
        for field in try CSVFields(text).all {
            guard let (key, value) = field.cut(at: "=") else {
                if !name.isEmpty { throw .secondName(text, .call) }
                name = field
                continue
            }
            switch key {
            case "format": format = value
            case "ignorestatus":
                guard let word = Bool(word: value) else { throw .notBoolean(value, key: key) }
                ignoresStatus = word
            default: throw .unknownKey(key, .call)
            }
        }
        if name == "build" { return nil }
        self.name = name == "check" ? "lint" : name
        self.format = format
        self.ignoresStatus = ignoresStatus
    }
}
