internal import CLinux
internal import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads what a step left in the upper directory of an overlay as the tree of a layer. Nothing else writes there any more.
struct UpperScan {
    private let top: UpperDirectory
    private var builder = FileTreeBuilder()
    private var identities: [FileIdentity: Int] = [:]
    /// Directories that were not looked into yet.
    private var pending: [[UInt8]] = [[]]
    private var allocated: Int64 = 0

    /// The tree, and what its files take on the disk. `top` gives their bytes later on.
    static func tree(_ top: UpperDirectory) throws -> (tree: FileTree, allocated: Int64) {
        var scan = UpperScan(top)
        while let path = scan.pending.popLast() { try scan.look(into: path) }
        return (scan.builder.tree(), scan.allocated)
    }

    private init(_ top: UpperDirectory) {
        self.top = top
    }

    private mutating func look(into path: [UInt8]) throws {
        try Interruption.check()
        let folder = try top.folder(path)
        if folder.extended(OverlayMark.opaque) == OverlayMark.opaqueValue { try builder.makeOpaque(path) }
        for name in try folder.names() {
            let full = path.isEmpty ? name : path + [PathNames.slash] + name
            guard let node = try node(name, in: folder, full) else { continue }
            do throws(CopyFault) {
                try builder.put(full, node)
            } catch {
                throw LayerFault.tooDeep(folder.path, limit: FileTreeBuilder.greatestDepth)
            }
            if node.isDirectory { pending.append(full) }
        }
    }

    /// Nil for what no layer records.
    private mutating func node(_ name: [UInt8], in folder: Folder, _ path: [UInt8]) throws -> FileNode? {
        let status = try folder.status(name)
        allocated += status.allocated / Int64(max(status.links, 1))
        var attributes = FileAttributes(
            mode: status.mode & 0o7777, owner: status.owner, group: status.group, modified: status.modified)
        switch mode_t(status.mode) & S_IFMT {
        case S_IFREG:
            attributes.extended = try recorded(name, in: folder, status)
            return FileNode(attributes, .file(content(status, path)))
        case S_IFDIR:
            if status.mode & 0o500 != 0o500 { try top.open(path, folder, name, mode: status.mode) }
            return FileNode(attributes, .directory(Directory()))
        case S_IFLNK: return FileNode(attributes, .link(target: try folder.target(name)))
        case S_IFIFO: return FileNode(attributes, .fifo)
        case S_IFCHR where status.major == 0 && status.minor == 0: return Whiteout.node
        case S_IFCHR, S_IFBLK:
            let isBlock = mode_t(status.mode) & S_IFMT == S_IFBLK
            return FileNode(attributes, .device(isBlock: isBlock, major: status.major, minor: status.minor))
        default: return nil
        }
    }

    private func recorded(_ name: [UInt8], in folder: Folder, _ status: hearth_file) throws -> [ExtendedAttribute] {
        let file = try top.file(name, in: folder, mode: status.mode)
        guard let value = file.extended(OverlayMark.recorded) else { return [] }
        return [ExtendedAttribute(name: Array(OverlayMark.recorded.utf8), value: value)]
    }

    private mutating func content(_ status: hearth_file, _ path: [UInt8]) -> FileContent {
        let bytes = UpperFile(top: top, path: path, mode: status.mode)
        var identity: Int?
        if status.links > 1 {
            let inode = FileIdentity(device: status.device, inode: status.inode)
            identity = identities[inode] ?? identities.count + 1
            identities[inode] = identity
        }
        return FileContent(length: status.length, digest: nil, place: .elsewhere(bytes), identity: identity)
    }
}
