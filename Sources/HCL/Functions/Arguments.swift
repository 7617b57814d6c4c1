internal import Numbers

/// What a function was called with. They have been converted to the types of the parameters.
struct Arguments {
    let values: [Value]

    init(_ values: [Value]) {
        self.values = values
    }

    var count: Int { values.count }

    subscript(index: Int) -> Value { index < values.count ? values[index] : Value.null(.any) }

    func text(_ index: Int) throws(CallFailure) -> String {
        guard case .string(let text) = self[index] else { throw .argument(index, reason: "must be a string") }
        return text
    }

    func number(_ index: Int) throws(CallFailure) -> Number {
        guard case .number(let number) = self[index] else { throw .argument(index, reason: "must be a number") }
        return number
    }

    func flag(_ index: Int) throws(CallFailure) -> Bool {
        guard case .bool(let flag) = self[index] else { throw .argument(index, reason: "must be a bool") }
        return flag
    }

    /// A number without a fraction, of at most 64 bits.
    func integer(_ index: Int) throws(CallFailure) -> Int {
        let number = try number(index)
        guard let integer = number.integer else {
            throw .argument(index, reason: number.isInteger ? "is too large a number" : "must be a whole number")
        }
        return integer
    }

    /// The elements of a list or set.
    func elements(_ index: Int) throws(CallFailure) -> [Value] {
        switch self[index] {
        case .list(let elements, _), .set(let elements, _): return elements.values
        default: throw .argument(index, reason: "must be a list")
        }
    }
}

/// How much a call may make. What would be more is refused before it is made.
enum ResultLimit {
    /// `count` times `each` must not be too much.
    static func check(_ count: Int, times each: Int = 1) throws(CallFailure) {
        let (product, isBeyond) = count.multipliedReportingOverflow(by: each)
        guard !isBeyond, product <= Value.weightLimit else { throw .failed(reason: "the result would be too large") }
    }
}

extension Value {
    static func number(_ value: Int) -> Value { .number(Number(value)) }

    /// A string of UTF-8.
    init(utf8 bytes: some Sequence<UInt8>) {
        self.init(text: String(decoding: Array(bytes), as: UTF8.self))
    }
}
