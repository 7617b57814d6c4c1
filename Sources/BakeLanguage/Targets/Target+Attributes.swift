internal import HCL

extension Target {
    /// Takes in what a file says of an attribute, and gives the value that a reference to it reads.
    mutating func set(_ attribute: TargetAttribute, to value: Value) throws(AttributeFault) -> Value {
        switch attribute {
        case .description: try Self.readPlain(value, into: &description)
        case .inherits: try readInherits(value)
        case .annotations: try Self.read(value, into: &annotations)
        case .attest: try Self.readEntries(value, into: &attestations)
        case .context: try Self.read(value, into: &context)
        case .contexts: try readContexts(value)
        case .dockerfile: try Self.read(value, into: &dockerfile)
        case .dockerfileInline: try Self.read(value, into: &dockerfileInline)
        case .args: try Self.read(value, into: &arguments)
        case .labels: try Self.read(value, into: &labels)
        case .tags: try Self.read(value, into: &tags)
        case .cacheFrom: try Self.readEntries(value, into: &cacheFrom)
        case .cacheTo: try Self.readEntries(value, into: &cacheTo)
        case .target: try Self.read(value, into: &stage)
        case .secret: try Self.readEntries(value, into: &secrets)
        case .ssh: try Self.readEntries(value, into: &ssh)
        case .platforms: try Self.read(value, into: &platforms)
        case .output: try Self.readEntries(value, into: &outputs)
        case .pull: try Self.read(value, into: &pull)
        case .noCache: try Self.read(value, into: &noCache)
        case .network: try Self.read(value, into: &network)
        case .noCacheFilter: try Self.read(value, into: &noCacheFilter)
        case .shmSize: try Self.read(value, into: &shmSize)
        case .ulimits: try Self.read(value, into: &ulimits)
        case .resources: try readResources(value)
        case .call: try Self.read(value, into: &call)
        case .entitlements: try Self.read(value, into: &entitlements)
        case .extraHosts: try Self.read(value, into: &extraHosts)
        case .policy: try Self.readEntries(value, into: &policy)
        }
    }

    /// A text that must be one: null will not do.
    private static func readPlain(
        _ value: Value, into field: inout String?
    ) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .string)
        guard case .string(let text) = value else { throw .isNull }
        field = text
        return value
    }

    private static func read(
        _ value: Value, into field: inout String?
    ) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .string)
        if case .string(let text) = value { field = text }
        return value
    }

    private static func read(
        _ value: Value, into field: inout Bool?
    ) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .bool)
        if case .bool(let flag) = value { field = flag }
        return value
    }

    private static func read(
        _ value: Value, into field: inout [String]?
    ) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .list(.string))
        if let texts = try value.texts() { field = texts }
        return value
    }

    private mutating func readInherits(_ value: Value) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .list(.string))
        if let texts = try value.texts() { inherits = texts }
        return value
    }

    /// Names whose value is null are left out.
    private static func read(
        _ value: Value, into field: inout [String: String]
    ) throws(AttributeFault) -> Value {
        let value = try value.attribute(as: .map(.string))
        guard case .map(let members, _) = value else { return value }
        for member in members.all {
            if case .string(let text) = member.value { field[member.name] = text }
        }
        return value
    }

    private mutating func readContexts(_ value: Value) throws(AttributeFault) -> Value {
        let value = try Self.read(value, into: &contexts)
        if case .map(let members, _) = value, let gap = members.all.first(where: { $0.value.isNull }) {
            throw .memberIsNull(gap.name)
        }
        return value
    }

    private mutating func readResources(_ value: Value) throws(AttributeFault) -> Value {
        if value.isNull { throw .isNull }
        do throws(EntryFault) {
            let resources = try Resources(value: value)
            self.resources = resources
            return resources.value
        } catch {
            throw .entry(error)
        }
    }

    private static func readEntries<Element: CompoundEntry>(
        _ value: Value, into field: inout [Element]?
    ) throws(AttributeFault) -> Value {
        do throws(EntryFault) {
            let entries = try [Element](value: value)
            field = entries
            return entries.value
        } catch {
            throw .entry(error)
        }
    }
}

extension Value {
    /// The value as the type that an attribute has.
    func attribute(as type: ValueType) throws(AttributeFault) -> Value {
        do throws(ConversionFault) {
            return try converted(to: type)
        } catch {
            throw .conversion(error)
        }
    }

    /// The texts of a list of texts; nil for null.
    func texts() throws(AttributeFault) -> [String]? {
        guard case .list(let elements, _) = self else { return nil }
        var texts: [String] = []
        for (index, element) in elements.values.enumerated() {
            guard case .string(let text) = element else { throw .elementIsNull(index) }
            texts.append(text)
        }
        return texts
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
