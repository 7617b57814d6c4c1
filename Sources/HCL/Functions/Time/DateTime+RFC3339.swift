internal import Values

/// Why a text is no timestamp.
struct TimestampFault: Error, CustomStringConvertible {
    let reason: String

    var description: String { "not an RFC 3339 timestamp: \(reason)" }
}

extension DateTime: CustomStringConvertible {
    /// As RFC 3339 has it, to the second: `2026-11-20T09:56:19+01:00`.
    var description: String {
        let date = "\(year < 0 ? "-" : "")\(Self.digits(abs(year), 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
        let time = "\(Self.digits(hour, 2)):\(Self.digits(minute, 2)):\(Self.digits(second, 2))"
        return "\(date)T\(time)\(offset == 0 ? "Z" : zone(separator: ":"))"
    }

    /// `+01:00`.
    func zone(separator: String) -> String {
        let minutes = abs(offset) / 60
        return (offset < 0 ? "-" : "+") + Self.digits(minutes / 60, 2) + separator + Self.digits(minutes % 60, 2)
    }

    static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Reads what RFC 3339 allows, with `T` and `Z` in upper case.
    init(rfc3339 text: String) throws(TimestampFault) {
        var reader = Reader(text)
        let year = try reader.number(4, "the year", 0...9999)
        try reader.skip("-")
        let month = try reader.number(2, "the month", 1...12)
        try reader.skip("-")
        let day = try reader.number(2, "the day", 1...Calendar.days(inMonth: month, ofYear: year))
        try reader.skip("T")
        let hour = try reader.number(2, "the hour", 0...23)
        try reader.skip(":")
        let minute = try reader.number(2, "the minute", 0...59)
        try reader.skip(":")
        let second = try reader.number(2, "the second", 0...59)
        let nanoseconds = try reader.fraction()
        let offset = try reader.offset()
        self.init(
            year: year, month: month, day: day, secondOfDay: (hour * 60 + minute) * 60 + second,
            nanoseconds: nanoseconds, offset: offset)
    }

    private struct Reader {
        private var rest: ArraySlice<UInt8>

        init(_ text: String) {
            rest = Array(text.utf8)[...]
        }

        mutating func number(_ width: Int, _ what: String, _ range: ClosedRange<Int>) throws(TimestampFault) -> Int {
            let digits = rest.prefix(width)
            guard digits.count == width else { throw TimestampFault(reason: "it ends before \(what)") }
            guard digits.allSatisfy(Self.isDigit) else {
                throw TimestampFault(reason: "\(what) must have \(width) digits")
            }
            let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard range.contains(value) else {
                throw TimestampFault(reason: "\(what) must be from \(range.lowerBound) to \(range.upperBound)")
            }
            rest = rest.dropFirst(width)
            return value
        }

        mutating func skip(_ mark: Unicode.Scalar) throws(TimestampFault) {
            guard let next = rest.popFirst() else {
                throw TimestampFault(reason: "it ends where \"\(mark)\" is missing")
            }
            guard next == UInt8(ascii: mark) else { throw TimestampFault(reason: "\"\(mark)\" is missing") }
        }

        /// Nanoseconds; further digits are passed over.
        mutating func fraction() throws(TimestampFault) -> Int {
            guard rest.first == UInt8(ascii: ".") else { return 0 }
            let digits = rest.dropFirst().prefix(while: Self.isDigit)
            guard !digits.isEmpty else { throw TimestampFault(reason: "digits are missing after \".\"") }
            rest = rest[digits.endIndex...]
            let value = digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            return (digits.count..<max(digits.count, 9)).reduce(value) { value, _ in value * 10 }
        }

        mutating func offset() throws(TimestampFault) -> Int {
            guard let sign = rest.popFirst() else {
                throw TimestampFault(reason: "it ends before the distance from UTC")
            }
            if sign == UInt8(ascii: "Z"), rest.isEmpty { return 0 }
            guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
                throw TimestampFault(reason: "the distance from UTC must be \"Z\", or like \"+01:00\"")
            }
            let hours = try number(2, "the hours of the distance from UTC", 0...23)
            try skip(":")
            let minutes = try number(2, "the minutes of the distance from UTC", 0...59)
            guard rest.isEmpty else { throw TimestampFault(reason: "something follows its end") }
            let seconds = (hours * 60 + minutes) * 60
            return sign == UInt8(ascii: "-") ? -seconds : seconds
        }

        private static func isDigit(_ byte: UInt8) -> Bool {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
    }
}
