internal import Values

extension ModelLoader {
    /// Fills in what may be left out, makes paths relative to `base`, and gives variables that services only name
    /// their values.
    func complete(_ model: inout Mapping, base: String) {
        model.changeEach(in: "services") { _, service in
            service.change("build") { build in
                if build["context"] == nil { build.set("context", Item(.string(".")), at: nil) }
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
}
