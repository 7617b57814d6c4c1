package import Values

/// A bake file that was read.
package struct BakeFile: Sendable {
    package let source: SourceFile
    /// The directory that contexts in the file are relative to; nil for the working directory.
    package let contextBase: String?

    package init(_ source: SourceFile, contextBase: String? = nil) {
        self.source = source
        self.contextBase = contextBase
    }

    /// How the file is read. The name decides; where it does not, whatever understands the file.
    enum Syntax {
        case native
        case json
        case compose
        case any
    }

    var syntax: Syntax {
        let name = source.name
        if name.lowercased().hasSuffix(".yml") || name.lowercased().hasSuffix(".yaml") { return .compose }
        if name.hasSuffix(".json") { return .json }
        return name.hasSuffix(".hcl") ? .native : .any
    }
}
