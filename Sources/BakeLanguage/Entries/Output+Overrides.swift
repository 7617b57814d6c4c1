// What the command line asks for comes before duplicates are dropped, and pushing before loading.

extension [Output] {
    /// With what `--push` and `push=…` ask for. Pushing is added as an output of its own if nothing but `docker`, or
    /// nothing at all, was asked for; not pushing takes `registry` away.
    package func pushing(_ pushes: Bool) -> [Output] {
        var outputs = pushes ? self : droppingRegistries()
        for index in outputs.indices where outputs[index].type == "image" {
            outputs[index].attributes["push"] = "\(pushes)"
        }
        if pushes, allSatisfy({ $0.type == "docker" }) {
            outputs.append(Output(type: "image", attributes: ["push": "true"]))
        }
        return outputs
    }

    /// With what `--load` and `load=…` ask for. Not loading takes nothing away.
    package func loading(_ loads: Bool) -> [Output] {
        guard loads, !contains(where: \.excludesLoading) else { return self }
        return self + [Output(type: "docker")]
    }

    /// The last takes the place of one that goes, which is the order that buildx prints.
    private func droppingRegistries() -> [Output] {
        var outputs = self
        var index = outputs.startIndex
        while index < outputs.endIndex {
            if outputs[index].type == "registry" {
                outputs.swapAt(index, outputs.endIndex - 1)
                outputs.removeLast()
            } else {
                index += 1
            }
        }
        return outputs
    }
}

extension Output {
    /// Whether loading is done by this already, or would be one thing too many beside it.
    fileprivate var excludesLoading: Bool {
        switch type {
        case "docker": destination.isEmpty
        case "image", "registry", "oci": false
        default: true
        }
    }
}
