internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that is written beside its place, and takes it when it is whole. What is there and is no plain file (a pipe, a device)
/// is written into as it is, and so is standard output.
final class OutputFile {
    private enum Way {
        case beside(OpenDescriptor, directory: OpenDescriptor, temporary: Path, name: Path)
        case into(OpenDescriptor)
        case standardOutput
        case pipe(PipeWriter)
    }

    private let way: Way
    private var buffer: [UInt8] = []
    private var isFinished = false
    private static let room = 256 << 10

    /// Makes the directories that are missing on the way.
    init(_ path: Path) throws(SystemError) {
        // A link is written through.
        let place = path.canonical ?? path
        if let status = try LocalFileSystem().status(place), status.kind == .other {
            way = .into(try OpenDescriptor(special: place))
            return
        }
        try FileSystemDirectories.make(place.parent)
        let directory = try OpenDescriptor(directory: place.parent)
        let temporary = TemporaryName.next()
        let file = try directory.newFile(temporary, mode: 0o666)
        way = .beside(file, directory: directory, temporary: temporary, name: place.name)
    }

    private init(standardOutput: Void) {
        way = PipeWriter(STDOUT_FILENO, OpenFile.standardOutput.path).map { .pipe($0) } ?? .standardOutput
    }

    static let standardOutputName: Path = "-"

    /// What a destination names.
    static func named(_ destination: Path) throws(SystemError) -> OutputFile {
        destination == standardOutputName ? OutputFile(standardOutput: ()) : try OutputFile(destination)
    }

    deinit {
        guard !isFinished, case .beside(_, let directory, let temporary, _) = way else { return }
        try? directory.remove(temporary)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        if buffer.count + bytes.count > Self.room { try flush() }
        if bytes.count > Self.room / 2 { try pass(bytes) } else { buffer += bytes }
    }

    func write(_ bytes: [UInt8]) throws(SystemError) {
        if buffer.count + bytes.count > Self.room { try flush() }
        buffer += bytes
    }

    /// Puts the file in its place.
    func finish() throws(SystemError) {
        try flush()
        if case .beside(_, let directory, let temporary, let name) = way {
            try directory.rename(temporary, to: name)
        }
        isFinished = true
    }

    private func flush() throws(SystemError) {
        guard !buffer.isEmpty else { return }
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        var failure: SystemError?
        bytes.withUnsafeBytes { bytes in
            do throws(SystemError) { try pass(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func pass(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        switch way {
        case .beside(let file, _, _, _), .into(let file): try file.write(bytes)
        case .standardOutput: try OpenFile.standardOutput.write(bytes)
        case .pipe(let writer): try writer.write(bytes)
        }
    }

    /// Writes a small file at once.
    static func write(_ bytes: [UInt8], to path: Path) throws(SystemError) {
        let file = try named(path)
        try file.write(bytes)
        try file.finish()
    }
}

/// Names of files in flight, which nobody else has.
enum TemporaryName {
    static func next() -> Path { Path(".hearth-" + String(UInt64.random(in: .min ... .max), radix: 36)) }
}

/// Directories by their paths, as the user means them.
enum FileSystemDirectories {
    /// Makes a directory, and those that it is in.
    static func make(_ path: Path) throws(SystemError) {
        var missing: [Path] = []
        var place = path
        while place.canonical == nil {
            missing.append(place)
            if place.parent == place || place.parent.bytes == [UInt8(ascii: ".")] { break }
            place = place.parent
        }
        for directory in missing.reversed() {
            do throws(SystemError) {
                _ = try OpenDescriptor.check("create directory", directory) {
                    directory.withCString { mkdir($0, 0o777) }
                }
            } catch {
                if error.code != .exists { throw error }
            }
        }
    }
}
