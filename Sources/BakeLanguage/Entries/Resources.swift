package import HCL
internal import Numbers
package import Values

/// What the steps of a build may use of the machine.
package struct Resources: Hashable, Sendable {
    package enum Key: String, CaseIterable, Sendable {
        case memory
        case memorySwap = "memory-swap"
        case cpuShares = "cpu-shares"
        case cpuPeriod = "cpu-period"
        case cpuQuota = "cpu-quota"
        case cpus = "cpuset-cpus"
        case memoryNodes = "cpuset-mems"

        var isNumber: Bool {
            switch self {
            case .cpuShares, .cpuPeriod, .cpuQuota: true
            case .memory, .memorySwap, .cpus, .memoryNodes: false
            }
        }
    }

    package enum Setting: Hashable, Sendable {
        case text(String)
        case number(Int64)
    }

    package private(set) var settings: [Key: Setting] = [:]

    package init() {}

    /// Reads an object or a map. Members of other names are passed over.
    package init(value: Value) throws(EntryFault) {
        if case .string = value { throw .wrongType(name: nil, expected: "an object", found: value.noun) }
        let members = try EntryMembers(value)
        for key in Key.allCases {
            if key.isNumber {
                settings[key] = try members.integer(key.rawValue).map(Setting.number)
            } else {
                settings[key] = try members.text(key.rawValue).map(Setting.text)
            }
        }
    }

    /// Sets one as `--set app.resources.memory=1g` does.
    package mutating func set(_ name: String, to text: String) throws(EntryFault) {
        guard let key = Key(rawValue: name) else { throw .unknownKey(name, .resources) }
        guard key.isNumber else {
            settings[key] = .text(text)
            return
        }
        guard let number = Int64(text) else { throw .notWholeNumber(text, key: name) }
        settings[key] = .number(number)
    }

    /// These, where `other` sets nothing else.
    package func merged(with other: Resources) -> Resources {
        var merged = self
        merged.settings.merge(other.settings) { $1 }
        return merged
    }

    package var json: JSON {
        .object(
            Key.allCases.compactMap { key in
                switch settings[key] {
                case .text(let text): .init(key.rawValue, .string(text))
                case .number(let number): .init(key.rawValue, .integer(number))
                case nil: nil
                }
            })
    }

    package static let valueType = ValueType.object(
        Dictionary(uniqueKeysWithValues: Key.allCases.map { ($0.rawValue, .init($0.isNumber ? .number : .string)) }))

    package var value: Value {
        var members: [String: Value] = [:]
        for key in Key.allCases {
            switch settings[key] {
            case .text(let text): members[key.rawValue] = .string(text)
            case .number(let number): members[key.rawValue] = .number(Number(Int(number)))
            case nil: members[key.rawValue] = .null(key.isNumber ? .number : .string)
            }
        }
        return .object(Members(members))
    }

    /// Throws where a build would not understand them. What the sets of processors mean is left to the kernel.
    package func check() throws(EntryFault) {
        for key in [Key.memory, .memorySwap] {
            guard case .text(let text) = settings[key] else { continue }
            let isUnlimited = key == .memorySwap && text.trimmed == "-1"
            guard isUnlimited || MemorySize(text.trimmed) != nil else { throw .notMemorySize(text, key: key.rawValue) }
        }
    }
}
