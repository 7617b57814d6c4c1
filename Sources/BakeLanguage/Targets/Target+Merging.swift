extension Target {
    /// Takes over what `later` says: the one rule for two blocks of a name, for later files, and for heirs.
    mutating func merge(_ later: Target) {
        if let description = later.description, !description.isEmpty { self.description = description }
        inherits += later.inherits
        replace(with: later)
        join(later)
        settings.merge(later.settings)
        defaultContext = later.defaultContext ?? defaultContext
        declaration = later.declaration ?? declaration
        places.merge(later.places) { _, later in later }
        settingsPlace = later.settingsPlace ?? settingsPlace
    }

    private mutating func replace(with later: Target) {
        context = later.context ?? context
        dockerfile = later.dockerfile ?? dockerfile
        dockerfileInline = later.dockerfileInline ?? dockerfileInline
        tags = later.tags ?? tags
        cacheTo = later.cacheTo ?? cacheTo
        stage = later.stage ?? stage
        platforms = later.platforms ?? platforms
        outputs = later.outputs ?? outputs
        pull = later.pull ?? pull
        noCache = later.noCache ?? noCache
        network = later.network ?? network
        shmSize = later.shmSize ?? shmSize
        call = later.call ?? call
    }

    private mutating func join(_ later: Target) {
        annotations.append(later.annotations)
        noCacheFilter.append(later.noCacheFilter)
        ulimits.append(later.ulimits)
        entitlements.append(later.entitlements)
        policy.append(later.policy)
        // In what order the rest stays depends on when what is there twice goes.
        if let more = later.cacheFrom { cacheFrom = ((cacheFrom ?? []) + more).normalized() }
        attestations.append(later.attestations)
        secrets.append(later.secrets)
        ssh.append(later.ssh)
        if let resources = later.resources { self.resources = (self.resources ?? Resources()).merged(with: resources) }
        contexts.merge(later.contexts) { _, later in later }
        arguments.merge(later.arguments) { _, later in later }
        labels.merge(later.labels) { _, later in later }
        extraHosts.merge(later.extraHosts) { _, later in later }
    }

    /// Drops what is there twice or says nothing, as a build would not notice it.
    mutating func normalize() {
        annotations = annotations?.droppingEmptyAndRepeated()
        attestations = attestations?.normalized().unlessEmpty
        tags = tags?.droppingEmptyAndRepeated()
        secrets = secrets?.normalized().unlessEmpty
        ssh = ssh?.normalized().unlessEmpty
        platforms = platforms?.droppingEmptyAndRepeated()
        cacheFrom = cacheFrom?.normalized().unlessEmpty
        cacheTo = cacheTo?.normalized().unlessEmpty
        outputs = outputs?.normalized().unlessEmpty
        noCacheFilter = noCacheFilter?.droppingEmptyAndRepeated()
        ulimits = ulimits?.droppingEmptyAndRepeated()
        if network == "host" { entitlements = (entitlements ?? []) + ["network.host"] }
        entitlements = entitlements?.droppingEmptyAndRepeated()
        contexts = contexts.filter { !$0.value.isEmpty }
    }
}

extension Array {
    /// A target that clears such a list hands nothing on to its heirs: they see it as not set.
    fileprivate var unlessEmpty: Self? { isEmpty ? nil : self }
}

extension Optional {
    /// Adds what is given; a list that is not set stays so when nothing is.
    mutating func append<Element>(_ more: [Element]?) where Wrapped == [Element] {
        guard let more else { return }
        if self == nil { self = more } else { self?.append(contentsOf: more) }
    }
}
