internal import Host
internal import Synchronization
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A directory of a context, from which files are read after the scan: by its names from the root, following no link.
final class ContentFolder: Sendable {
    private let parent: ContentFolder?
    private let name: [UInt8]
    private let reader: ContentReader

    /// The root of what is read.
    init(_ reader: ContentReader) {
        (parent, name, self.reader) = (nil, [], reader)
    }

    init(_ name: [UInt8], in parent: ContentFolder) {
        (self.parent, self.name, reader) = (parent, name, parent.reader)
    }

    func forEachPiece(of file: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        do {
            try reader.read(file, in: self, body)
        } catch let error as SystemError {
            if error.code == .interrupted { throw ContextFault.interrupted }
            let shown = String(decoding: RelativePath.join(path, file), as: UTF8.self)
            switch error.code {
            case .notFound, .notDirectory, .isDirectory, SystemError.Code(rawValue: ELOOP):
                throw ContextFault.changing(shown)
            default: throw ContextFault.unreadable(shown, error)
            }
        }
    }

    /// The directories from this one up to that below the root.
    var way: [ContentFolder] {
        var way: [ContentFolder] = []
        var next = self
        while let parent = next.parent {
            way.append(next)
            next = parent
        }
        return way
    }

    private var path: [UInt8] { Array(way.reversed().map(\.name).joined(separator: [UInt8(ascii: "/")])) }

    func withCName<Value>(_ body: (UnsafePointer<CChar>) throws(SystemError) -> Value) throws(SystemError) -> Value {
        try Path(bytes: name).withCString(body)
    }
}

/// Opens the directories of a context and reads their files. The few directories that were used last stay open: who reads
/// files reads those of a directory in a row.
final class ContentReader: Sendable {
    private let system: any TreeSystem
    private let root: Path
    private let openCount = OpenCount()
    private let open = Mutex<[(folder: ContentFolder, handle: Handle)]>([])

    private static let mostOpen = 8
    private static let pieceLength = 1 << 17

    init(_ root: Path, _ system: any TreeSystem) {
        (self.root, self.system) = (root, system)
    }

    func read(
        _ file: [UInt8], in folder: ContentFolder, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let handle = try handle(of: folder)
        let descriptor = try Path(bytes: file).withCString { name throws(SystemError) in
            try system.openFile(name, in: handle.descriptor)
        }
        defer { system.close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            try Interruption.check()
            let count = try system.read(descriptor, into: buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func handle(of folder: ContentFolder) throws(SystemError) -> Handle {
        if let known = open.withLock({ open in open.first { $0.folder === folder }?.handle }) { return known }
        var handle = Handle(try system.open(root), system, openCount)
        for step in folder.way.reversed() {
            let parent = handle.descriptor
            let child = try step.withCName { name throws(SystemError) in try system.openDirectory(name, in: parent) }
            handle = Handle(child, system, openCount)
        }
        open.withLock { open in
            if open.count == Self.mostOpen { open.removeFirst() }
            open.append((folder, handle))
        }
        return handle
    }
}
