internal import HTTP
internal import Host

extension RegistrySettings.Host {
    /// Reads what registries.json says of one registry. Paths are taken from `directory`.
    init(reading member: ConfigurationReader, in directory: Path) throws(RegistryFault) {
        self.init()
        try member.hold(to: ["mirrors", "plain-http", "insecure", "ca", "certificate", "key", "proxy"])
        for mirror in try member["mirrors"]?.strings() ?? [] {
            mirrors.append(try Self.mirror(mirror.text, mirror.place))
        }
        isPlain = try member["plain-http"]?.bool()
        trustsAnyone = try member["insecure"]?.bool() ?? false
        for file in try member["ca"]?.strings() ?? [] {
            authorities.append(try Self.file(file.text, file.place, in: directory))
        }
        certificate = try Self.certificate(of: member, in: directory)
        if let text = member["proxy"] { proxy = try Self.proxy(text) }
    }

    private static func certificate(
        of member: ConfigurationReader, in directory: Path
    ) throws(RegistryFault) -> (certificate: Path, key: Path)? {
        switch (member["certificate"], member["key"]) {
        case (let certificate?, let key?):
            return (
                try file(try certificate.string(), certificate, in: directory),
                try file(try key.string(), key, in: directory)
            )
        case (let certificate?, nil): throw certificate.fault("is of no use without a key", hint: "set \"key\", too")
        case (nil, let key?): throw key.fault("is of no use without a certificate", hint: "set \"certificate\", too")
        case (nil, nil): return nil
        }
    }

    private static func file(
        _ text: String, _ place: ConfigurationReader, in directory: Path
    ) throws(RegistryFault) -> Path {
        let path = text.hasPrefix("/") ? Path(text) : directory / text
        guard !text.isEmpty, path.canonical != nil else {
            throw place.fault("names \(path), which is not there", hint: "paths begin at \(directory)")
        }
        return path
    }

    private static func mirror(_ text: String, _ place: ConfigurationReader) throws(RegistryFault) -> String {
        guard let address = try? HTTPAddress(text), !text.utf8.contains(where: "@?#".utf8.contains) else {
            throw place.fault("holds what is no address of a mirror", hint: "write https://HOST or https://HOST/PATH")
        }
        return address.text.hasSuffix("/") ? String(address.text.dropLast()) : address.text
    }

    /// May hold a password, so that a fault must not show it.
    private static func proxy(_ place: ConfigurationReader) throws(RegistryFault) -> String {
        let text = try place.string()
        let schemes = ["http://", "https://", "socks4://", "socks4a://", "socks5://", "socks5h://"]
        guard text.isEmpty || schemes.contains(where: text.hasPrefix) else {
            throw place.fault("is no address of a proxy", hint: "write http://HOST:PORT, or \"\" for none")
        }
        return text
    }
}
