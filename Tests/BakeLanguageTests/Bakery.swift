import BakeLanguage
import HCL
import Values

/// Bakes texts as the command would, on a machine that has nothing but what a test puts there.
struct Bakery {
    var surroundings = EntrySurroundings()
    var given: [String: String] = [:]
    private var files: [BakeFile] = []

    /// Takes each file as if `--file` named it, in their order.
    init(_ files: [(name: String, text: String)], environment: [String: String] = [:]) {
        self.files = files.map { BakeFile(SourceFile(name: $0.name, text: $0.text)) }
        for file in files { surroundings.files[file.name] = Array(file.text.utf8) }
        surroundings.environment = environment
    }

    /// Takes one file in the native syntax.
    init(_ text: String, environment: [String: String] = [:]) {
        self.init([(name: "docker-bake.hcl", text: text)], environment: environment)
    }

    var definitions: Definitions {
        get throws(Diagnostics) {
            let overrides = VariableOverrides(
                given: given, builtIns: ["BAKE_CMD_CONTEXT": "cwd://"], surroundings: surroundings)
            return try Definitions(files, overrides, surroundings)
        }
    }

    /// What is chosen, as a build would take it.
    func selection(_ names: [String] = ["default"], set words: [String] = []) throws(Diagnostics) -> Selection {
        let definitions = try definitions
        let words = try words.map { word throws(Diagnostics) in try Override(set: word) }
        let overrides = try TargetOverrides(words, for: definitions, surroundings)
        return try Selection(of: names, from: definitions, overrides, surroundings)
    }

    /// A target as it is printed, without the context and the Dockerfile that every target has.
    func target(_ name: String = "default", set words: [String] = []) throws -> String {
        guard case .object(let members)? = try selection([name], set: words).targets[name]?.json else { return "" }
        let usual: [JSON.Member] = [.init("context", "."), .init("dockerfile", "Dockerfile")]
        return JSON.object(members.filter { !usual.contains($0) }).text
    }

    /// What is wrong, a message each, errors before warnings.
    func complaints(_ names: [String] = ["default"], set words: [String] = []) -> [String] {
        do throws(Diagnostics) {
            _ = try selection(names, set: words)
            return try definitions.warnings.map(\.message)
        } catch {
            return error.all.map(\.message)
        }
    }
}
