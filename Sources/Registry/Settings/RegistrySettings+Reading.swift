internal import Host
internal import Values

extension RegistrySettings {
    /// Reads the files of this machine, as docs/registries.md says. Throws `RegistryFault.badConfiguration`.
    package init(reading environment: (String) -> String?) throws {
        let places = ConfigurationPlaces(environment)
        try self.init(
            reading: places.settings, environment, certificates: CertificateDirectory.places(places))
    }

    /// `certificates` are the directories that Docker and podman keep certificates in, the ones that count most first.
    init(reading file: Path?, _ environment: (String) -> String?, certificates: [Path]) throws {
        self.init()
        if let file, let text = try ConfigurationText(reading: file) {
            try read(try text.reader(), in: file.parent)
        }
        if let text = environment("HEARTH_PATIENCE") {
            guard let seconds = Double(text), let patience = Self.patience(seconds) else {
                throw RegistryFault.badConfiguration(
                    "HEARTH_PATIENCE", reason: "\"\(text)\" is no number of seconds", hint: "write a number such as 60")
            }
            self.patience = patience
        }
        for directory in certificates { add(CertificateDirectory(directory)) }
    }

    private static func patience(_ seconds: Double) -> Double? {
        seconds >= 0 && seconds.isFinite ? seconds : nil
    }

    private mutating func read(_ file: ConfigurationReader, in directory: Path) throws(RegistryFault) {
        try file.hold(to: ["patience", "registries"])
        if let member = file["patience"] {
            guard let seconds = member.value.number, let patience = Self.patience(seconds) else {
                throw member.wrongKind("a number of seconds")
            }
            self.patience = patience
        }
        for member in try file["registries"]?.members() ?? [] {
            guard Self.isHost(member.name) else {
                throw member.value.fault(
                    "is no name of a registry", hint: "write its host, with the port if there is one")
            }
            let name = RegistryName.canonical(member.name)
            guard hosts[name] == nil else { throw member.value.fault("is there twice, under two of its names") }
            hosts[name] = try Host(reading: member.value, in: directory)
        }
    }

    private static func isHost(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"/@?#\"".utf8.contains($0) }
    }

    private mutating func add(_ directory: CertificateDirectory) {
        for (name, found) in directory.hosts {
            let name = RegistryName.canonical(name)
            var host = self[name]
            host.authorities += found.authorities
            host.certificate = host.certificate ?? found.certificate
            hosts[name] = host
        }
    }
}

extension JSON {
    fileprivate var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
