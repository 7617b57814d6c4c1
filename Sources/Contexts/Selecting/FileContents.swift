internal import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file of a context to be read as a whole: a Dockerfile, a .dockerignore.
struct FileContents {
    private let path: String
    private let scan: Scan

    /// What no file that people write has.
    private static let limit = 256 << 20

    private static let noFile = SystemError("read", nil, SystemError.Code(rawValue: EINVAL))

    init(_ path: String, in scan: Scan) {
        self.path = path
        self.scan = scan
    }

    /// Nil where there is no such file.
    func read() throws(ContextFault) -> [UInt8]? {
        var resolver = Resolver(scan, ignore: nil)
        defer { scan.figures += resolver.figures }
        do throws(Resolver.Absence) {
            return try read(try resolver.resolve(RelativePath.cleanFromRoot(path.keptBytes)))
        } catch {
            switch error {
            case .ignored, .absent: return nil
            case .loop: throw .loop(path)
            case .fault(let fault): throw fault
            }
        }
    }

    private func read(_ place: Place) throws(Resolver.Absence) -> [UInt8]? {
        guard let holder = place.holder, place.entry.pointee.kind != .directory else {
            throw .fault(.isDirectory(path))
        }
        if place.entry.pointee.has(.fixed) {
            guard place.entry.pointee.kind == .file else { throw .fault(.unreadable(path, Self.noFile)) }
            if place.entry.pointee.length > Self.limit { throw .fault(.tooLarge(path, limit: Self.limit)) }
            return scan.laidContents(place.path)
        }
        do throws(ContextFault) {
            let handle = try scan.open(holder)
            for _ in 0..<4 {
                if let bytes = try attempt(place.entry, in: holder, handle) { return bytes }
            }
            throw .changing(path)
        } catch {
            guard case .unreadable(_, let reason) = error, reason.code == .notFound else { throw .fault(error) }
            // A file whose content is in an answer does not go while the run lasts.
            if place.entry.pointee.has(.current), place.entry.pointee.has(.digestKnown) {
                throw .fault(.changing(path))
            }
            return nil
        }
    }

    /// Nil when the file was not the same before and after.
    private func attempt(
        _ entry: UnsafeMutablePointer<Entry>, in holder: Node, _ handle: Handle
    ) throws(ContextFault) -> [UInt8]? {
        let system = scan.system
        do throws(SystemError) {
            let file = try system.openFile(holder.pointee.cName(of: entry), in: handle.descriptor)
            defer { system.close(file) }
            let status = try system.status(file)
            guard status.mode & UInt32(S_IFMT) == UInt32(S_IFREG) else {
                throw Self.noFile
            }
            let bytes = try readAll(file, length: status.length)
            return try system.status(file) == status ? bytes : nil
        } catch {
            if error.code == .tooLarge { throw .tooLarge(path, limit: Self.limit) }
            throw scan.fault(error, entry, in: holder)
        }
    }

    private func readAll(_ file: Int32, length: Int64) throws(SystemError) -> [UInt8] {
        let tooLarge = SystemError("read", nil, .tooLarge)
        if length > Self.limit { throw tooLarge }
        var bytes = [UInt8](repeating: 0, count: length > 0 ? Int(length) + 1 : 4096)
        var end = 0
        while true {
            if end == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
            var count = 0
            var failure: SystemError?
            bytes.withUnsafeMutableBytes { buffer in
                do throws(SystemError) {
                    count = try scan.system.read(file, into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if count == 0 { return Array(bytes[..<end]) }
            end += count
            if end > Self.limit { throw tooLarge }
        }
    }
}
