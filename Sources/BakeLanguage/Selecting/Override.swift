package import Values

/// A word of the command line that changes an attribute of targets, taken apart.
package struct Override: Sendable {
    /// Names the targets.
    let pattern: String
    /// Whatever was written; only a target that it meets can tell that there is no such key.
    let key: String
    /// The name in the attribute: `VERSION` of `args.VERSION`.
    let name: String?
    /// Nil for `args.NAME` alone, which means the variable of that name.
    let value: String?
    /// Whether the value is added to what is there.
    let isAddition: Bool
    /// The word, for messages.
    let place: SourceRange

    /// Reads `PATTERN.KEY=VALUE`, `PATTERN.KEY+=VALUE` or `PATTERN.KEY.NAME=VALUE`.
    package init(set word: String) throws(Diagnostics) {
        place = SourceFile(name: "--set", text: word).range
        let equals = word.firstIndex(of: "=")
        value = equals.map { String(word[word.index(after: $0)...]) }
        var left = word[..<(equals ?? word.endIndex)]
        isAddition = left.hasSuffix("+")
        if isAddition { left.removeLast() }
        let parts = left.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { throw Diagnostics(OverrideWordFault.noKey.diagnostic(at: place)) }
        pattern = parts[0]
        key = parts[1]
        name = parts.count > 2 ? parts[2] : nil
        if let fault { throw Diagnostics(fault.diagnostic(at: place)) }
    }

    /// What an option says of all targets. Messages show the option and what was written behind it.
    package init(
        _ key: OverrideKey, of option: String, written text: String, value: String, isAddition: Bool = false
    ) {
        pattern = "*"
        self.key = key.rawValue
        name = nil
        self.value = value
        self.isAddition = isAddition
        place = SourceFile(name: option, text: text).range
    }

    private var fault: OverrideWordFault? {
        if value == nil, key != OverrideKey.args.rawValue { return .noValue }
        guard let key = OverrideKey(rawValue: key) else { return nil }
        if key.needsName, name == nil { return .noName(key) }
        return isAddition && !key.takesAdditions ? .noAddition(key) : nil
    }
}
