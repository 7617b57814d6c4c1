internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The way of an ordinary user to be root in a namespace.
enum UserNamespace {
    /// Moves this process there, and says what cannot work.
    static func enter() throws -> [String] {
        let (user, group) = (geteuid(), getegid())
        let name = getpwuid(user).flatMap(\.pointee.pw_name).map { String(cString: $0) }
        let users = mapper("newuidmap", IDRanges(file: "/etc/subuid", name: name, id: user), own: user)
        let groups = mapper("newgidmap", IDRanges(file: "/etc/subgid", name: name, id: user), own: group)
        // Either both or none: with one of them USER would work half.
        let isMapped = users != nil && groups != nil
        var codes: [Int32] = [255, 255]
        var message = [CChar](repeating: 0, count: 1024)
        let result = withWords(isMapped ? users : nil) { users in
            withWords(isMapped ? groups : nil) { groups in
                hearth_enter_user_namespace(users, groups, &codes, &message, 1024)
            }
        }
        guard result == 0 else {
            let code = SystemError.Code.last
            throw SandboxFault.namespacesRefused(obstacle(code), code)
        }
        if codes == [0, 0] { return [] }
        if codes[0] != 0 { try write("0 \(user) 1", to: "/proc/self/uid_map") }
        if codes[1] != 0 {
            try write("deny", to: "/proc/self/setgroups")
            try write("0 \(group) 1", to: "/proc/self/gid_map")
        }
        let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return [warning(name ?? "\(user)", isMapped ? words : nil)]
    }

    /// How many ids this user may give away, and what it is called.
    static func given() -> (count: Int64, name: String) {
        let name = getpwuid(geteuid()).flatMap(\.pointee.pw_name).map { String(cString: $0) }
        let counts = ["/etc/subuid", "/etc/subgid"].map { IDRanges(file: Path($0), name: name, id: geteuid()).count }
        return (counts.min() ?? 0, name ?? "\(geteuid())")
    }

    private static func warning(_ name: String, _ words: String?) -> String {
        let consequence = "files can belong to root alone, and USER, chown and package managers may fail"
        if let words {
            let reason = words.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
            return "the ids of /etc/subuid and /etc/subgid cannot be used\(reason); \(consequence)"
        }
        return "\(missing(name)); \(consequence)"
    }

    private static func missing(_ name: String) -> String {
        let fault =
            Executable("newuidmap") == nil
            ? "newuidmap is not installed" : "\(name) has no ids in /etc/subuid and /etc/subgid"
        return "\(fault) (\(remedy(for: name)))"
    }

    /// How to come by ids; `name` nil where it is no longer known who this was.
    static func remedy(for name: String?) -> String {
        if Executable("newuidmap") == nil { return "sudo apt-get install uidmap" }
        return "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \(name ?? "USER")"
    }

    /// The program and its words; nil where it is not there, or nothing for it to do.
    private static func mapper(_ program: String, _ ranges: IDRanges, own: UInt32) -> [String]? {
        guard let path = Executable(program)?.path, !ranges.ranges.isEmpty else { return nil }
        return [path.word, "\(getpid())"] + ranges.words(own: own)
    }

    private static func withWords<Result>(
        _ words: [String]?, _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        guard let words else { return body(nil) }
        let pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private static func write(_ text: String, to path: Path) throws(SystemError) {
        let file = path.withCString { openat(AT_FDCWD, $0, O_WRONLY | O_CLOEXEC) }
        guard file >= 0 else { throw SystemError("open", path, .last) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        // In one piece, or not at all.
        guard systemWrite(file, bytes, bytes.count) == bytes.count else { throw SystemError("write", path, .last) }
    }

    private static let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = Glibc.write

    /// What stands in the way, as far as settings of the system tell.
    static func obstacle(_ code: SystemError.Code) -> NamespaceObstacle {
        if setting("apparmor_restrict_unprivileged_userns", of: "kernel") == "1" { return .appArmor }
        if setting("unprivileged_userns_clone", of: "kernel") == "0" { return .switchedOff }
        if setting("max_user_namespaces", of: "user") == "0" || code.rawValue == ENOSPC { return .noneLeft }
        return code.rawValue == EINVAL ? .threads : .unknown
    }

    static func setting(_ name: String, of part: String) -> String? {
        let file = try? OpenFile(Path("/proc/sys/\(part)/\(name)"), .read, on: LocalFileSystem())
        guard let bytes = try? file?.readToEnd(limit: 4096) else { return nil }
        return String(decoding: bytes.filter { $0 > UInt8(ascii: " ") }, as: UTF8.self)
    }
}
