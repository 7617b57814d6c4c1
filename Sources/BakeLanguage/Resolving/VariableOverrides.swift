package import Values

/// The values that variables are given from outside: by `--var`, else by the environment.
package struct VariableOverrides: Sendable {
    /// What every bake has, and no file can define.
    let builtIns: [String: String]
    let given: [String: String]
    private let environment: [String: String]

    package init(given: [String: String], builtIns: [String: String], surroundings: any Surroundings) {
        self.given = given
        self.builtIns = builtIns
        environment = surroundings.variablesForBake
    }

    struct Override {
        let text: String
        let isJSON: Bool
    }

    /// What `name` is given, as text, or under the name with `_JSON` behind it as JSON. A variable with a type prefers
    /// JSON; `isTaken` tells that such a name means a variable of its own.
    func override(of name: String, prefersJSON: Bool, isTaken: (String) -> Bool) -> Override? {
        let plain = value(of: name)
        let jsonName = name + "_JSON"
        if plain == nil || prefersJSON, !isTaken(jsonName), builtIns[jsonName] == nil, let json = value(of: jsonName) {
            return Override(text: json, isJSON: true)
        }
        return plain.map { Override(text: $0, isJSON: false) }
    }

    private func value(of name: String) -> String? {
        given[name] ?? environment[name]
    }
}

extension Surroundings {
    /// The environment as far as a bake file may see it.
    var variablesForBake: [String: String] { hidesVariablesFromBake ? [:] : environment }

    var hidesVariablesFromBake: Bool {
        environment["BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP"].flatMap(Bool.init(word:)) ?? false
    }
}
