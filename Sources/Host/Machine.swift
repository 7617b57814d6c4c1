package import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The machine that the process runs on, as far as bake files may ask about it.
package struct Machine: Surroundings {
    package let environment: [String: String]
    package let workingDirectory: String
    private let files: any FileSystem

    package init(files: any FileSystem = LocalFileSystem()) {
        self.files = files
        environment = Environment.all
        workingDirectory = Self.currentDirectory
    }

    package var homeDirectory: String {
        if let home = environment["HOME"], !home.isEmpty { return home }
        guard let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir else { return "/" }
        return String(cString: home)
    }

    package var platform: Platform {
        #if arch(x86_64)
        let (architecture, variant): (String, String?) = ("amd64", nil)
        #elseif arch(arm64)
        let (architecture, variant): (String, String?) = ("arm64", "v8")
        #else
        let (architecture, variant): (String, String?) = ("unknown", nil)
        #endif
        #if os(macOS)
        return Platform(system: "darwin", architecture: architecture, variant: variant)
        #else
        return Platform(system: "linux", architecture: architecture, variant: variant)
        #endif
    }

    package func now() -> Timestamp {
        WallClock.system.now()
    }

    package func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in generator.next() }
    }

    package func contents(of path: String) throws(UnreadableFile) -> [UInt8]? {
        do throws(SystemError) {
            let file = try OpenFile(Path(word: path), .read, on: files)
            guard try file.status().kind != .directory else {
                throw SystemError("read", nil, .isDirectory)
            }
            return try file.readToEnd(limit: Self.largestFile)
        } catch {
            if error.code == .notFound { return nil }
            throw UnreadableFile(path: path, reason: Self.reason(error.code))
        }
    }

    /// What is on the standard input.
    package func standardInput() throws -> [UInt8] {
        do throws(SystemError) {
            return try OpenFile.standardInput.readToEnd(limit: Self.largestFile)
        } catch {
            guard error.code == .tooLarge else { throw error }
            throw UnreadableFile(path: "standard input", reason: Self.reason(error.code))
        }
    }

    /// What no file that people write has.
    private static let largestFile = 256 << 20

    private static func reason(_ code: SystemError.Code) -> String {
        code == .tooLarge ? "it is larger than \(largestFile >> 20) MiB" : code.description
    }

    package func identity(of path: String) -> FileIdentity? {
        status(of: path).map { FileIdentity(device: UInt64(truncatingIfNeeded: $0.st_dev), inode: UInt64($0.st_ino)) }
    }

    /// Links are followed.
    private func status(of path: String) -> stat? {
        var status = stat()
        let found = Path(word: path).withCString { stat($0, &status) }
        return found == 0 ? status : nil
    }

    package func kind(of path: String) -> FileKind? {
        guard let status = status(of: path) else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFSOCK: .socket
        default: .other
        }
    }

    private static var currentDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return Path(cString: path).word
    }
}
