internal import Values

/// Divides a Dockerfile into instructions: joins the lines of each, gathers the comments above it and the texts below it.
struct StatementReader {
    let file: SourceFile
    let text: WordText
    var lines: FileLines
    private var directives = DirectiveReader()
    private var comments: [String] = []

    private(set) var escape: UInt8
    private(set) var statements: [Statement] = []
    private(set) var faults: [Diagnostic] = []
    private(set) var unread: [UnreadStatement] = []
    /// The last lines of those instructions that have an empty one in them.
    private(set) var emptyContinuations: [Int] = []

    /// After so many faults nobody reads on.
    static let mostFaults = 20

    /// `escape` is what counts where no directive says otherwise.
    init(_ file: SourceFile, _ text: WordText, escape: UInt8 = UInt8(ascii: "\\")) {
        self.escape = escape
        self.file = file
        self.text = text
        lines = FileLines(file.bytes)
        statements.reserveCapacity(32)
    }

    mutating func read() {
        var canGoOn = true
        while canGoOn, faults.count < Self.mostFaults, let offsets = lines.next() {
            let line = file.bytes[offsets].droppingLineEnd.droppingLeadingSpaces
            if line.first == UInt8(ascii: "#") {
                takeComment(line, in: file.bytes[offsets])
                continue
            }
            directives.end()
            if !line.isEmpty { canGoOn = takeStatement(line) }
        }
        if let overlong = lines.overlong {
            add(.lineTooLong(overlong.count), overlong.lowerBound..<overlong.lowerBound)
        }
    }

    /// A file must say something.
    mutating func refuseNothing() {
        guard faults.isEmpty, statements.isEmpty else { return }
        add(file.bytes.isEmpty ? .emptyFile : .noInstructions, file.bytes.count..<file.bytes.count)
    }

    private mutating func add(_ fault: SyntaxFault, _ place: Range<Int>) {
        faults.append(fault.diagnostic(at: SourceRange(file, place)))
    }

    private mutating func takeComment(_ line: ArraySlice<UInt8>, in whole: ArraySlice<UInt8>) {
        do throws(SyntaxFault) {
            if let directive = try directives.take(line) {
                if directive.name == .escape { try setEscape(directive.value) }
                return
            }
        } catch {
            add(error, line.startIndex..<line.endIndex)
            return
        }
        // Where blanks stand before it, the `#` remains.
        let comment = whole.dropFirst(max(1, whole.wideSpaceAtStart)).trimmed
        if comment.isEmpty { comments = [] } else { comments.append(text.string(comment)) }
    }

    private mutating func setEscape(_ value: ArraySlice<UInt8>) throws(SyntaxFault) {
        guard value.count == 1, let byte = value.first, byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "`") else {
            throw .badEscape(text.string(value))
        }
        escape = byte
    }

    /// False where it makes no sense to read on.
    private mutating func takeStatement(_ line: ArraySlice<UInt8>) -> Bool {
        let start = lines.number
        let (bytes, seams, end) = join(line)
        let offsets = bytes.startIndex..<bytes.endIndex
        let command = Command(bytes, offsets, escape: escape)
        do throws(PlacedFault) {
            let arguments = try ArgumentReader(bytes: bytes, escape: escape, text: text).arguments(of: command)
            let statement = Statement(
                bytes: bytes, seams: seams, comments: comments, command: command, arguments: arguments,
                lines: start...lines.number, end: end)
            try takeHeredocs(of: statement)
            statements.append(statement)
            comments = []
            return true
        } catch {
            comments = []
            add(error.fault, Statement.place(error.offsets, seams))
            unread.append(
                UnreadStatement(offsets: line.startIndex..<max(line.startIndex, end), lines: start...lines.number))
            return !error.fault.hidesRest
        }
    }
}

extension StatementReader {
    /// Adds the lines that a first one is continued with. `end` is that of the last line, in the file.
    private mutating func join(_ line: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, [Statement.Seam], end: Int) {
        guard var piece = continued(line) else { return (line, [], line.endIndex) }
        var joined: [UInt8] = []
        joined.reserveCapacity(4 * piece.count)
        joined += piece
        var seams: [Statement.Seam] = []
        seams.reserveCapacity(8)
        seams.append(Statement.Seam(offset: 0, place: piece.startIndex))
        var end = line.endIndex
        var isOpen = true
        var hasEmptyLine = false
        while isOpen, let offsets = lines.next() {
            let line = file.bytes[offsets].droppingLineEnd
            let content = line.droppingLeadingSpaces
            if content.first == UInt8(ascii: "#") { continue }
            if content.isEmpty {
                hasEmptyLine = true
                continue
            }
            let next = continued(line)
            isOpen = next != nil
            piece = next ?? line
            seams.append(Statement.Seam(offset: joined.count, place: piece.startIndex))
            joined += piece
            end = line.endIndex
        }
        if hasEmptyLine { emptyContinuations.append(lines.number) }
        return (joined[...], seams, end)
    }

    /// A line without the escape that continues it; nil where none does.
    private func continued(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var end = line.endIndex
        while end > line.startIndex, line[end - 1] == UInt8(ascii: " ") || line[end - 1] == UInt8(ascii: "\t") {
            end -= 1
        }
        guard end > line.startIndex, line[end - 1] == escape else { return nil }
        if end - 1 > line.startIndex, line[end - 2] == escape { return nil }
        return line[..<(end - 1)]
    }
}
