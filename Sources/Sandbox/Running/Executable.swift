internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that is installed.
struct Executable {
    let path: Path

    /// Looks for a name in PATH, and where administrators' programs are; a name with a slash is a path. Nil where there is none.
    init?(_ name: String) {
        let folders = (Environment.value(of: "PATH") ?? "").split(separator: ":").map(String.init)
        let usual = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        let isPath = name.utf8.contains(UInt8(ascii: "/"))
        let candidates = isPath ? [Path(word: name)] : (folders + usual).map { Path(word: $0) / Path(word: name) }
        guard let found = candidates.first(where: Self.canRun) else { return nil }
        path = found
    }

    /// Whether it has rights that who starts it has not.
    var hasRights: Bool {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return false }
        if status.st_mode & S_ISUID != 0, status.st_uid == 0 { return true }
        return path.withCString { hearth_has_rights($0) } != 0
    }

    private static func canRun(_ path: Path) -> Bool {
        var status = stat()
        return path.withCString { stat($0, &status) == 0 && access($0, X_OK) == 0 }
            && status.st_mode & S_IFMT == S_IFREG
    }
}
