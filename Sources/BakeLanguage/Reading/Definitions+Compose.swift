internal import Compose
internal import HCL
internal import Values

extension Definitions {
    /// Adds a target for every service that is built, and has the default group be of all of them.
    mutating func add(_ project: ComposeProject, base: PathBase?) throws(Diagnostics) {
        var names: [String] = []
        var faults: [Diagnostic] = []
        for service in project.services {
            guard let build = service.build else { continue }
            do throws(Diagnostics) {
                let target = try ComposeTarget(service, build, project, base).target
                names.append(target.name)
                add(target)
            } catch {
                faults += error.all
            }
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
        if project.services.isEmpty { return }
        let members = (group(named: "default")?.members ?? []) + names
        add(Group(name: "default", members: members.isEmpty ? nil : members))
    }
}

/// Makes a target of a service.
private struct ComposeTarget {
    private(set) var target: Target
    private let build: Build
    private let project: ComposeProject

    init(
        _ service: Service, _ build: Build, _ project: ComposeProject, _ base: PathBase?
    ) throws(Diagnostics) {
        self.build = build
        self.project = project
        let name = TargetName.known(service.name)
        try TargetName.check(name, at: service.range)
        target = Target(name: name, declaration: service.range)
        takePlaces()
        takeTexts()
        try takeEntries()
        try takeSecrets()
        if let more = build.xBake { try take(more) }
        try takeSettings()
        if target.tags?.isEmpty ?? true { target.tags = service.image.map { [$0] } }
        target.rebase(onto: base, context: base)
    }

    private mutating func takePlaces() {
        let keys: [(String, TargetAttribute)] = [
            ("context", .context), ("dockerfile", .dockerfile), ("args", .args), ("labels", .labels), ("tags", .tags),
            ("cache_from", .cacheFrom), ("cache_to", .cacheTo), ("additional_contexts", .contexts), ("target", .target),
            ("platforms", .platforms), ("ssh", .ssh), ("secrets", .secret), ("shm_size", .shmSize),
            ("ulimits", .ulimits), ("network", .network), ("extra_hosts", .extraHosts),
        ]
        for (key, attribute) in keys { target.places[attribute] = build.ranges[key] }
    }

    private mutating func takeTexts() {
        target.context = build.context.flatMap { $0.isEmpty ? nil : $0 }
        target.contexts = Self.contexts(build.additionalContexts)
        target.dockerfile = build.dockerfile
        target.dockerfileInline = build.dockerfileInline
        target.arguments = Self.pairs(build.args)
        target.labels = Self.pairs(build.labels)
        target.extraHosts = Self.pairs(build.extraHosts)
        target.tags = Self.texts(build.tags)
        target.platforms = Self.texts(build.platforms)
        target.stage = build.target
        target.network = build.network
        target.shmSize = build.shmSize.map { MemorySize(bytes: $0).description }
        target.ulimits = build.ulimits.map { "\($0.name)=\($0.soft):\($0.hard)" }
        target.noCache = build.noCache ? true : nil
        target.pull = build.pull ? true : nil
    }

    private mutating func takeEntries() throws(Diagnostics) {
        target.cacheFrom = try Self.entries(build.cacheFrom, build.range)
        target.cacheTo = try Self.entries(build.cacheTo, build.range)
        target.ssh = build.ssh.map { SSHKey(id: $0.id, paths: $0.path.map { [$0] } ?? []) }
        let attests = [("sbom", build.sbom), ("provenance", build.provenance)].compactMap { type, option in
            option.map { Attestation.text(type: type, option: $0) }
        }
        target.attestations = try Self.reading(build.range) { () throws(EntryFault) in try [Attestation](texts: attests)
        }
    }

    private mutating func takeSecrets() throws(Diagnostics) {
        var secrets: [Secret] = []
        for used in build.secrets {
            let secret = project.secrets.first { $0.name == used.text }
            if secret?.isExternal == true {
                throw Diagnostics(ServiceFault.externalSecret(used.text).diagnostic(at: used.range))
            }
            secrets.append(Secret(id: used.text, path: secret?.file ?? "", variable: secret?.environment ?? ""))
        }
        target.secrets = secrets
    }

    private mutating func takeSettings() throws(Diagnostics) {
        guard let node = build.extensions[TargetSettings.key], let place = node.range ?? build.range else { return }
        let expression = Expression(node, at: place)
        var faults: [Diagnostic] = []
        target.settings = TargetSettings(try expression.value(in: Scope()), expression, faults: &faults)
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    /// What `x-bake` adds. Its lists come behind the build's; its contexts do not replace any.
    private mutating func take(_ more: XBake) throws(Diagnostics) {
        if let tags = more.tags { target.tags = Self.joined(target.tags, tags) }
        if let platforms = more.platforms { target.platforms = Self.joined(target.platforms, platforms) }
        if let filter = more.noCacheFilter { target.noCacheFilter = Self.joined(target.noCacheFilter, filter) }
        target.pull = more.pull ?? target.pull
        target.noCache = more.noCache ?? target.noCache
        target.contexts.merge(Self.contexts(more.contexts)) { own, _ in own }
        var further = Target(name: target.name)
        further.cacheFrom = try Self.entries(more.cacheFrom, more.range)
        further.secrets = try Self.entries(more.secrets, more.range)
        further.ssh = try Self.entries(more.ssh, more.range)
        target.merge(further)
        target.cacheTo = try (target.cacheTo ?? []) + (Self.entries(more.cacheTo, more.range) ?? [])
        target.outputs = try Self.entries(more.outputs, more.range)
        target.ssh?.sort { ($0.id, $0.paths.joined(separator: ",")) < ($1.id, $1.paths.joined(separator: ",")) }
    }

    private static func texts(_ texts: [Build.Text]) -> [String]? {
        texts.isEmpty ? nil : texts.map(\.text)
    }

    private static func joined(_ own: [String]?, _ more: [Build.Text]) -> [String]? {
        more.isEmpty ? own : ((own ?? []) + more.map(\.text)).distinctKeepingEmpty()
    }

    private static func pairs(_ values: [Build.NamedValue]) -> [String: String] {
        Dictionary(values.map { ($0.name, $0.value) }) { _, last in last }
    }

    /// Other services are targets here.
    private static func contexts(_ values: [Build.NamedValue]) -> [String: String] {
        pairs(values).mapValues { value in
            for scheme in ["service:", "target:"] where value.hasPrefix(scheme) {
                return "target:" + TargetName.known(String(value.dropFirst(scheme.count)))
            }
            return value
        }
    }

    private static func entries<Element: CompoundEntry>(
        _ texts: [Build.Text]?, _ range: SourceRange?
    ) throws(Diagnostics) -> [Element]? {
        guard let texts, !texts.isEmpty else { return nil }
        return try reading(texts[0].range ?? range) { () throws(EntryFault) in try [Element](texts: texts.map(\.text)) }
    }

    private static func reading<Result>(
        _ range: SourceRange?, _ body: () throws(EntryFault) -> Result
    ) throws(Diagnostics) -> Result {
        do throws(EntryFault) {
            return try body()
        } catch {
            throw Diagnostics(ServiceFault.entry(error).diagnostic(at: range))
        }
    }
}
