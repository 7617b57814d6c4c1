extension Platform {
    /// Reads `linux/arm64/v8`, `linux/amd64`, `arm64`, `windows(10.0.17763+win32k)/amd64` or `local`, and brings it to the
    /// usual form: `linux/aarch64` becomes `linux/arm64`, `linux/arm` `linux/arm/v7`. What is left out is taken from
    /// `here`, the platform of this machine. Systems and architectures need not be known unless they stand alone.
    package init(_ text: String, here: Platform) throws(PlatformFault) {
        if text.lowercased() == "local" {
            self = here.normalized
            return
        }
        if text.utf8.contains(UInt8(ascii: "*")) { throw .wildcard(text) }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        let system = try SystemPart(parts[0], of: text)
        for part in parts.dropFirst() where !part.isMade(of: SystemPart.plainBytes) {
            throw .badPart(part, of: text)
        }
        switch parts.count {
        case 1: self = try Self.lone(parts[0], system, here: here)
        case 2: self = Platform(system, architecture: parts[1], variant: "")
        case 3: self = Platform(system, architecture: parts[1], variant: parts[2])
        default: throw .tooManyParts(text)
        }
    }

    /// Reads platforms that are separated by commas.
    package static func list(_ text: String, here: Platform) throws(PlatformFault) -> [Platform] {
        var platforms: [Platform] = []
        for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            platforms.append(try Platform(String(part) ?? "", here: here))
        }
        return platforms
    }

    /// A word that is a system or else an architecture.
    private static func lone(_ word: String, _ system: SystemPart, here: Platform) throws(PlatformFault) -> Platform {
        if knownSystems.contains(system.name) {
            return Platform(system, architecture: here.architecture, variant: here.variant ?? "")
        }
        let platform = Platform(SystemPart(name: here.system), architecture: word, variant: "")
        guard knownArchitectures.contains(platform.architecture) else { throw .unknown(word) }
        return platform
    }

    private init(_ system: SystemPart, architecture: String, variant: String) {
        let (architecture, variant) = Self.usual(architecture.lowercased(), variant.lowercased())
        self.init(
            system: system.name, architecture: architecture, variant: variant.isEmpty ? nil : variant,
            systemVersion: system.version, systemFeatures: system.features)
    }

    /// In the usual form: `linux/aarch64` becomes `linux/arm64`, `linux/arm` `linux/arm/v7`.
    package var normalized: Platform {
        var part = SystemPart(name: system)
        (part.version, part.features) = (systemVersion, systemFeatures)
        return Platform(part, architecture: architecture, variant: variant ?? "")
    }

    private static func usual(_ architecture: String, _ variant: String) -> (String, variant: String) {
        switch (architecture, variant) {
        case ("i386", _): ("386", "")
        case ("x86_64", _), ("x86-64", _), ("amd64", _): ("amd64", variant == "v1" ? "" : variant)
        case ("aarch64", "8"), ("aarch64", "v8"), ("aarch64", "v8.0"): ("arm64", "")
        case ("arm64", "8"), ("arm64", "v8"), ("arm64", "v8.0"): ("arm64", "")
        case ("aarch64", "9"), ("aarch64", "9.0"), ("aarch64", "v9.0"): ("arm64", "v9")
        case ("arm64", "9"), ("arm64", "9.0"), ("arm64", "v9.0"): ("arm64", "v9")
        case ("aarch64", _): ("arm64", variant)
        case ("armhf", _): ("arm", "v7")
        case ("armel", _): ("arm", "v6")
        case ("arm", ""), ("arm", "7"): ("arm", "v7")
        case ("arm", "5"), ("arm", "6"), ("arm", "8"): ("arm", "v" + variant)
        default: (architecture, variant)
        }
    }

    static let knownSystems = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
        "openbsd", "plan9", "solaris", "windows", "zos",
    ]

    static let knownArchitectures = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips", "mipsle",
        "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64", "s390", "s390x", "sparc",
        "sparc64", "wasm",
    ]
}

/// The first part of a platform: `linux`, `windows(10.0.17763+win32k)`.
private struct SystemPart {
    let name: String
    var version: String?
    var features: [String] = []

    init(name: String) {
        let name = name.lowercased()
        self.name = name == "macos" ? "darwin" : name
    }

    init(_ part: String, of text: String) throws(PlatformFault) {
        let bytes = part.utf8
        let open = bytes.firstIndex(of: UInt8(ascii: "(")) ?? part.endIndex
        let name = String(part[..<open])
        guard name.isMade(of: Self.nameBytes) else { throw .badPart(part, of: text) }
        self.init(name: name)
        guard open < part.endIndex else { return }
        guard bytes.last == UInt8(ascii: ")") else { throw .badPart(part, of: text) }
        let inner = bytes[open...].dropFirst().dropLast()
        let options = inner.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        for (index, option) in options.enumerated() {
            let isMissing = option.isEmpty && index == 0
            guard isMissing || option.isMade(of: Self.optionBytes) else { throw .badPart(part, of: text) }
            guard let plain = option.percentDecoded else { throw .badEscape(option, of: text) }
            if index > 0 { features.append(plain) } else if !isMissing { version = plain }
        }
    }

    static let nameBytes = ByteClass("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    static let plainBytes = nameBytes.with(".")
    static let optionBytes = plainBytes.with("%")
}

/// Some ASCII characters, as bits: asking a set would hash each byte of each platform.
private struct ByteClass {
    private var bits: UInt128 = 0

    init(_ characters: String) { for byte in characters.utf8 { bits |= 1 << UInt128(byte) } }

    func with(_ more: String) -> ByteClass {
        var sum = ByteClass(more)
        sum.bits |= bits
        return sum
    }

    func contains(_ byte: UInt8) -> Bool { byte < 128 && bits >> UInt128(byte) & 1 == 1 }
}

extension String {
    /// Whether it has bytes, and no others than these.
    fileprivate func isMade(of allowed: ByteClass) -> Bool {
        !isEmpty && utf8.allSatisfy { allowed.contains($0) }
    }

    /// With `%2B` and the like resolved; nil where what follows a percent sign is no byte.
    fileprivate var percentDecoded: String? {
        var decoded: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                decoded.append(byte)
            } else if let value = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self).lowercased())?.first {
                decoded.append(value)
                rest = rest.dropFirst(2)
            } else {
                return nil
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
