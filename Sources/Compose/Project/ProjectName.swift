internal import Values
internal import YAML

/// What the files call the project.
struct ProjectName {
    private static let variable = "COMPOSE_PROJECT_NAME"
    /// Of the last file that gives one.
    private var written: String?
    private var range: SourceRange?

    init(_ files: [ParsedFile]) {
        for file in files {
            for node in file.nodes {
                guard case .mapping(let entries) = node.content else { continue }
                for entry in entries {
                    guard case .string("name") = entry.key.content else { continue }
                    take(entry.value)
                }
            }
        }
    }

    private mutating func take(_ node: YAMLNode) {
        switch node.content {
        case .string(""), .null, .mapping, .sequence: break
        case .string(let text): (written, range) = (text, node.range)
        default: (written, range) = (node.range.text, node.range)
        }
    }

    /// With a variable for the name: as written, else as the variable was, else `bake`.
    func added(to environment: [String: String]) throws(ComposeFault) -> [String: String] {
        var named = environment
        let name = try written.map { text throws(ComposeFault) in try filled(text, environment) } ?? ""
        if !name.isEmpty {
            named[Self.variable] = name
        } else if named[Self.variable, default: ""].isEmpty {
            named[Self.variable] = "bake"
        }
        return named
    }

    private func filled(_ text: String, _ environment: [String: String]) throws(ComposeFault) -> String {
        do throws(Template.Fault) {
            return try Template(text: text).filled { environment[$0] }
        } catch {
            throw .template(error, path: ["name"], at: range)
        }
    }
}
