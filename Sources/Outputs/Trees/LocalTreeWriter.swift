internal import Host
internal import Layers

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes a root file system into a directory of this machine: by descriptor and name, so that no link leads anywhere else.
///
/// Directories that are there stay, with what they hold; anything else makes way. Files belong to who writes them, as with
/// BuildKit. A directory gets its times and permissions when everything is in it.
final class LocalTreeWriter {
    /// A directory that is being written.
    private struct Frame {
        let handle: OpenDescriptor
        let directory: Directory?
        let attributes: FileAttributes?
        let path: [UInt8]
    }

    private let layers: LayerStore
    private let time: Int64?
    private let removesOthers: Bool
    private let progress: (Int) -> Void
    private var frames: [Frame]
    private var links: [HardLinkKey: [UInt8]] = [:]

    /// Deeper trees would take more descriptors than a process has.
    private static let deepest = 900

    init(
        _ layers: LayerStore, _ top: OpenDescriptor, time: Int64?, removesOthers: Bool,
        progress: @escaping (Int) -> Void
    ) {
        self.layers = layers
        self.time = time
        self.removesOthers = removesOthers
        self.progress = progress
        frames = [Frame(handle: top, directory: nil, attributes: nil, path: [])]
    }

    func write(_ tree: FileTree) throws {
        frames[0] = Frame(handle: frames[0].handle, directory: tree.top, attributes: nil, path: [])
        for step in tree.walk {
            try Interruption.check()
            let name = Path(bytes: step.name)
            guard Self.isSafe(name) else { throw OutputFault.unsafeName(Path(bytes: step.path)) }
            let parent = step.path.dropLast(step.name.count + (step.path.count == step.name.count ? 0 : 1))
            while frames.count > 1, !(frames[frames.count - 1].path[...] == parent) { try leave() }
            try write(step.node, name, step.path)
        }
        while frames.count > 1 { try leave() }
        if removesOthers { try removeOthers(frames[0]) }
    }

    private static func isSafe(_ name: Path) -> Bool {
        !name.bytes.isEmpty && name != "." && name != ".." && !name.bytes.contains(UInt8(ascii: "/"))
            && !name.bytes.contains(0)
    }

    private var here: OpenDescriptor { frames[frames.count - 1].handle }

    private func write(_ node: FileNode, _ name: Path, _ path: [UInt8]) throws {
        if case .directory(let directory) = node.kind {
            guard frames.count < Self.deepest else { throw OutputFault.tooDeep(Path(bytes: path)) }
            let handle = try here.ownDirectory(name)
            frames.append(Frame(handle: handle, directory: directory, attributes: node.attributes, path: path))
            return
        }
        let place = try here.status(name) == nil ? name : TemporaryName.next()
        do {
            guard try make(node, place, path) else { return }
            if place != name {
                if try here.status(name)?.isDirectory == true { try here.removeTree(name) }
                try here.rename(place, to: name)
            }
        } catch {
            try? here.remove(place)
            throw error
        }
    }

    /// Makes what is no directory. False where there is nothing to make.
    private func make(_ node: FileNode, _ place: Path, _ path: [UInt8]) throws -> Bool {
        let mode = node.attributes.mode & 0o7777
        switch node.kind {
        case .directory, .whiteout: return false
        case .link(let target): try here.makeLink(place, to: target)
        case .fifo:
            try here.makeNode(place, mode: mode | UInt32(S_IFIFO))
            try here.set(mode: mode, of: place)
        case .device(let isBlock, let major, let minor):
            try here.makeNode(place, mode: mode | UInt32(isBlock ? S_IFBLK : S_IFCHR), major: major, minor: minor)
            try here.set(mode: mode, of: place)
        case .file(let content): return try write(content, node.attributes, place, path)
        }
        try here.set(modified: time ?? node.attributes.modified, of: place)
        return true
    }

    private func write(
        _ content: FileContent, _ attributes: FileAttributes, _ place: Path, _ path: [UInt8]
    ) throws -> Bool {
        if let key = HardLinkKey(content) {
            if let first = links[key] {
                let (directory, name) = try find(first)
                try here.makeName(place, for: name, in: directory)
                return true
            }
            links[key] = path
        }
        let file = try here.newFile(place, mode: 0o600)
        try layers.forEachPiece(of: content) { piece in
            try file.write(piece)
            progress(piece.count)
        }
        for attribute in attributes.extended { file.trySet(attribute.name, attribute.value) }
        try file.set(mode: attributes.mode & 0o7777)
        try file.set(modified: time ?? attributes.modified)
        return true
    }

    /// The directory that holds something we wrote, and its name in there.
    private func find(_ path: [UInt8]) throws -> (OpenDescriptor, Path) {
        var parts = path.split(separator: UInt8(ascii: "/")).map { Path(bytes: Array($0)) }
        guard let name = parts.popLast() else { throw OutputFault.unsafeName(Path(bytes: path)) }
        var directory = frames[0].handle
        for part in parts { directory = try directory.directory(part) }
        return (directory, name)
    }

    private func leave() throws {
        let frame = frames.removeLast()
        if removesOthers { try removeOthers(frame) }
        guard let attributes = frame.attributes else { return }
        for attribute in attributes.extended { frame.handle.trySet(attribute.name, attribute.value) }
        try frame.handle.set(mode: attributes.mode & 0o7777)
        try frame.handle.set(modified: time ?? attributes.modified)
    }

    private func removeOthers(_ frame: Frame) throws {
        let kept = Set(frame.directory?.entries.map(\.name) ?? [])
        for name in try frame.handle.names() where !kept.contains(name.bytes) { try frame.handle.removeTree(name) }
    }
}
