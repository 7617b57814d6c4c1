import Numbers

/// Computes `1 3 / 3 *`: an operator takes what stands before it. A word in quotes is a text to be read as a number.
struct PostfixExpression {
    private var operands: [Operand] = []

    private enum Operand {
        case text(String)
        case number(Number)
    }

    /// What the expression comes to, as text; nil when there is no such number.
    static func value(of expression: String) -> String? {
        var state = PostfixExpression()
        var words = expression[...]
        if words.first == "\"", let end = words.lastIndex(of: "\"") {
            state.operands.append(.text(String(words[words.index(after: words.startIndex)..<end])))
            words = words[words.index(after: end)...]
        }
        for word in words.split(separator: " ").dropLast() {
            guard let result = state.apply(String(word)) else { return nil }
            state.operands.append(result)
        }
        guard let last = words.split(separator: " ").last.map(String.init) else { return state.pop()?.description }
        if last.hasPrefix("%"), last != "%" { return state.pop().flatMap { format($0, last) } }
        if last == "==" || last == "<" {
            guard let right = state.pop(), let left = state.pop() else { return nil }
            return String(last == "<" ? left < right : left == right)
        }
        guard case .number(let number) = state.apply(last) else { return nil }
        return number.description
    }

    private mutating func pop() -> Number? {
        switch operands.popLast() {
        case .number(let number): number
        case .text(let text): Number(text)
        case nil: nil
        }
    }

    private mutating func apply(_ word: String) -> Operand? {
        if let number = Number(word) { return .number(number) }
        guard let right = pop() else { return nil }
        let result: Number? =
            switch word {
            case "floor": right.floor
            case "ceil": right.ceiling
            case "int": right.truncated
            case "abs": right.absolute
            case "neg": -right
            case "parseint": parse(base: right)
            default: pop().flatMap { Self.binary($0, word, right) }
            }
        return result.map(Operand.number)
    }

    private mutating func parse(base: Number) -> Number? {
        guard case .text(let text) = operands.popLast(), let base = base.integer else { return nil }
        return Number(text, base: base)
    }

    private static func binary(_ left: Number, _ word: String, _ right: Number) -> Number? {
        switch word {
        case "+": left + right
        case "-": left - right
        case "*": left * right
        case "/": left / right
        case "%": left % right
        case "pow": left.power(right)
        case "log": left.logarithm(base: right)
        default: nil
        }
    }

    private static func format(_ number: Number, _ verb: String) -> String? {
        let precision = verb.contains(".") ? Int(verb.drop { $0 != "." }.dropFirst().dropLast()) : nil
        switch verb.last {
        case "v": return number.formatted(.general)
        case "g": return number.formatted(.general, precision: precision)
        case "e": return number.formatted(.scientific, precision: precision ?? 6)
        case "f": return number.formatted(.fixed, precision: precision ?? 6)
        case "d": return number.digits(base: 10)
        case "x": return number.digits(base: 16)
        case "o": return number.digits(base: 8)
        case "b": return number.digits(base: 2)
        default: return nil
        }
    }
}
