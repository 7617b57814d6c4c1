internal import Values

extension CheckSettings {
    /// Reads `skip=A,B;error=true;experimental=C`. For rules `all` is all of them. Names of rules need not be known.
    package init(_ text: String) throws(CheckSettingsFault) {
        self.init()
        let text = Self.trimmed(text)
        guard !text.isEmpty else { return }
        for option in text.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false) {
            guard let equals = option.utf8.firstIndex(of: UInt8(ascii: "=")) else { throw .noValue(String(option)) }
            let value = Self.trimmed(String(option[option.utf8.index(after: equals)...]))
            try take(Self.trimmed(String(option[..<equals])), value)
        }
    }

    private mutating func take(_ name: String, _ value: String) throws(CheckSettingsFault) {
        switch name {
        case "skip" where value == "all": skipsAll = true
        case "skip": skipped = Self.names(value)
        case "experimental" where value == "all": allowsAllExperimental = true
        case "experimental": experimental = Self.names(value)
        case "error":
            guard let flag = Bool(word: value) else { throw .notBoolean(value) }
            failsOnFindings = flag
        default: throw .unknownOption(name)
        }
    }

    private static func names(_ list: String) -> Set<String> {
        Set(list.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) })
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
