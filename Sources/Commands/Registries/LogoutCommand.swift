internal import Arguments
internal import Console
internal import Host
internal import Registry
internal import Values

extension Hearth {
    static let logout: Command<Action> = Command(
        "logout", summary: "Forget the login to a registry",
        discussion: """
            Takes it out of Docker's config.json, and from the helper that this names. The files of podman stay as they are.
            """
    ) { declare in
        let place = LoginPlace.argument(&declare)
        declare.example("hearth logout registry.example", "Forgets the login.")
        return { invocation, context in
            let place = invocation[place] ?? .dockerHub
            let found = try Logins(environment: { Environment.value(of: $0) }).remove(place)
            if context.wantsJSON {
                return try context.output.json(["registry": .string("\(place)"), "found": .bool(found)])
            }
            try context.output.line(found ? "logged out of \(place)" : "there was no login to \(place)")
        }
    }
}

extension LoginPlace {
    /// What is logged in to; nil for Docker Hub, as with Docker.
    static func argument(_ declare: inout Declaration) -> Argument<LoginPlace?> {
        declare.optionalArgument(
            "REGISTRY", help: "The registry's host, with its port if it has one; Docker Hub without",
            parse: written(as: "the host of a registry, such as registry.example or localhost:5000") { LoginPlace($0) })
    }
}
