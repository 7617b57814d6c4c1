internal import HCL
internal import Values

/// What a block of a bake file defines: a target or a group.
protocol Definition {
    /// What a file can say of it. References can read all of it, and the name.
    associatedtype Attribute: RawRepresentable<String>, CaseIterable, Equatable

    static var blockType: String { get }
    /// What is looked for in a block.
    static var schema: Schema { get }
    /// What references read of an attribute of which nothing is said: null, or an empty list.
    static func absent(_ attribute: Attribute) -> Value

    init(name: String, declaration: SourceRange?)

    /// Refuses a block that defines nothing, whatever its attributes are.
    static func check(_ block: NamedBlock<Self>) throws(Diagnostics)

    /// Takes in what the file says of an attribute, and gives the value that references read.
    mutating func set(_ attribute: Attribute, to value: Value, at range: SourceRange) throws(AttributeFault) -> Value
}

extension Target: Definition {
    static let blockType = "target"
    static let schema = NamedBlock<Target>.schema

    static func check(_ block: NamedBlock<Target>) throws(Diagnostics) {}

    mutating func set(
        _ attribute: TargetAttribute, to value: Value, at range: SourceRange
    ) throws(AttributeFault) -> Value {
        places[attribute] = range
        return try set(attribute, to: value)
    }

    static func absent(_ attribute: TargetAttribute) -> Value {
        switch attribute {
        case .description: .string("")
        case .context, .dockerfile, .dockerfileInline, .target, .network, .shmSize, .call: .null(.string)
        case .pull, .noCache: .null(.bool)
        case .inherits, .annotations, .tags, .platforms, .noCacheFilter, .ulimits, .entitlements: .null(.list(.string))
        case .contexts, .args, .labels, .extraHosts: .null(.map(.string))
        case .attest: [Attestation]().value
        case .cacheFrom, .cacheTo: [CacheEntry]().value
        case .secret: [Secret]().value
        case .ssh: [SSHKey]().value
        case .output: [Output]().value
        case .policy: [PolicyEntry]().value
        case .resources: .null(Resources.valueType)
        }
    }
}

extension Group: Definition {
    static let blockType = "group"
    static let schema = NamedBlock<Group>.schema

    enum Attribute: String, CaseIterable {
        case description
        case targets
    }

    static func check(_ block: NamedBlock<Group>) throws(Diagnostics) {
        if let name = block.name {
            throw Diagnostics(ResolutionFault.notForGroups("name").diagnostic(at: name.expression.range))
        }
        if let matrix = block.matrix {
            throw Diagnostics(ResolutionFault.notForGroups("matrix").diagnostic(at: matrix.expression.range))
        }
        if let settings = block.settings {
            let fault = ResolutionFault.notForGroups(TargetSettings.key)
            throw Diagnostics(fault.diagnostic(at: settings.expression.range))
        }
        if block[.targets] == nil {
            throw Diagnostics(ResolutionFault.missing("targets", in: "group").diagnostic(at: block.label.range))
        }
    }

    init(name: String, declaration: SourceRange?) {
        self.init(name: name, members: [], declaration: declaration)
    }

    mutating func set(
        _ attribute: Attribute, to value: Value, at range: SourceRange
    ) throws(AttributeFault) -> Value {
        if attribute == .description {
            let value = try value.attribute(as: .string)
            guard case .string(let text) = value else { throw .isNull }
            description = text
            return value
        }
        let value = try value.attribute(as: .list(.string))
        members = try value.texts()
        place = range
        return value
    }

    static func absent(_ attribute: Attribute) -> Value {
        attribute == .description ? .string("") : .null(.list(.string))
    }
}
