internal import CLinux
package import Host

/// The programs for other architectures that this machine runs, through emulators that are registered with the system.
package struct BinaryFormats: Sendable {
    private let formats: [BinaryFormat]?

    /// `directory` is where the system shows what is registered.
    package init(
        directory: Path = "/proc/sys/fs/binfmt_misc"
    ) {
        let files = LocalFileSystem()
        guard let names = try? files.names(in: directory), names.contains("status") else {
            formats = nil
            return
        }
        let status = try? OpenFile(directory / "status", .read, on: files).readToEnd(limit: 4096)
        let isOn = String(decoding: status ?? [], as: UTF8.self).hasPrefix("enabled")
        formats = (isOn ? names : []).compactMap { name in
            let bytes = try? OpenFile(directory / name, .read, on: files).readToEnd(limit: 4096)
            return bytes.flatMap { BinaryFormat(String(decoding: $0, as: UTF8.self)) }
        }
    }

    package static let place: Path = "/proc/sys/fs/binfmt_misc"

    /// Not every machine shows them. In namespaces of its own root can have them shown; who is root in a user namespace would make new ones.
    private static let show: Void = {
        let isShown = (try? LocalFileSystem().status(place / "status")) != nil
        guard !isShown, Namespaces.areEntered, !Namespaces.isRootless else { return }
        _ = place.withCString { hearth_mount("binfmt_misc", $0, 0, nil) }
    }()

    /// Whether the machine tells.
    var areKnown: Bool { formats != nil }

    /// Whether programs for an architecture, by the name that images have for it, run in a sandbox. Where nobody can say, they may.
    package static func canRun(_ architecture: String) -> Bool { BinaryFormats().canRun(architecture) }

    package func canRun(_ architecture: String) -> Bool {
        if Self.native.contains(architecture) { return true }
        guard let formats, let machine = BinaryFormat.machines[architecture] else { return true }
        return formats.contains { $0.runs(machine) }
    }

    private static var native: Set<String> {
        #if arch(x86_64)
        ["amd64", "386"]
        #elseif arch(arm64)
        ["arm64", "arm"]
        #else
        []
        #endif
    }

    static func remedy(for architecture: String) -> String {
        "sudo apt-get install qemu-user-static, or "
            + "docker run --privileged --rm tonistiigi/binfmt --install \(architecture)"
    }
}

/// A format of programs that the system hands to an emulator.
struct BinaryFormat {
    /// What programs begin with, as far as the mask has bits.
    private let beginning: [UInt8]
    private let mask: [UInt8]

    /// As the system shows it; nil for what is switched off, and for what needs its emulator in the root of the program.
    init?(_ text: String) {
        var fields: [String: String] = [:]
        let lines = text.split(separator: "\n")
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1)
            fields[String(words[0])] = words.count == 2 ? String(words[1]) : ""
        }
        guard lines.first == "enabled", fields["flags:"]?.contains("F") == true, fields["offset"] == "0",
            let beginning = fields["magic"].flatMap(Self.bytes)
        else { return nil }
        self.beginning = beginning
        mask = fields["mask"].flatMap(Self.bytes) ?? []
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    func runs(_ machine: Machine) -> Bool {
        let header = machine.header
        guard beginning.count <= header.count else { return false }
        return beginning.indices.allSatisfy { place in
            let bits = place < mask.count ? mask[place] : 0xff
            return header[place] & bits == beginning[place] & bits
        }
    }

    /// What the header of a program says of the machine that it is for.
    struct Machine {
        let number: UInt16
        var bits = 64
        var isBigEndian = false

        /// Of a program that is linked.
        var header: [UInt8] {
            func half(_ value: UInt16) -> [UInt8] {
                let (low, high) = (UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8))
                return isBigEndian ? [high, low] : [low, high]
            }
            let identity: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, bits == 64 ? 2 : 1, isBigEndian ? 2 : 1, 1]
            return identity + Array(repeating: 0, count: 9) + half(2) + half(number)
        }
    }

    /// By the names that images have for architectures.
    static let machines: [String: Machine] = [
        "amd64": Machine(number: 62), "386": Machine(number: 3, bits: 32), "arm64": Machine(number: 183),
        "arm": Machine(number: 40, bits: 32), "riscv64": Machine(number: 243), "ppc64le": Machine(number: 21),
        "s390x": Machine(number: 22, isBigEndian: true), "loong64": Machine(number: 258),
        "mips64le": Machine(number: 8), "mips64": Machine(number: 8, isBigEndian: true),
    ]
}
