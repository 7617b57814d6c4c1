internal import Values

/// Functions of paths, and of where this runs.
struct PlaceFunctions {
    private let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    var table: [String: Function] {
        let surroundings = surroundings
        return [
            "basename": .taking([.text("path")]) { arguments throws(CallFailure) in
                .string(SlashPath.base(of: try arguments.text(0)))
            },
            "dirname": .taking([.text("path")]) { arguments throws(CallFailure) in
                .string(SlashPath.directory(of: try arguments.text(0)))
            },
            "homedir": .taking([]) { _ in
                let home = surroundings.environment["HOME"] ?? ""
                return Value(text: home.isEmpty ? surroundings.homeDirectory : home)
            },
        ]
    }
}
