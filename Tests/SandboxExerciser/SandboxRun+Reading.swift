import Host
import Sandbox
import Values

extension SandboxRun {
    init(_ json: JSON, folder: Path) throws {
        func path(_ value: JSON?) -> Path { folder / (value?.string ?? "") }
        func strings(_ value: JSON?) -> [String] { value?.elements?.compactMap(\.string) ?? [] }
        let upper = path(json["upper"] ?? "upper")
        _ = try LocalFileSystem().makeDirectory(upper)
        self.init(upper: upper, arguments: strings(json["arguments"]))
        lowers = strings(json["lowers"]).map { folder / $0 }
        environment = strings(json["environment"])
        if let value = json["directory"]?.string { directory = value }
        user = json["user"]?.string
        if json["network"]?.string == "none" { network = .none }
        isPrivileged = json["privileged"]?.bool ?? false
        if let value = json["hostname"]?.string { hostname = value }
        hosts = (json["hosts"]?.members ?? []).map { ($0.name, $0.value.string ?? "") }
        if let value = json["sharedMemory"]?.integer { sharedMemory = value }
        limits = strings(json["limits"])
        resources.memory = json["memory"]?.integer
        resources.cpuQuota = json["cpuQuota"]?.integer
        resources.parent = json["parent"]?.string
        if let value = json["script"]?.string { script = ("EOF", value) }
        mounts = try (json["mounts"]?.elements ?? []).map { try SandboxMount($0, folder: folder) }
    }
}

extension SandboxMount {
    init(_ json: JSON, folder: Path) throws {
        let target = json["target"]?.string ?? ""
        let lowers = (json["lowers"]?.elements ?? []).compactMap(\.string).map { folder / $0 }
        let path = json["path"]?.string ?? "/"
        let mode = UInt32(json["mode"]?.integer ?? 0o400)
        let owner = UInt32(json["owner"]?.integer ?? 0)
        let isReadOnly = json["readOnly"]?.bool ?? false
        switch json["kind"]?.string {
        case "files": self.init(target: target, kind: .files(lowers: lowers, path: path, isReadOnly: isReadOnly))
        case "cache":
            let sharing: SandboxCache.Sharing =
                switch json["sharing"]?.string {
                case "private": .private
                case "locked": .locked
                default: .shared
                }
            self.init(
                target: target,
                kind: .cache(
                    SandboxCache(
                        id: json["id"]?.string ?? target, sharing: sharing, isReadOnly: isReadOnly,
                        mode: UInt32(json["mode"]?.integer ?? 0o755), owner: owner, group: owner, lowers: lowers,
                        path: path)))
        case "tmpfs": self.init(target: target, kind: .tmpfs(size: json["size"]?.integer))
        case "secret":
            let content = Array((json["content"]?.string ?? "").utf8)
            self.init(target: target, kind: .secret(content, mode: mode, owner: owner, group: owner))
        default:
            let keys = (json["keys"]?.elements ?? []).compactMap(\.string).map { folder / $0 }
            let agent: SandboxAgent = json["socket"]?.string.map { .socket(Path($0)) } ?? .keys(keys)
            self.init(
                target: target,
                kind: .ssh(agent, mode: UInt32(json["mode"]?.integer ?? 0o600), owner: owner, group: owner))
        }
    }
}
