internal import Values
internal import YAML

/// Reads files, and fills in the variables of those that are compose files.
struct FileReader {
    let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    /// Where paths lead that are relative to the working directory.
    func file(
        at path: String, for purpose: ComposeFault.FilePurpose, askedAt range: SourceRange?
    ) throws(ComposeFault) -> SourceFile {
        guard let file = try file(at: path, askedAt: range) else {
            throw .missingFile(path: path, purpose: purpose, at: range)
        }
        return file
    }

    /// Nil where there is nothing.
    func file(at path: String, askedAt range: SourceRange?) throws(ComposeFault) -> SourceFile? {
        do throws(UnreadableFile) {
            return try surroundings.contents(of: path).map { SourceFile(name: path, bytes: $0) }
        } catch {
            throw .unreadable(error, at: range)
        }
    }

    /// The documents of a compose file, variables filled in. All that is wrong is told at once.
    func documents(of file: SourceFile, environment: [String: String]) throws(ComposeFault) -> [Document] {
        var faults: [ComposeFault] = []
        var documents: [Document] = []
        for node in try nodes(of: file) {
            guard var document = Document(node, faults: &faults) else { continue }
            var interpolation = Interpolation(environment)
            interpolation.fill(&document.root)
            faults += interpolation.faults
            document.root.keepOnly(["services", "secrets", "include"])
            documents.append(document)
        }
        guard faults.isEmpty else { throw .within(Diagnostics(faults.flatMap(\.diagnostics))) }
        return documents
    }

    private func nodes(of file: SourceFile) throws(ComposeFault) -> [YAMLNode] {
        do throws(Diagnostics) {
            return try YAMLNode.documents(of: file)
        } catch {
            throw .within(error)
        }
    }
}

extension Mapping {
    /// What is not among `names` says nothing about building.
    fileprivate mutating func keepOnly(_ names: [String]) {
        self = Mapping(members.filter { names.contains($0.name) })
    }
}
