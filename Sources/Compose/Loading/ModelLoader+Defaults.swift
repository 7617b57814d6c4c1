internal import Values

extension ModelLoader {
    /// Fills in what may be left out, makes paths relative to `base`, and gives variables that services only name
    /// their values.
    func complete(_ model: inout Mapping, base: String) {
        eachService(of: &model) { service in
            if var build = service["build"]?.mapping, build["context"] == nil {
                build.set("context", Item(.string(".")), at: nil)
                service["build"]?.value = .mapping(build)
            }
            if let variables = service["environment"]?.list {
                service["environment"]?.value = .list(variables.map(resolved))
            }
        }
        PathResolution(directory: base, home: reader.surroundings.homeDirectory).resolve(&model)
    }

    private func resolved(_ variable: Item) -> Item {
        guard let name = variable.string, let value = environment[name] else { return variable }
        return Item(.string("\(name)=\(value)"), variable.range)
    }

    private func eachService(of model: inout Mapping, _ body: (inout Mapping) -> Void) {
        guard var services = model["services"]?.mapping else { return }
        services.transform { _, item in
            guard var service = item.mapping else { return }
            body(&service)
            item.value = .mapping(service)
        }
        model["services"]?.value = .mapping(services)
    }
}
