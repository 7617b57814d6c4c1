package import Values

extension Target {
    /// The target as `--print` shows it, and as a bake file may have it.
    package var json: JSON {
        var members: [JSON.Member] = []
        func add(_ attribute: TargetAttribute, _ value: JSON?) {
            if let value { members.append(JSON.Member(attribute.rawValue, value)) }
        }
        for attribute in TargetAttribute.allCases { add(attribute, printed(attribute)) }
        if let settings = settings.json { members.append(JSON.Member(TargetSettings.key, settings)) }
        return .object(members)
    }

    /// Nil for what is not to be shown: whatever was not set, and empty lists.
    private func printed(_ attribute: TargetAttribute) -> JSON? {
        switch attribute {
        case .description: description.flatMap { $0.isEmpty ? nil : .string($0) }
        case .inherits: nil
        case .annotations: annotations.flatMap { Self.list($0) { .string($0.escapingTemplates) } }
        case .attest: attestations.flatMap { Self.list($0, \.json) }
        case .context: context.map(JSON.string)
        case .contexts: Self.map(contexts) { $0 }
        case .dockerfile: dockerfile.map(JSON.string)
        case .dockerfileInline: dockerfileInline.map { .string($0.escapingTemplates) }
        case .args: Self.map(arguments, \.escapingTemplates)
        case .labels: Self.map(labels, \.escapingTemplates)
        case .tags: tags.flatMap { Self.list($0, JSON.string) }
        case .cacheFrom: cacheFrom.flatMap { Self.list($0, \.json) }
        case .cacheTo: cacheTo.flatMap { Self.list($0, \.json) }
        case .target: stage.map(JSON.string)
        case .secret: secrets.flatMap { Self.list($0, \.json) }
        case .ssh: ssh.flatMap { Self.list($0, \.json) }
        case .platforms: platforms.flatMap { Self.list($0, JSON.string) }
        case .output: outputs.flatMap { Self.list($0, \.json) }
        case .pull: pull.map(JSON.bool)
        case .noCache: noCache.map(JSON.bool)
        case .network: network.map(JSON.string)
        case .noCacheFilter: noCacheFilter.flatMap { Self.list($0, JSON.string) }
        case .shmSize: shmSize.map(JSON.string)
        case .ulimits: ulimits.flatMap { Self.list($0, JSON.string) }
        case .resources: resources?.json
        case .call: call.map(JSON.string)
        case .entitlements: entitlements.flatMap { Self.list($0, JSON.string) }
        case .extraHosts: Self.map(extraHosts, \.escapingTemplates)
        case .policy: policy.flatMap { Self.list($0, \.json) }
        }
    }

    private static func list<Element>(_ elements: [Element], _ json: (Element) -> JSON) -> JSON? {
        elements.isEmpty ? nil : .array(elements.map(json))
    }

    private static func map(_ pairs: [String: String], _ text: (String) -> String) -> JSON? {
        if pairs.isEmpty { return nil }
        return .object(pairs.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string(text($0.value))) })
    }
}

extension Group {
    package var json: JSON {
        var members: [JSON.Member] = []
        if let description, !description.isEmpty { members.append(JSON.Member("description", .string(description))) }
        members.append(JSON.Member("targets", self.members.map { .array($0.map(JSON.string)) } ?? .null))
        return .object(members)
    }
}

extension String {
    /// So written that a bake file which holds it says the same text again.
    fileprivate var escapingTemplates: String {
        guard utf8.contains(UInt8(ascii: "{")) else { return self }
        var escaped: [UInt8] = []
        var last: UInt8 = 0
        for byte in utf8 {
            if byte == UInt8(ascii: "{"), last == UInt8(ascii: "$") || last == UInt8(ascii: "%") {
                escaped.append(last)
            }
            escaped.append(byte)
            last = byte
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
