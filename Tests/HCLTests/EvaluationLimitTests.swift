import HCL
import Numbers
import Testing
import Values

/// No file keeps the machine, or takes its memory or the stack.
@Suite struct EvaluationLimitTests {
    private static let long = Value.string(String(repeating: "a", count: 1 << 25))

    /// Evaluates `x1 = …`, `x2 = …` and so on one after the other.
    private func doubled(_ times: Int, from start: Value, _ step: String) -> Outcome {
        let scope = Scope(functions: Bench.functions)
        scope.variables["x"] = start
        for _ in 0..<times {
            switch Bench.outcome(of: step, in: scope) {
            case .value(let value): scope.variables["x"] = value
            case .faults(let messages): return .faults(messages)
            }
        }
        return .value(scope.variables["x"] ?? .null(.any))
    }

    @Test(arguments: [
        (long, "\"${x}${x}\"", "the value is too large"),
        (.tuple([long]), "[x, x]", "the value is too large"),
        (.tuple([long]), "{a = x, b = x}", "the value is too large"),
        (.tuple([long]), "concat(x, x)", "the value is too large"),
        (.tuple([long]), "[for y in [1, 2] : x]", "the value is too large"),
    ])
    func `what doubles again and again is refused`(start: Value, step: String, message: String) {
        #expect(doubled(60, from: start, step) == .faults([message]))
    }

    @Test(arguments: [(Value.bool(true), 21), (.number(Number("1e30000") ?? 0), 12)])
    func `what would take more than there is memory, in itself or as text, is refused`(part: Value, doublings: Int) {
        let refusal = Outcome.faults(["the value is too large"])
        #expect(doubled(doublings - 1, from: .tuple([part]), "[x, x]") != refusal)
        #expect(doubled(doublings, from: .tuple([part]), "[x, x]") == refusal)
    }

    @Test func `what is nested ever deeper is refused`() {
        #expect(doubled(5000, from: .string("a"), "[x]") == .faults(["the value is nested more than 200 deep"]))
    }

    @Test func `large values of shared parts are compared and converted`() {
        let scope = Scope(functions: Bench.functions)
        guard case .value(let value) = doubled(16, from: .tuple([.string("ab")]), "[x, x]") else {
            Issue.record("refused")
            return
        }
        scope.variables["x"] = value
        #expect(Bench.outcome(of: "x == x", in: scope) == .value(.bool(true)))
        #expect(Bench.outcome(of: "true ? x : [x, x, x]", in: scope) != .value(.null(.any)))
    }

    @Test func `a run has so many steps and no more, whatever is caught`() {
        let scope = Scope(steps: 20_000)
        scope.variables["x"] = .tuple((0..<300).map { _ in .bool(true) })
        let loop = "[for a in x : [for b in x : [for c in x : a == b ? c : can(b) ]]]"
        #expect(Bench.outcome(of: "try(\(loop), 1)", in: scope) == .faults(["evaluating the file takes too long"]))
        #expect(Bench.outcome(of: "can(1)", in: scope) == .faults([]))
    }

    @Test func `all that a run makes has a limit, though each value is within its own`() {
        let scope = Scope(functions: Bench.functions, steps: 100_000)
        let loop = #"[for number in range(300) : can(format("%20000s", ""))]"#
        #expect(Bench.outcome(of: loop, in: scope) == .faults(["evaluating the file takes too long"]))
    }

    @Test func `functions that call themselves end`() {
        let scope = Scope()
        scope.functions["f"] = Bench.function(["n"], "n <= 0 ? 0 : f(n - 1)", in: scope)
        #expect(
            Bench.outcome(of: "f(3)", in: scope) == .faults(["expressions and calls go too deep into each other"]))
    }

    @Test(arguments: ["(", "[", "-", "!", "f("])
    func `what is as deep as can be read does not overflow the stack`(opener: String) {
        let closer = ["(": ")", "[": "]", "f(": ")"][opener] ?? ""
        let scope = Scope()
        scope.functions["f"] = Bench.function(["n"], "n", in: scope)
        let text = String(repeating: opener, count: 400) + "1" + String(repeating: closer, count: 400)
        _ = Bench.outcome(of: text, in: scope)
    }

    @Test func `a long chain of operators does not overflow the stack`() {
        let sum = Array(repeating: "1", count: 900).joined(separator: " + ")
        #expect(Bench.outcome(of: sum, in: Scope()) == .value(.number(900)))
        let choice = String(repeating: "false ? 1 : ", count: 450) + "2"
        #expect(Bench.outcome(of: choice, in: Scope()) == .value(.number(2)))
    }
}
