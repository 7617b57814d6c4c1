internal import Values
internal import YAML

/// A compose file, taken apart but not understood.
struct ParsedFile {
    let file: SourceFile
    let nodes: [YAMLNode]

    init(_ file: SourceFile) throws(ComposeFault) {
        self.file = file
        do throws(Diagnostics) {
            nodes = try YAMLNode.documents(of: file)
        } catch {
            throw .within(error)
        }
    }

    /// All of them; what is wrong with any is told at once.
    static func all(_ files: [SourceFile]) throws(ComposeFault) -> [ParsedFile] {
        var parsed: [ParsedFile] = []
        var faults: [Diagnostic] = []
        for file in files {
            do throws(ComposeFault) {
                parsed.append(try ParsedFile(file))
            } catch {
                faults += error.diagnostics
            }
        }
        guard faults.isEmpty else { throw .within(Diagnostics(faults)) }
        return parsed
    }

    /// What the documents say, variables filled in. All that is wrong is told at once.
    func documents(environment: [String: String]) throws(ComposeFault) -> [Document] {
        var faults: [ComposeFault] = []
        var documents: [Document] = []
        for node in nodes {
            guard var document = Document(node, faults: &faults) else { continue }
            var interpolation = Interpolation(environment)
            interpolation.fill(&document.root)
            faults += interpolation.faults
            document.keepOnly(["services", "secrets", "include"])
            documents.append(document)
        }
        guard faults.isEmpty else { throw .within(Diagnostics(faults.flatMap(\.diagnostics))) }
        return documents
    }
}

extension Document {
    /// What is not among `names` says nothing about building.
    fileprivate mutating func keepOnly(_ names: [String]) {
        root = Mapping(root.members.filter { names.contains($0.name) })
    }
}
