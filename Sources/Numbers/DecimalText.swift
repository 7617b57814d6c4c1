/// A number as its spelling begins: the sign, digits with at most one point, an exponent.
struct DecimalText {
    var isNegative = false
    /// Without zeros before and after what counts.
    private(set) var digits: [UInt8] = []
    /// The power of ten that the last digit counts.
    private(set) var exponent = 0
    private(set) var binaryExponent = 0

    /// Reads `12`, `-0.5`, `.5`, `5.`, `1e3`, and `1p3`, which is 8. Nil for anything else, and where an exponent is beyond
    /// what 32 bits hold.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = rest.popSign()
        guard readDigits(&rest), readExponent(&rest), rest.isEmpty else { return nil }
        let top = digits.count * 4 + exponent + binaryExponent
        guard digits.isEmpty || Int(Int32.min)...Int(Int32.max) ~= top else { return nil }
    }

    /// Whether there were any.
    private mutating func readDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
        var isThere = false
        var isAfterPoint = false
        // Those that may yet turn out to be at the end.
        var zeros = 0
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !isAfterPoint {
                isAfterPoint = true
            } else if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
                isThere = true
                append(byte - UInt8(ascii: "0"), &zeros)
                if isAfterPoint { exponent -= 1 }
            } else {
                break
            }
            rest.removeFirst()
        }
        exponent += zeros
        return isThere
    }

    private mutating func append(_ digit: UInt8, _ zeros: inout Int) {
        if digit > 0 {
            digits += repeatElement(0, count: zeros)
            digits.append(digit)
            zeros = 0
        } else if !digits.isEmpty {
            zeros += 1
        }
    }

    /// False when it is begun and not finished.
    private mutating func readExponent(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let letter = rest.first else { return true }
        let isBinary = letter | 0x20 == UInt8(ascii: "p")
        guard isBinary || letter | 0x20 == UInt8(ascii: "e") else { return false }
        rest.removeFirst()
        let isBelowZero = rest.popSign()
        guard !rest.isEmpty else { return false }
        var value = 0
        while let byte = rest.first {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return false }
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
            rest.removeFirst()
        }
        if isBinary {
            binaryExponent = isBelowZero ? -value : value
        } else {
            exponent += isBelowZero ? -value : value
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Takes a sign away, and says whether it was a minus.
    fileprivate mutating func popSign() -> Bool {
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
        return removeFirst() == UInt8(ascii: "-")
    }
}
