/// Makes the paths of a compose file relative to where buildx was started.
struct PathResolution {
    /// Where the paths are relative to now.
    let directory: String
    let home: String

    func resolve(_ root: inout Mapping) {
        change("services", in: &root) { service in
            change("build", in: &service, resolveBuild)
            each("env_file", in: &service) { file in
                set("path", in: &file, to: local)
            }
            change("extends", in: &service) { extends in set("file", in: &extends, to: local) }
        }
        change("secrets", in: &root) { secret in set("file", in: &secret, to: onAnySystem) }
    }

    private func resolveBuild(_ build: inout Mapping) {
        set("context", in: &build, to: context)
        if var contexts = build["additional_contexts"]?.mapping {
            contexts.transform { _, item in if let text = item.text { item.value = .string(context(text)) } }
            build["additional_contexts"]?.value = .mapping(contexts)
        }
        if var keys = build["ssh"]?.mapping {
            keys.transform { _, item in if let text = item.string { item.value = .string(onAnySystem(text)) } }
            build["ssh"]?.value = .mapping(keys)
        }
    }

    private func context(_ path: String) -> String {
        let remote = ["service:", "target:", "github.com/", "git@"]
        return path.contains("://") || remote.contains(where: path.hasPrefix) ? path : local(path)
    }

    private func local(_ path: String) -> String {
        let path = LocalPath.expanded(path, home: home)
        return path.hasPrefix("/") || path.isEmpty ? path : LocalPath.joined(directory, path)
    }

    private func onAnySystem(_ path: String) -> String {
        let path = LocalPath.expanded(path, home: home)
        return path.hasPrefix("/") || LocalPath.isAbsoluteOnWindows(path) ? path : LocalPath.joined(directory, path)
    }
}

extension PathResolution {
    private func set(_ name: String, in mapping: inout Mapping, to resolved: (String) -> String) {
        if let text = mapping[name]?.string { mapping[name]?.value = .string(resolved(text)) }
    }

    /// Every mapping in a list.
    private func each(_ name: String, in mapping: inout Mapping, _ body: (inout Mapping) -> Void) {
        guard var items = mapping[name]?.list else { return }
        for index in items.indices {
            guard var element = items[index].mapping else { continue }
            body(&element)
            items[index].value = .mapping(element)
        }
        mapping[name]?.value = .list(items)
    }

    /// The mapping of that name; at the top level, every mapping in it.
    private func change(_ name: String, in mapping: inout Mapping, _ body: (inout Mapping) -> Void) {
        guard var inner = mapping[name]?.mapping else { return }
        if name == "services" || name == "secrets" {
            inner.transform { _, item in
                guard var element = item.mapping else { return }
                body(&element)
                item.value = .mapping(element)
            }
        } else {
            body(&inner)
        }
        mapping[name]?.value = .mapping(inner)
    }
}
