internal import OCI
internal import Values

extension StageWalks {
    /// The configuration of the image that a stage makes.
    func image(_ number: Int, _ state: StageState) -> ImageConfiguration {
        let request = surroundings.request
        var image = state.configuration
        image.created = nil
        image.execution.environment = state.environment.all.map { "\($0.name)=\($0.value)" }
        image.history = history(number)
        image.execution.labels.merge(.init(exact: request.labels)) { $1 }
        if request.isPlatformGiven { image.platform = request.platform.keepingVariant(of: image.platform) }
        image.platform = (try? Platform(image.platform.description, here: request.buildPlatform)) ?? image.platform
        return image
    }

    private func history(_ number: Int) -> [HistoryEntry] {
        var parts: [[HistoryEntry]] = []
        var next: Int? = number
        while let number = next {
            let node = surroundings.graph.nodes[number]
            parts.append(histories[number] ?? [])
            next = nil
            if case .image(let image) = node.replacement {
                parts.append(image.configuration.history)
            } else if case .stage(let base) = node.base, node.replacement == nil {
                next = base
            } else if case .foreign(let name) = node.base, node.replacement == nil {
                let platform = node.platform ?? surroundings.request.platform
                parts.append(surroundings.origins[name, platform]?.configuration(for: platform).history ?? [])
            }
        }
        return parts.reversed().flatMap(\.self)
    }

    /// Those of the target, and of all that it is made of, what it begins with before what it reads.
    func parameters(_ target: Int) -> [StageParameters] {
        var open = [target]
        var seen: Set<Int> = []
        var all: [StageParameters] = []
        while let number = open.popLast() {
            guard seen.insert(number).inserted, var found = parameters[number] else { continue }
            let node = surroundings.graph.nodes[number]
            found.complete(node.arguments, surroundings.globals)
            all.append(found)
            for need in node.needs.reversed() {
                if case .stage(let other) = need.source { open.append(other) }
            }
            if case .stage(let base) = node.base { open.append(base) }
        }
        return all
    }
}

extension Platform {
    /// An image that says more of the same platform keeps it.
    fileprivate func keepingVariant(of other: Platform) -> Platform {
        guard system == other.system, architecture == other.architecture else { return self }
        return Platform(
            system: system, architecture: architecture, variant: variant ?? other.variant,
            systemVersion: systemVersion ?? other.systemVersion,
            systemFeatures: systemFeatures.isEmpty ? other.systemFeatures : systemFeatures)
    }
}
