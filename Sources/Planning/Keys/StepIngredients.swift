internal import DockerfileLanguage
package import Values

/// The ingredients of a step's key, gathered in the order that docs/cache-keys.md gives.
struct StepIngredients {
    private(set) var all: [Ingredient]

    init(_ step: String, below: Digest?) {
        all = [Ingredient("step", step)]
        add("below", below?.description)
    }

    mutating func add(_ name: String, _ value: String?) {
        if let value { all.append(Ingredient(name, value)) }
    }

    mutating func add(_ name: String, if isGiven: Bool) {
        if isGiven { all.append(Ingredient(name, "true")) }
    }

    mutating func add(_ files: [Ingredient]) {
        all += files
    }
}

extension StepIngredients {
    /// A RUN, without its mounts.
    init(_ run: RunOperation, on platform: Platform, below: Digest, _ surroundings: RunSurroundings) {
        self.init("run", below: below)
        add("platform", platform.description)
        for argument in run.arguments { add("argument", argument) }
        for variable in run.environment.all { add("variable", "\(variable.name)=\(variable.value)") }
        add("directory", run.workingDirectory)
        add("user", run.user)
        if run.network != .standard { add("network", run.network.rawValue) }
        if run.security != .sandbox { add("security", run.security.rawValue) }
        add("hostname", surroundings.hostname)
        for host in surroundings.hosts { add("host", host) }
        add("shm-size", surroundings.sharedMemory.map { "\($0.bytes)" })
        for limit in surroundings.limits { add("ulimit", limit) }
        if let script = run.script {
            add("script", script.name)
            add("script-text", script.text)
        }
    }

    /// All that matters of a mount but the files it shows. Ids of caches do not: what they hold is no part of a result.
    mutating func add(_ mount: Mount) {
        add("mount", mount.kind.rawValue)
        add("mount-target", mount.target)
        if mount.kind != .cache { add("mount-id", mount.id) }
        add("mount-variable", mount.variable)
        if mount.kind == .bind || mount.kind == .cache { add("mount-writable", if: !mount.isReadOnly) }
        if mount.kind == .cache { add("mount-sharing", mount.sharing.rawValue) }
        add("mount-mode", mount.mode.map { "0" + String($0, radix: 8) })
        add("mount-user", mount.user.map { "\($0)" })
        add("mount-group", mount.group.map { "\($0)" })
        add("mount-size", mount.size.map { "\($0)" })
    }

    /// A COPY or ADD, without its sources.
    init(_ copy: CopyOperation, below: Digest) {
        self.init(copy.isAdd ? "add" : "copy", below: copy.isLink ? nil : below)
        add("to", copy.destination)
        add("owner", copy.owner)
        add("mode", copy.mode)
        add("link", if: copy.isLink)
        add("parents", if: copy.keepsParents)
        add("unpack", copy.unpacks.map { "\($0)" })
        add("checksum", copy.checksum)
        add("keep-git-dir", if: copy.keepsGitDirectory)
    }
}

/// What is the same for all RUNs of a target.
package struct RunSurroundings: Sendable {
    package var hostname: String?
    /// `NAME=ADDRESS`
    package var hosts: [String] = []
    package var sharedMemory: MemorySize?
    package var limits: [String] = []
}
