internal import Numbers
internal import Values

struct DateFunctions {
    private let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    var table: [String: Function] {
        let surroundings = surroundings
        return [
            "timestamp": .taking([]) { _ in .string(surroundings.now().description) },
            "timeadd": .taking([.text("timestamp"), .text("duration")], reading: Self.add),
            "formatdate": .taking([.text("format"), .text("time")]) { arguments throws(CallFailure) in
                try Self.format(arguments, Self.moment(try arguments.text(1), at: 1))
            },
            "formattimestamp": .taking([.text("format"), .anything("time")], reading: Self.formatTimestamp),
            "unixtimestampparse": .taking([.number("unix_timestamp")], reading: Self.parts),
        ]
    }

    private static func add(_ arguments: Arguments) throws(CallFailure) -> Value {
        let start = try moment(try arguments.text(0), at: 0)
        guard let length = DateTime.nanoseconds(ofDuration: try arguments.text(1)) else {
            throw .argument(1, reason: "must be a duration like \"1h30m\" or \"-10s\", of at most 292 years")
        }
        guard let end = start.adding(nanoseconds: length) else { throw .failed(reason: "there is no such time") }
        return .string(end.description)
    }

    private static func formatTimestamp(_ arguments: Arguments) throws(CallFailure) -> Value {
        let moment: DateTime
        switch arguments[1] {
        case .string(let text): moment = try Self.moment(text, at: 1)
        case .number: moment = DateTime(seconds: try seconds(arguments, at: 1))
        default: throw .argument(1, reason: "must be a timestamp, or a number of seconds, and is \(arguments[1].kind)")
        }
        if try arguments.text(0) == "X" { return .string(String(moment.seconds)) }
        guard 0...9999 ~= moment.year else { throw .argument(1, reason: "must be in the years from 0 to 9999") }
        return try format(arguments, moment)
    }

    private static func format(_ arguments: Arguments, _ moment: DateTime) throws(CallFailure) -> Value {
        do {
            return Value(text: try DateFormat(try arguments.text(0)).text(of: moment))
        } catch let fault as DateFormat.Fault {
            throw .argument(0, reason: fault.description)
        } catch let failure as CallFailure {
            throw failure
        } catch {
            throw .argument(0, reason: "is no format of a date")
        }
    }

    private static func moment(_ text: String, at index: Int) throws(CallFailure) -> DateTime {
        do {
            return try DateTime(rfc3339: text)
        } catch {
            throw .argument(index, reason: "\(error)")
        }
    }

    private static func seconds(_ arguments: Arguments, at index: Int) throws(CallFailure) -> Int {
        let seconds = try arguments.integer(index)
        // Three hundred million years each way; a calendar has little to say of what is beyond.
        guard abs(Double(seconds)) < 1e16 else { throw .argument(index, reason: "is too far from today") }
        return seconds
    }

    private static func parts(_ arguments: Arguments) throws(CallFailure) -> Value {
        let moment = DateTime(seconds: try seconds(arguments, at: 0))
        let week = moment.isoWeek
        return .object([
            "year": .number(moment.year), "year_day": .number(moment.dayOfYear), "day": .number(moment.day),
            "month": .number(moment.month), "month_name": .string(moment.monthName),
            "weekday": .number(moment.weekday), "weekday_name": .string(moment.weekdayName),
            "hour": .number(moment.hour), "minute": .number(moment.minute), "second": .number(moment.second),
            "rfc3339": .string(moment.description), "iso_year": .number(week.year), "iso_week": .number(week.week),
        ])
    }
}
