internal import Compose
internal import HCL
internal import Values

/// The files of one bake, by syntax, with those that they include.
struct FileCollection {
    private let surroundings: any Surroundings
    private let overrides: VariableOverrides
    private(set) var files: [BakeFile] = []
    private(set) var bodies: [Body] = []
    private(set) var compose: [BakeFile] = []
    private(set) var faults: [Diagnostic] = []
    /// Set when the first Compose file is met.
    private(set) var composeEnvironment: [String: String] = [:]
    private var includes: IncludeTrail

    init(_ surroundings: any Surroundings, _ overrides: VariableOverrides) {
        self.surroundings = surroundings
        self.overrides = overrides
        includes = IncludeTrail()
    }

    mutating func add(_ file: BakeFile) {
        files.append(file)
        switch file.syntax {
        case .native: addBody(Parsed(native: file.source), of: file)
        case .json: addBody(Parsed(json: file.source), of: file)
        case .compose: addCompose(file)
        case .nativeOrJSON: addNativeOrJSON(file, unlessEither: nil)
        case .any: addOfUnknownSyntax(file)
        }
    }

    private mutating func addBody(_ parsed: Parsed, of file: BakeFile) {
        faults += parsed.faults
        let inclusion = Inclusion(parsed.body)
        faults += inclusion.faults
        for path in inclusion.paths { include(path, from: file) }
        bodies.append(parsed.body)
    }

    private mutating func addCompose(_ file: BakeFile) {
        if compose.isEmpty { readEnvironment() }
        compose.append(file)
        faults += ComposeProject.faults(
            in: file.source, environment: composeEnvironment, surroundings: surroundings)
    }

    /// A file whose name tells nothing is Compose if it can be, then HCL, then JSON. When it is none of them, it is told
    /// what is wrong with it as the one that it looks like.
    private mutating func addOfUnknownSyntax(_ file: BakeFile) {
        if compose.isEmpty { readEnvironment() }
        let asCompose = ComposeProject.faults(
            in: file.source, environment: composeEnvironment, surroundings: surroundings)
        if asCompose.isEmpty { return compose.append(file) }
        addNativeOrJSON(file, unlessEither: file.source.looksLikeCompose ? asCompose : nil)
    }

    /// `others` are the faults that count when the file is neither, and does not look like JSON.
    private mutating func addNativeOrJSON(_ file: BakeFile, unlessEither others: [Diagnostic]?) {
        let native = Parsed(native: file.source)
        if native.faults.isEmpty { return addBody(native, of: file) }
        let json = Parsed(json: file.source)
        if json.faults.isEmpty { return addBody(json, of: file) }
        switch file.source.firstWord {
        case UInt8(ascii: "{"), UInt8(ascii: "["): faults += json.faults
        default: faults += others ?? native.faults
        }
    }

    /// Compose files see what is in `.env`, too, and what `--var` gives.
    private mutating func readEnvironment() {
        do throws(Diagnostics) {
            composeEnvironment = try overrides.composeEnvironment(surroundings)
        } catch {
            faults += error.all
        }
    }

    private mutating func include(_ text: IncludedPath, from file: BakeFile) {
        do throws(Diagnostics) {
            let included = try includes.open(text, from: file, surroundings)
            guard let included else { return }
            add(included)
            includes.close(included)
        } catch {
            faults += error.all
        }
    }
}

extension SourceFile {
    /// The first byte that is no blank.
    fileprivate var firstWord: UInt8? {
        bytes.first { $0 > UInt8(ascii: " ") }
    }

    /// Whether some line begins with what a Compose file has at its top.
    fileprivate var looksLikeCompose: Bool {
        bytes.split(separator: UInt8(ascii: "\n")).contains {
            $0.starts(with: "services:".utf8) || $0.starts(with: "include:".utf8) || $0.starts(with: "name:".utf8)
        }
    }
}
