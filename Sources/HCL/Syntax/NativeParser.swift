internal import Values

/// Reads the native syntax. Names, precedence and what newlines mean are as HashiCorp's HCL has them:
/// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
///
/// A fault that leaves no doubt what was meant is reported, and reading goes on as if that stood there. After any other
/// a `Refusal` is thrown, and the body in which it happens goes on with its next attribute or block.
///
/// A tree cannot be taller than the stack of who walks it, so what nests deeper than `deepest`, or makes a tree taller than
/// `tallest` (`1 + 1 + …` leans to the left without nesting), is refused.
struct NativeParser {
    static let deepest = 500
    static let tallest = 1000

    let scanner: Scanner
    var faults = Faults()
    /// Behind the last token that was taken.
    var position: Int
    /// Inside brackets line breaks are blanks.
    private(set) var ignoresNewlines = false
    var depth = 0
    /// How tall the tree is that was read last.
    var height = 0
    private var ahead: Token?
    /// The end of the file was met where it should not be; what is still open need not be told as well.
    var hasBrokenOff = false

    init(_ text: SourceText) {
        scanner = Scanner(text)
        position = text.range.lowerBound
    }

    var text: SourceText { scanner.text }
}

extension NativeParser {
    /// The next token, which stays where it is. There is none any more when enough is wrong.
    mutating func peek() -> Token {
        if let ahead { return ahead }
        var token = scanner.token(from: position)
        while token.kind == .newline, ignoresNewlines { token = scanner.token(from: token.end) }
        if faults.isFull { token = Token(kind: .end, start: text.range.upperBound, end: text.range.upperBound) }
        ahead = token
        return token
    }

    @discardableResult
    mutating func take() -> Token {
        let token = peek()
        go(to: token.end)
        return token
    }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard peek().kind == kind else { return false }
        take()
        return true
    }

    mutating func go(to offset: Int) {
        position = offset
        ahead = nil
    }

    /// Says how newlines count from here on, and returns how they did.
    mutating func newlines(ignored: Bool) -> Bool {
        let before = ignoresNewlines
        if before != ignored {
            ignoresNewlines = ignored
            ahead = nil
        }
        return before
    }

    mutating func isWord(_ word: String) -> Bool {
        let token = peek()
        return token.kind == .identifier && token.end - token.start == word.utf8.count
            && text.bytes[token.start..<token.end].elementsEqual(word.utf8)
    }

    func string(_ token: Token) -> String {
        String(decoding: text.bytes[token.start..<token.end], as: UTF8.self)
    }

    func place(_ token: Token) -> SourceRange { text.place(token.start, token.end) }
}

extension NativeParser {
    mutating func report(_ fault: SyntaxFault, at range: SourceRange) {
        faults.report(fault, at: range)
    }

    /// Whether a fault was reported in the line of `token`.
    func hasFault(inLineOf token: Token) -> Bool {
        guard let last = faults.all.last?.range, last.offsets.upperBound <= token.start else { return false }
        return !text.file.bytes[last.offsets.lowerBound..<token.start].contains(Byte.newline)
    }

    func refusal(resumes: Int? = nil) -> Refusal { Refusal(reached: position, resumes: resumes) }

    mutating func refuse(_ fault: SyntaxFault, at range: SourceRange) -> Refusal {
        report(fault, at: range)
        return refusal()
    }

    /// One level deeper; `depth` is one less again when it was left.
    mutating func enter() throws(Refusal) {
        depth += 1
        if depth <= Self.deepest { return }
        // Nobody wrote this, so there is no use in looking for more.
        let refusal = refuse(.deep(limit: Self.deepest), at: place(peek()))
        hasBrokenOff = true
        throw refusal
    }

    /// What was read last and what is `over` high come under one roof.
    mutating func grow(over other: Int = 0) throws(Refusal) {
        height = max(height, other) + 1
        if height > Self.tallest { throw refuse(.tall(limit: Self.tallest), at: place(peek())) }
    }
}
