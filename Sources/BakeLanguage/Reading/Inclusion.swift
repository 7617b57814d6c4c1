internal import HCL
internal import Values

/// A path that a file includes, and where it says so.
struct IncludedPath {
    let text: String
    let range: SourceRange
}

/// The files that a body includes. They must be known before anything can be computed, so the paths are plain texts.
struct Inclusion {
    private(set) var paths: [IncludedPath] = []
    private(set) var faults: [Diagnostic] = []

    init(_ body: Body) {
        let content = body.content(Schema(attributes: [TargetSettings.key], blocks: [TargetSettings.key: 0]))
        let objects = content.attributes.map(\.value) + content.blocks.map(\.body.object)
        for object in objects {
            for pair in object.pairs ?? [] where pair.key.literalText == "include" { read(pair.value) }
        }
    }

    private mutating func read(_ expression: Expression) {
        guard let elements = expression.elements else {
            faults.append(InclusionFault.notList.diagnostic(at: expression.range))
            return
        }
        for element in elements {
            do throws(Diagnostics) {
                guard case .string(let text) = try element.value(in: Scope()), !text.isEmpty else {
                    throw Diagnostics(InclusionFault.notPath.diagnostic(at: element.range))
                }
                paths.append(IncludedPath(text: text, range: element.range))
            } catch {
                faults.append(InclusionFault.notPath.diagnostic(at: element.range))
            }
        }
    }
}

/// The files that are being included just now, and those that have been.
struct IncludeTrail {
    private var open: [String] = []
    private var seen: Set<String> = []

    /// The file at a path as seen from another file; nil when it has been included before.
    mutating func open(
        _ path: IncludedPath, from file: BakeFile, _ surroundings: any Surroundings
    ) throws(Diagnostics) -> BakeFile? {
        let name = SlashPath.join(SlashPath.directory(of: file.source.name), path.text)
        let key = SlashPath.join(surroundings.workingDirectory, name)
        if open.isEmpty { open = [SlashPath.join(surroundings.workingDirectory, file.source.name)] }
        guard !open.contains(key) else { throw Diagnostics(InclusionFault.circle(name).diagnostic(at: path.range)) }
        guard open.count <= Self.deepest else { throw Diagnostics(InclusionFault.tooDeep.diagnostic(at: path.range)) }
        guard seen.insert(key).inserted else { return nil }
        do throws(UnreadableFile) {
            guard let bytes = try surroundings.contents(of: name) else {
                throw UnreadableFile(path: name, reason: "there is no such file")
            }
            open.append(key)
            return BakeFile(SourceFile(name: name, bytes: bytes), contextBase: SlashPath.directory(of: name))
        } catch {
            throw Diagnostics(InclusionFault.unreadable(name, error.reason).diagnostic(at: path.range))
        }
    }

    mutating func close(_ file: BakeFile) {
        open.removeLast()
        if open.count == 1 { open = [] }
    }

    private static let deepest = 50
}

enum InclusionFault {
    case notList
    case notPath
    case circle(String)
    case tooDeep
    case unreadable(String, String)

    func diagnostic(at range: SourceRange) -> Diagnostic {
        switch self {
        case .notList:
            Diagnostic(
                .error, "include must be a list of paths", at: range, hint: "write include = [\"other/bake.hcl\"]")
        case .notPath:
            Diagnostic(
                .error, "an included path must be plain text", at: range,
                hint: "files are included before variables and functions are known")
        case .circle(let name): Diagnostic(.error, "\(name) includes itself, directly or through others", at: range)
        case .tooDeep: Diagnostic(.error, "files include one another more than 50 deep", at: range)
        case .unreadable(let name, let reason): Diagnostic(.error, "cannot include \(name): \(reason)", at: range)
        }
    }
}
