internal import Values

/// Looks whether the parts of a project fit together.
enum Consistency {
    static func faults(of project: ComposeProject) -> [ComposeFault] {
        let services = Dictionary(project.services.map { ($0.name, $0) }) { first, _ in first }
        let secrets = Dictionary(project.secrets.map { ($0.name, $0) }) { first, _ in first }
        return project.services.flatMap { faults(of: $0, among: services, secrets) }
            + project.secrets.filter { !$0.isExternal && $0.file == nil && $0.environment == nil }
            .map { .secretWithoutSource($0.name, at: $0.range) }
    }

    private static func faults(
        of service: Service, among services: [String: Service], _ secrets: [String: ProjectSecret]
    ) -> [ComposeFault] {
        guard let build = service.build else {
            return service.image == nil ? [.neitherImageNorBuild(service: service.name, at: service.range)] : []
        }
        var faults: [ComposeFault] = []
        if build.dockerfile != nil, build.dockerfileInline != nil {
            faults.append(
                .dockerfileTwice(
                    service: service.name, at: build.ranges["dockerfile"], inline: build.ranges["dockerfile_inline"]))
        }
        for context in build.additionalContexts where context.value.hasPrefix("service:") {
            let name = String(context.value.dropFirst("service:".count))
            if let other = services[name] {
                if other.build == nil { faults.append(.contextOfServiceWithoutBuild(name, at: context.range)) }
            } else {
                faults.append(.contextOfUnknownService(name, known: services.keys.sorted(), at: context.range))
            }
        }
        for use in build.secrets {
            if let secret = secrets[use.text] {
                if secret.isExternal { faults.append(.externalSecret(use.text, at: use.range, declared: secret.range)) }
            } else {
                faults.append(.unknownSecret(use.text, known: secrets.keys.sorted(), at: use.range))
            }
        }
        return faults
    }
}
