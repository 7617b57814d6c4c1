internal import Values

/// A value of a configuration file with the way that led to it, so that a fault can say where it is. Null counts as not there.
struct ConfigurationReader {
    let value: JSON
    private let text: ConfigurationText
    private let way: [String]

    init(_ text: ConfigurationText, _ value: JSON, _ way: [String]) {
        self.text = text
        self.value = value
        self.way = way
    }

    subscript(_ name: String) -> ConfigurationReader? {
        guard let member = value[name], !member.isNull else { return nil }
        return ConfigurationReader(text, member, way + [name])
    }

    /// The members that are not null.
    func members() throws(RegistryFault) -> [(name: String, value: ConfigurationReader)] {
        guard let members = value.members else { throw wrongKind("an object") }
        return members.filter { !$0.value.isNull }.map {
            ($0.name, ConfigurationReader(text, $0.value, way + [$0.name]))
        }
    }

    /// Refuses members that nobody reads.
    func hold(to known: [String]) throws(RegistryFault) {
        for member in try members() where !known.contains(member.name) {
            let near = Spelling.nearest(to: member.name, among: known)
            throw member.value.fault(
                "is nothing that can be set", hint: near.map { "did you mean \($0)?" } ?? "there are \(known.listed)")
        }
    }

    func string() throws(RegistryFault) -> String {
        guard let string = value.string else { throw wrongKind("a string") }
        return string
    }

    func bool() throws(RegistryFault) -> Bool {
        guard let bool = value.bool else { throw wrongKind("true or false") }
        return bool
    }

    func strings() throws(RegistryFault) -> [(text: String, place: ConfigurationReader)] {
        guard let elements = value.elements else { throw wrongKind("an array of strings") }
        var strings: [(String, ConfigurationReader)] = []
        for (number, element) in elements.enumerated() {
            guard let text = element.string else {
                throw fault("is \(element.kind) at place \(number + 1), and not a string")
            }
            strings.append((text, self))
        }
        return strings
    }

    func wrongKind(_ expected: String) -> RegistryFault { fault("is \(value.kind), and not \(expected)") }

    /// A fault of this value. `reason` follows upon its name, and must not hold what may be a secret.
    func fault(_ reason: String, hint: String? = nil) -> RegistryFault {
        let line = text.line(of: way).map { ":\($0)" } ?? ""
        let subject = way.isEmpty ? "it" : way.joined(separator: ".")
        return .badConfiguration(text.name + line, reason: "\(subject) \(reason)", hint: hint)
    }
}

extension [String] {
    /// `a, b and c`
    fileprivate var listed: String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) and \(last)"
    }
}
