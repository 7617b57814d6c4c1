/// Makes the paths of a compose file relative to where buildx was started.
struct PathResolution {
    /// Where the paths are relative to now.
    let directory: String
    let home: String

    func resolve(_ root: inout Mapping) {
        root.changeEach(in: "services") { _, service in
            service.change("build", resolveBuild)
            resolveFiles(of: &service)
            service.change("extends") { extends in set("file", in: &extends, to: local) }
        }
        root.changeEach(in: "secrets") { _, secret in set("file", in: &secret, to: onAnySystem) }
    }

    private func resolveBuild(_ build: inout Mapping) {
        set("context", in: &build, to: context)
        build.change("additional_contexts") { contexts in
            contexts.transform { _, item in if let text = item.text { item.value = .string(context(text)) } }
        }
        build.change("ssh") { keys in
            keys.transform { _, item in if let text = item.string { item.value = .string(onAnySystem(text)) } }
        }
    }

    private func resolveFiles(of service: inout Mapping) {
        guard var files = service["env_file"]?.list else { return }
        for index in files.indices { files[index].change { file in set("path", in: &file, to: local) } }
        service["env_file"]?.value = .list(files)
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

    private func set(_ name: String, in mapping: inout Mapping, to resolved: (String) -> String) {
        if let text = mapping[name]?.string { mapping[name]?.value = .string(resolved(text)) }
    }
}
