internal import Numbers

enum NumericFunctions {
    static var table: [String: Function] {
        [
            "absolute": .ofNumber { $0.absolute },
            "negate": .ofNumber { -$0 },
            "ceil": .ofNumber { $0.ceiling },
            "floor": .ofNumber { $0.floor },
            "int": .taking([.number("num")], reading: int),
            "signum": .taking([.number("num")], reading: signum),
            "add": operation("opposite infinities have no sum", +),
            "subtract": operation("infinity less infinity is nothing", -),
            "multiply": operation("zero times infinity is nothing", *),
            "divide": operation("zero by zero, or infinity by infinity, is nothing", /),
            "modulo": operation("zero and infinity have no remainder", %),
            "greaterthan": comparison(>),
            "greaterthanorequalto": comparison(>=),
            "lessthan": comparison(<),
            "lessthanorequalto": comparison(<=),
            "max": .taking([], variadic: .number("numbers")) { arguments throws(CallFailure) in
                try extreme(arguments) { $0 > $1 }
            },
            "min": .taking([], variadic: .number("numbers")) { arguments throws(CallFailure) in
                try extreme(arguments) { $0 < $1 }
            },
            "log": .taking([.number("num"), .number("base")], reading: log),
            "pow": .taking([.number("num"), .number("power")], reading: pow),
            "parseint": .taking([.anything("number"), .number("base")], reading: parseInt),
        ]
    }

    private static func operation(_ fault: String, _ operate: @escaping (Number, Number) -> Number?) -> Function {
        .taking([.number("a"), .number("b")]) { arguments throws(CallFailure) in
            guard let result = operate(try arguments.number(0), try arguments.number(1)) else {
                throw .failed(reason: fault)
            }
            return .number(result)
        }
    }

    private static func comparison(_ compare: @escaping (Number, Number) -> Bool) -> Function {
        .taking([.number("a"), .number("b")]) { arguments throws(CallFailure) in
            .bool(compare(try arguments.number(0), try arguments.number(1)))
        }
    }

    private static func extreme(
        _ arguments: Arguments, _ isBetter: (Number, Number) -> Bool
    ) throws(CallFailure) -> Value {
        guard arguments.count > 0 else { throw .failed(reason: "at least one number is needed") }
        var best = try arguments.number(0)
        for index in 1..<arguments.count {
            let number = try arguments.number(index)
            if isBetter(number, best) { best = number }
        }
        return .number(best)
    }

    private static func int(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard let whole = try arguments.number(0).truncated else {
            throw .argument(0, reason: "is infinite, and has no whole part")
        }
        return .number(whole)
    }

    private static func signum(_ arguments: Arguments) throws(CallFailure) -> Value {
        .number(try arguments.integer(0).signum())
    }

    private static func log(_ arguments: Arguments) throws(CallFailure) -> Value {
        try value(try arguments.number(0).logarithm(base: try arguments.number(1)))
    }

    private static func pow(_ arguments: Arguments) throws(CallFailure) -> Value {
        try value(try arguments.number(0).power(try arguments.number(1)))
    }

    private static func value(_ number: Number?) throws(CallFailure) -> Value {
        guard let number else { throw .failed(reason: "there is no such number, or it is too large to count with") }
        return .number(number)
    }

    private static func parseInt(_ arguments: Arguments) throws(CallFailure) -> Value {
        let text = try arguments.text(0)
        guard let base = try arguments.number(1).integer, 2...62 ~= base else {
            throw .argument(1, reason: "must be a whole number from 2 to 62")
        }
        guard let number = Number(text, base: base) else {
            throw .argument(0, reason: "\(Quotation(text)) is not a whole number in base \(base)")
        }
        return .number(number)
    }
}

extension Function {
    fileprivate static func ofNumber(_ compute: @escaping (Number) -> Number) -> Function {
        .taking([.number("num")]) { arguments throws(CallFailure) in .number(compute(try arguments.number(0))) }
    }
}

/// A text as messages show it: in quotes, and not all of one that is long.
struct Quotation: CustomStringConvertible {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    var description: String {
        let start = text.unicodeScalars.prefix(60)
        let isCut = start.endIndex < text.unicodeScalars.endIndex
        return "\"\(start.map { $0.escaped(asASCII: false) }.joined())\(isCut ? "…" : "")\""
    }
}
