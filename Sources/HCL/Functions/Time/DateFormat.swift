/// How a moment is to be written: letters stand for parts of it (`YYYY-MM-DD`), and what is in single quotes, or is no
/// letter, for itself.
struct DateFormat {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let format: [UInt8]

    init(_ format: String) {
        self.format = Array(format.utf8)
    }

    func text(of moment: DateTime) throws(Fault) -> String {
        var output: [UInt8] = []
        var position = 0
        while position < format.count {
            let byte = format[position]
            if byte == Self.quote {
                position = try appendQuotation(at: position, to: &output)
            } else if Self.isLetter(byte) {
                let count = format[position...].prefix { $0 == byte }.count
                output += try Self.part(byte, count, of: moment).utf8
                position += count
            } else {
                output.append(byte)
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Where the text after the quotation begins.
    private func appendQuotation(at start: Int, to output: inout [UInt8]) throws(Fault) -> Int {
        var position = start + 1
        if position < format.count, format[position] == Self.quote {
            output.append(Self.quote)
            return position + 1
        }
        while position < format.count {
            if format[position] == Self.quote {
                position += 1
                // A quote inside is written twice.
                guard position < format.count, format[position] == Self.quote else { return position }
            }
            output.append(format[position])
            position += 1
        }
        throw Fault(description: "a single quote opens a text that has no end")
    }

    private static let quote = UInt8(ascii: "'")

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }

    private static func part(_ letter: UInt8, _ count: Int, of moment: DateTime) throws(Fault) -> String {
        switch (Character(Unicode.Scalar(letter)), count) {
        case ("Y", 2): return signed(moment.year % 100, 2)
        case ("Y", 4): return signed(moment.year, 4)
        case ("M", 1...2): return DateTime.digits(moment.month, count)
        case ("M", 3): return String(moment.monthName.prefix(3))
        case ("M", 4): return moment.monthName
        case ("D", 1...2): return DateTime.digits(moment.day, count)
        case ("E", 3): return String(moment.weekdayName.prefix(3))
        case ("E", 4): return moment.weekdayName
        case ("h", 1...2): return DateTime.digits(moment.hour, count)
        case ("H", 1...2): return DateTime.digits((moment.hour + 11) % 12 + 1, count)
        case ("A", 2): return moment.hour < 12 ? "AM" : "PM"
        case ("a", 2): return moment.hour < 12 ? "am" : "pm"
        case ("m", 1...2): return DateTime.digits(moment.minute, count)
        case ("s", 1...2): return DateTime.digits(moment.second, count)
        case ("Z", 1): return moment.offset == 0 ? "Z" : moment.zone(separator: ":")
        case ("Z", 3): return moment.offset == 0 ? "UTC" : moment.zone(separator: "")
        case ("Z", 4): return moment.zone(separator: "")
        case ("Z", 5): return moment.zone(separator: ":")
        case (let letter, let count): throw fault(letter, count)
        }
    }

    private static func signed(_ value: Int, _ width: Int) -> String {
        value < 0 ? "-" + DateTime.digits(-value, width - 1) : DateTime.digits(value, width)
    }

    private static func fault(_ letter: Character, _ count: Int) -> Fault {
        let verb = count > 10 ? "\(letter)…" : String(repeating: letter, count: count)
        guard let forms = forms[letter] else {
            return Fault(description: "\"\(verb)\" stands for no part of a date; text goes in single quotes")
        }
        return Fault(description: "\"\(verb)\" stands for no part of a date; there are \(forms)")
    }

    private static let forms: [Character: String] = [
        "Y": "YY and YYYY", "M": "M, MM, MMM and MMMM", "D": "D and DD", "E": "EEE and EEEE", "h": "h and hh",
        "H": "H and HH", "A": "AA and aa", "a": "AA and aa", "m": "m and mm", "s": "s and ss",
        "Z": "Z, ZZZ, ZZZZ and ZZZZZ",
    ]
}
