package import Values

/// A Dockerfile as it is written: its stages and their instructions. Nothing is expanded or looked up.
package struct Dockerfile: Sendable {
    package let file: SourceFile
    package let directives: Directives
    /// The ARGs before the first FROM.
    package let arguments: [Instruction]
    package let stages: [Stage]
    /// What could not be understood, and has no place above.
    let unread: [UnreadStatement]

    init(
        file: SourceFile, directives: Directives, arguments: [Instruction], stages: [Stage], unread: [UnreadStatement]
    ) {
        self.unread = unread
        self.file = file
        self.directives = directives
        self.arguments = arguments
        self.stages = stages
    }
}

/// Where a faulty instruction stands.
struct UnreadStatement: Sendable {
    let offsets: Range<Int>
    /// Heredocs included.
    let lines: ClosedRange<Int>
}

/// The comments at the top that are no comments.
package struct Directives: Sendable {
    package var syntax: String?
    /// What continues lines and takes the meaning from what follows it: `\` or a backquote.
    package var escape = UInt8(ascii: "\\")
    package var check = CheckSettings()

    package init() {}
}

/// A FROM and what follows it.
package struct Stage: Sendable {
    /// In lower case; nil when it has none.
    package let name: String?
    /// As written, variables and all.
    package let base: String
    package let platform: String?
    /// The comment right above it that begins with its name.
    package let description: String?
    package let instructions: [Instruction]
    /// The FROM as written, its lines joined.
    package let text: String
    package let lines: ClosedRange<Int>
    package let range: SourceRange
    package let comments: [String]

    package init(
        name: String?, base: String, platform: String?, description: String?, instructions: [Instruction],
        text: String, lines: ClosedRange<Int>, range: SourceRange, comments: [String]
    ) {
        self.name = name
        self.base = base
        self.platform = platform
        self.description = description
        self.instructions = instructions
        self.text = text
        self.lines = lines
        self.range = range
        self.comments = comments
    }
}
