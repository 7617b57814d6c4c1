package import Values

extension Timestamp {
    /// Reads a moment as documents have it: `2026-11-20T09:56:19.25Z`, `2026-11-20T10:56:19+01:00`. Nil for anything else.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var number: Int64 = 0
            for byte in bytes[range] {
                guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
                number = number * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            return number
        }
        func has(_ character: Unicode.Scalar, at place: Int) -> Bool {
            place < bytes.count && bytes[place] == UInt8(ascii: character)
        }
        guard let year = number(0..<4), has("-", at: 4), let month = number(5..<7), has("-", at: 7),
            let day = number(8..<10), has("T", at: 10) || has("t", at: 10), let hour = number(11..<13),
            has(":", at: 13),
            let minute = number(14..<16), has(":", at: 16), let second = number(17..<19), 1...12 ~= month,
            day >= 1, day <= Calendar.days(inMonth: Int(month), ofYear: Int(year)), hour < 24, minute < 60, second <= 60
        else { return nil }
        var place = 19
        var nanoseconds: Int64 = 0
        if has(".", at: place) {
            var unit: Int64 = 100_000_000
            place += 1
            let start = place
            while let digit = number(place..<place + 1) {
                nanoseconds += digit * unit
                unit /= 10
                place += 1
            }
            guard place > start else { return nil }
        }
        guard let offset = Self.offset(bytes[place...], number) else { return nil }
        let days = Self.days(year, month, day)
        self.init(seconds: days * 86400 + hour * 3600 + minute * 60 + second - offset, nanoseconds: nanoseconds)
    }

    /// `Z` or `+01:00`, in seconds.
    private static func offset(_ zone: ArraySlice<UInt8>, _ number: (Range<Int>) -> Int64?) -> Int64? {
        guard let first = zone.first else { return nil }
        let start = zone.startIndex
        if first == UInt8(ascii: "Z") || first == UInt8(ascii: "z") { return zone.count == 1 ? 0 : nil }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), zone.count == 6,
            zone[start + 3] == UInt8(ascii: ":"), let hours = number(start + 1..<start + 3),
            let minutes = number(start + 4..<start + 6)
        else { return nil }
        return (hours * 3600 + minutes * 60) * (first == UInt8(ascii: "-") ? -1 : 1)
    }

    /// Days since 1970 began, by the Gregorian calendar: a year begins in March, so that the day of a leap year comes last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let month = month <= 2 ? month + 9 : month - 3
        let leaps = year / 4 - year / 100 + year / 400
        return year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468
    }
}
