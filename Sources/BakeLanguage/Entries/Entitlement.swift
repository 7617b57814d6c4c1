/// Something that a build may do beyond the usual, if `--allow` grants it.
package enum Entitlement: Hashable, Sendable {
    case hostNetwork
    case insecure
    case agent
    /// Files of an output folder that the build did not make may go.
    case deletion
    /// Nil stands for all devices.
    case device(String?)
    case reading(String)
    case writing(String)
    case readingAndWriting(String)
    case pushing(String)
    case loading(String)
    case pushingAndLoading(String)

    /// Reads what `--allow` takes: `network.host`, `fs.read=path`, `device=name`.
    package init(text: String) throws(EntryFault) {
        let (name, value) = text.cut(at: "=") ?? (text, "")
        switch name {
        case "device": self = .device(value.isEmpty ? nil : try CSVFields(value).all.first)
        case "fs.read": self = .reading(value)
        case "fs.write": self = .writing(value)
        case "fs": self = .readingAndWriting(value)
        case "image.push": self = .pushing(value)
        case "image.load": self = .loading(value)
        case "image": self = .pushingAndLoading(value)
        default: self = try Self.plain(name, hasValue: name.utf8.count < text.utf8.count)
        }
    }

    private static func plain(_ name: String, hasValue: Bool) throws(EntryFault) -> Entitlement {
        let plain: [String: Entitlement] = [
            "network.host": .hostNetwork, "security.insecure": .insecure, "ssh": .agent,
            "buildx.local.delete": .deletion,
        ]
        guard let entitlement = plain[name] else { throw .unknownWord(name, noun: "entitlement", known: names) }
        if hasValue { throw .unwantedValue(entitlement: name) }
        return entitlement
    }

    private static let names = [
        "network.host", "security.insecure", "ssh", "device", "fs", "fs.read", "fs.write", "image", "image.push",
        "image.load", "buildx.local.delete",
    ]
}
