package import Values

/// A bake file that was read.
package struct BakeFile: Sendable {
    package let source: SourceFile
    /// What paths in the file are relative to; nil for the working directory.
    package let base: PathBase?

    package init(_ source: SourceFile, base: PathBase? = nil) {
        self.source = source
        self.base = base
    }

    /// How the file is read. The name decides; where it does not, whatever understands the file.
    enum Syntax {
        case native
        case json
        case compose
        case nativeOrJSON
        case any
    }

    var syntax: Syntax {
        let name = source.name
        let lowered = name.lowercased()
        if lowered.hasSuffix(".yml") || lowered.hasSuffix(".yaml") { return .compose }
        if name.hasSuffix(".json") { return .json }
        if name.hasSuffix(".hcl") { return .native }
        return lowered.hasSuffix(".json") || lowered.hasSuffix(".hcl") ? .nativeOrJSON : .any
    }
}
