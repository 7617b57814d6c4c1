internal import Numbers

extension FormatVerb {
    /// The value as it stands in the text. `argument` is its place among those of the call.
    func formatted(_ value: Value, argument: Int) throws(CallFailure) -> String {
        try ResultLimit.check(max(width ?? 0, precision ?? 0))
        switch kind {
        case .value: return padded(try plain(value, argument))
        case .string: return padded(cut(try string(value, argument)))
        case .quoted: return padded(Value(text: cut(try string(value, argument))).json ?? "")
        case .bool:
            guard case .bool(let bool) = try converted(value, .bool, argument) else { break }
            return bool ? "true" : "false"
        case .integer(let base, let isUpper):
            guard case .number(let number) = try converted(value, .number, argument) else { break }
            guard let digits = number.digits(base: base) else {
                throw .argument(argument, reason: "\"\(text)\" needs a whole number")
            }
            return integer(digits, base: base, isUpper: isUpper)
        case .scientific, .fixed, .general:
            guard case .number(let number) = try converted(value, .number, argument) else { break }
            return fraction(number)
        }
        throw .argument(argument, reason: "\"\(text)\" does not go with \(value.kind)")
    }

    private func plain(_ value: Value, _ argument: Int) throws(CallFailure) -> String {
        switch value {
        case .string(let text) where !flags.contains(.sharp): return text
        case .number(let number) where !flags.contains(.sharp): return number.formatted(.general)
        default:
            guard let json = value.json else { throw .argument(argument, reason: "holds an infinite number") }
            return json
        }
    }

    private func string(_ value: Value, _ argument: Int) throws(CallFailure) -> String {
        guard case .string(let text) = try converted(value, .string, argument) else {
            throw .argument(argument, reason: "\"\(self.text)\" does not go with \(value.kind)")
        }
        return text
    }

    private func converted(_ value: Value, _ type: ValueType, _ argument: Int) throws(CallFailure) -> Value {
        guard !value.isNull else { throw .argument(argument, reason: "\"\(text)\" does not go with null; \"%v\" does") }
        do {
            return try value.converted(to: type)
        } catch {
            throw .argument(argument, reason: "\"\(text)\": \(error)")
        }
    }

    /// The precision of a string is how many characters may stay; none at all is no precision.
    private func cut(_ text: String) -> String {
        guard let precision, precision > 0, text.utf8.count > precision else { return text }
        return Clusters(text).prefix(precision).joined()
    }

    /// Strings are as wide as they have characters, and are padded with zeros, too, on either side.
    private func padded(_ text: String) -> String {
        guard let width else { return text }
        let missing = width - text.clusterCount
        guard missing > 0 else { return text }
        let padding = String(repeating: flags.contains(.zero) ? "0" : " ", count: missing)
        return flags.contains(.minus) ? text + padding : padding + text
    }

    private func integer(_ written: String, base: Int, isUpper: Bool) -> String {
        let isNegative = written.hasPrefix("-")
        var digits = isNegative ? String(written.dropFirst()) : written
        if isUpper { digits = digits.uppercased() }
        // Zero with no digits at all.
        if digits == "0", precision == 0 { return "" }
        let sign = isNegative ? "-" : flags.contains(.plus) ? "+" : flags.contains(.space) ? " " : ""
        let prefix = flags.contains(.sharp) ? [2: "0b", 8: "0", 16: isUpper ? "0X" : "0x"][base] ?? "" : ""
        var zeros = max(0, (precision ?? 0) - digits.utf8.count)
        let missing = max(0, (width ?? 0) - sign.utf8.count - prefix.utf8.count - zeros - digits.utf8.count)
        let fillsWithZeros = flags.contains(.zero) && !flags.contains(.minus) && precision == nil
        if fillsWithZeros { zeros += missing }
        let number = sign + prefix + String(repeating: "0", count: zeros) + digits
        return fillsWithZeros ? number : filled(number, missing, onRight: flags.contains(.minus))
    }

    private func fraction(_ number: Number) -> String {
        let written = digits(number)
        let isNegative = written.hasPrefix("-")
        let digits = isNegative || written.hasPrefix("+") ? String(written.dropFirst()) : written
        let positive = number.isInfinite || flags.contains(.plus) ? "+" : ""
        let sign = isNegative ? "-" : flags.contains(.space) && !flags.contains(.plus) ? " " : positive
        let missing = max(0, (width ?? 0) - sign.utf8.count - digits.utf8.count)
        if flags.contains(.zero), !number.isInfinite { return sign + String(repeating: "0", count: missing) + digits }
        return filled(sign + digits, missing, onRight: flags.contains(.minus))
    }

    private func digits(_ number: Number) -> String {
        switch kind {
        case .scientific(let isUpper):
            let text = number.formatted(.scientific, precision: precision ?? 6)
            return isUpper && !number.isInfinite ? text.uppercased() : text
        case .general(let isUpper):
            let text = number.formatted(.general, precision: precision)
            return isUpper && !number.isInfinite ? text.uppercased() : text
        default: return number.formatted(.fixed, precision: precision ?? 6)
        }
    }

    private func filled(_ text: String, _ count: Int, onRight: Bool) -> String {
        let blanks = String(repeating: " ", count: count)
        return onRight ? text + blanks : blanks + text
    }
}
