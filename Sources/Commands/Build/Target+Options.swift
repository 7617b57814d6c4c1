internal import Arguments
internal import BakeLanguage
internal import OCI
internal import Values

extension Target {
    /// The target that a command line of `build` describes, but for where its files are. Throws what a build would
    /// refuse, with the option that says it.
    init(_ options: BuildOptions, _ invocation: Invocation, _ surroundings: any Surroundings) throws {
        // As messages call it: "the context lib of the build is no image".
        self.init(name: "the build")
        try setSources(options.sources, invocation, surroundings)
        try setImage(options, invocation, surroundings)
        try setRunning(options, invocation, surroundings)
        try setCaching(options, invocation)
        call = try options.execution.callMethod(invocation)?.name
        entitlements = try Self.entitlements(options.execution, invocation)
        // Who asks for it on the command line allows it, too.
        if network == "host", entitlements?.contains("network.host") != true { entitlements?.append("network.host") }
        policy = try concerning("--policy") { try [PolicyEntry](texts: invocation[options.execution.policy]) }
        pull = invocation[options.execution.pull] ? true : nil
    }

    /// Of what `bake` may allow, `build` knows what is for BuildKit and not for the machine.
    private static func entitlements(_ options: ExecutionOptions, _ invocation: Invocation) throws -> [String] {
        for entitlement in try options.engine.entitlements(invocation) {
            switch entitlement {
            case .hostNetwork, .insecure, .device, .deletion: break
            default: throw UserError("--allow: files, images and ssh are allowed to bake files alone")
            }
        }
        return invocation[options.engine.allow].droppingEmptyAndRepeated()
    }

    private mutating func setSources(
        _ options: SourceOptions, _ invocation: Invocation, _ surroundings: any Surroundings
    ) throws {
        stage = invocation[options.stage].flatMap { $0.isEmpty ? nil : $0 }
        for pair in invocation[options.arguments] {
            if let value = pair.value ?? surroundings.environment[pair.name] { arguments[pair.name] = value }
        }
        let epoch = "SOURCE_DATE_EPOCH"
        if arguments[epoch] == nil, let value = surroundings.environment[epoch], !value.isEmpty {
            arguments[epoch] = value
        }
        for context in invocation[options.contexts] where !context.name.isEmpty {
            contexts[context.name] = context.place
        }
        var words = invocation[options.platforms]
        if words.isEmpty, let usual = surroundings.environment["DOCKER_DEFAULT_PLATFORM"] { words = [usual] }
        platforms = words.droppingEmptyAndRepeated()
        try concerning("--platform") {
            try TargetChecks.check(platforms: platforms ?? [], here: surroundings.platform)
        }
    }

    private mutating func setImage(
        _ options: BuildOptions, _ invocation: Invocation, _ surroundings: any Surroundings
    ) throws {
        let image = options.image
        tags = invocation[image.tags].droppingEmptyAndRepeated()
        try concerning("--tag") { for tag in tags ?? [] { _ = try ImageReference(tag) } }
        for pair in invocation[image.labels] { labels[pair.name] = pair.value ?? "" }
        annotations = invocation[image.annotations].droppingEmptyAndRepeated()
        try concerning("--annotation") { try Annotation.check(annotations ?? [], here: surroundings.platform) }
        attestations = try concerning("--attest") { try [Attestation](texts: invocation[image.attestations]) }
        for given in options.execution.attestations(invocation) {
            attestations = try concerning(given.option) {
                (attestations ?? []) + [try Attestation(text: given.text)]
            }
        }
        attestations = attestations?.normalized()
        outputs = try concerning("--output") {
            let outputs = try [BakeLanguage.Output](texts: invocation[image.outputs])
            try outputs.checkTypes()
            return try outputs.settled(in: surroundings)
        }
        let files: Set = ["local", "tar"]
        if invocation[image.identityFile]?.isEmpty == false,
            outputs?.contains(where: { files.contains($0.type) }) == true
        {
            throw UserError("--iidfile needs an image, and the output is files")
        }
        if invocation[options.execution.push] { outputs = outputs?.pushing(true) }
        if invocation[options.execution.load] { outputs = outputs?.loading(true) }
    }

    private mutating func setRunning(
        _ options: BuildOptions, _ invocation: Invocation, _ surroundings: any Surroundings
    ) throws {
        let running = options.running
        secrets = try concerning("--secret") {
            let secrets = try [Secret](texts: invocation[running.secrets]).normalized()
            try secrets.check(in: surroundings)
            return secrets
        }
        ssh = try concerning("--ssh") {
            let keys = try [SSHKey](texts: invocation[running.ssh]).normalized()
            try keys.check(in: surroundings)
            return keys
        }
        network = invocation[running.network].rawValue
        extraHosts = try concerning("--add-host") { try ExtraHost.all(invocation[running.hosts]) }
        shmSize = invocation[running.sharedMemory].flatMap { $0.isEmpty ? nil : $0 }
        try concerning("--shm-size") { if let shmSize { try TargetChecks.check(sharedMemory: shmSize) } }
        ulimits = invocation[running.limits].droppingEmptyAndRepeated()
        try concerning("--ulimit") { try Ulimit.check(ulimits ?? []) }
        try setResources(options, invocation)
    }

    private mutating func setResources(_ options: BuildOptions, _ invocation: Invocation) throws {
        var resources = Resources()
        for (name, value) in options.old.resources(invocation) {
            try concerning("--\(name)") {
                try resources.set(name, to: value)
                try resources.check()
            }
        }
        for word in invocation[options.running.resources] {
            try concerning("--resource") {
                guard let pair = KeyValue(word), let value = pair.value else { throw UserError("write NAME=VALUE") }
                try resources.set(pair.name.trimmed, to: value.trimmed)
                try resources.check()
            }
        }
        self.resources = resources.settings.isEmpty ? nil : resources
    }

    private mutating func setCaching(_ options: BuildOptions, _ invocation: Invocation) throws {
        cacheFrom = try concerning("--cache-from") {
            try [CacheEntry](texts: invocation[options.caching.from]).normalized()
        }
        cacheTo = try concerning("--cache-to") {
            let entries = try [CacheEntry](texts: invocation[options.caching.to]).normalized()
            try entries.checkDestinations()
            return entries
        }
        noCacheFilter = invocation[options.caching.filter].droppingEmptyAndRepeated()
        noCache = invocation[options.execution.noCache] ? true : nil
        if noCache == true, noCacheFilter?.isEmpty == false {
            throw UserError("--no-cache and --no-cache-filter cannot go together", hint: "--no-cache is for all stages")
        }
    }
}
