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
    /// What Compose files have at their top for hearth.
    private(set) var composeSettings: [Expression] = []
    private(set) var faults: [Diagnostic] = []
    /// Set when the first file is met that may be Compose.
    private(set) var composeEnvironment: [String: String] = [:]
    private var needsEnvironment = true
    private var includes: IncludeTrail

    init(_ given: [BakeFile], _ surroundings: any Surroundings, _ overrides: VariableOverrides) {
        self.surroundings = surroundings
        self.overrides = overrides
        includes = IncludeTrail(given: given, surroundings)
        for file in given { add(file) }
    }

    private mutating func add(_ file: BakeFile) {
        files.append(file)
        includes.enter(file)
        defer { includes.leave() }
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
        // What is wrong with the settings beyond this is told when they are computed.
        var others: [Diagnostic] = []
        include(parsed.body.content(.settings).settings(&others), from: file)
        bodies.append(parsed.body)
    }

    private mutating func include(_ settings: Expression?, from file: BakeFile) {
        let inclusion = Inclusion(settings)
        faults += inclusion.faults
        for path in inclusion.paths { include(path, from: file) }
    }

    private mutating func addCompose(_ file: BakeFile) {
        readEnvironment()
        takeCompose(file)
    }

    /// A file is read to the end when it is known what it is put together with. Only one that has settings is looked into
    /// before, as they may include others.
    private mutating func takeCompose(_ file: BakeFile) {
        // What it includes comes before it.
        defer { compose.append(file) }
        let name = TargetSettings.key
        for node in ComposeProject.extensions(named: name, in: file.source, environment: composeEnvironment) {
            let settings = Expression(node, at: file.source.range)
            composeSettings.append(settings)
            include(settings, from: file)
        }
    }

    /// A file whose name tells nothing is Compose if it can be, then HCL, then JSON. When it is none of them, it is told
    /// what is wrong with it as the one that it looks like.
    private mutating func addOfUnknownSyntax(_ file: BakeFile) {
        readEnvironment()
        let asCompose = ComposeProject.faults(
            in: file.source, environment: composeEnvironment, surroundings: surroundings)
        if asCompose.isEmpty { return takeCompose(file) }
        addNativeOrJSON(file, unlessEither: file.source.looksLikeCompose ? asCompose : nil)
    }

    /// `others` are the faults that count when the file is neither, and does not look like JSON.
    private mutating func addNativeOrJSON(_ file: BakeFile, unlessEither others: [Diagnostic]?) {
        let native = Parsed(native: file.source)
        if native.faults.isEmpty { return addBody(native, of: file) }
        let json = Parsed(json: file.source)
        if json.faults.isEmpty { return addBody(json, of: file) }
        switch file.source.firstByte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): faults += json.faults
        default: faults += others ?? native.faults
        }
    }

    /// Compose files see what is in `.env`, too, and what `--var` gives.
    private mutating func readEnvironment() {
        guard needsEnvironment else { return }
        needsEnvironment = false
        do throws(Diagnostics) {
            composeEnvironment = try overrides.composeEnvironment(surroundings)
        } catch {
            faults += error.all
        }
    }

    private mutating func include(_ text: IncludedPath, from file: BakeFile) {
        do throws(Diagnostics) {
            if let included = try includes.file(at: text, from: file) { add(included) }
        } catch {
            faults += error.all
        }
    }
}

extension SourceFile {
    /// The first byte that is no blank.
    fileprivate var firstByte: UInt8? {
        bytes.first { $0 > UInt8(ascii: " ") }
    }

    /// Whether some line begins with what a Compose file has at its top.
    fileprivate var looksLikeCompose: Bool {
        bytes.split(separator: UInt8(ascii: "\n")).contains {
            $0.starts(with: "services:".utf8) || $0.starts(with: "include:".utf8) || $0.starts(with: "name:".utf8)
        }
    }
}
