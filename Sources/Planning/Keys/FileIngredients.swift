internal import Contexts
internal import DockerfileLanguage
internal import Values

/// The ingredients that say which files a step reads.
struct FileIngredients {
    private(set) var all: [Ingredient] = []

    /// Of a context: what its files are.
    init(_ inputs: [SelectedInput]) {
        all = inputs.map { input in
            Ingredient("files", input.ingredient)
        }
    }

    /// Of something that is yet to be made: its state and the paths.
    init(of state: Digest, _ paths: [String], excludes: [String] = []) {
        all = [Ingredient("files", state.description)]
        all += paths.map { Ingredient("path", $0) }
        all += excludes.map { Ingredient("exclude", $0) }
    }

    /// What stands in the Dockerfile itself.
    init(text content: String, named name: String) {
        all = [Ingredient("name", name), Ingredient("text", content)]
    }

    init(address: String) {
        all = [Ingredient("address", address)]
    }
}

extension SelectedInput {
    /// `directory . sha256:…, 0644 ×12, 0755 ×3, 12 files, 4711 bytes`. The digest alone would do for the key: what follows it says
    /// to people what is other.
    fileprivate var ingredient: String {
        var parts = ["\(kind.rawValue) \(name.isEmpty ? "." : name) \(digest)"]
        if !permissions.isEmpty { parts.append(permissions) }
        if kind == .directory { parts.append("\(Quantity(files, "file"))") }
        if kind == .directory || kind == .file { parts.append("\(Quantity(Int(clamping: bytes), "byte"))") }
        return parts.joined(separator: ", ")
    }
}
