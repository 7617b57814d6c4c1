internal import CLinux
internal import ContentStore
internal import Host
internal import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Makes the files of a layer in an empty directory, as overlayfs wants them below others.
struct DirectoryMaker: Sendable {
    private let plan: DirectoryPlan
    private let layers: LayerStore
    private let top: Folder
    /// The directories of layers that are like this one, in the plan's order.
    private let alike: [Folder]
    private let progress = Progress()
    private let user = (owner: UInt32(geteuid()), group: UInt32(getegid()))

    init(_ tree: FileTree, at path: Path, _ layers: LayerStore, like others: [(tree: FileTree, path: Path)]) throws {
        plan = DirectoryPlan(tree, like: others.map(\.tree))
        self.layers = layers
        top = try Folder(path)
        alike = try others.map { try Folder($0.path) }
    }

    /// Whether owners or extended attributes were left out that this user may not give.
    var isIncomplete: Bool { progress.state.withLock { $0.isIncomplete } }

    /// What files would take that were linked from other directories.
    var linkedBytes: Int64 { progress.state.withLock { $0.linkedBytes } }

    func make() throws {
        for folder in plan.folders { try makeFolders(in: folder) }
        try makeParts()
        for link in plan.links {
            try top.folder(plan.folders[link.firstFolder].path)
                .link(link.firstName, to: top.folder(plan.folders[link.folder].path), link.name)
        }
        // From below, since whatever is made in a directory moves its time, and its mode may shut us out.
        for folder in plan.folders.reversed() { try finish(folder) }
    }

    private func makeFolders(in folder: DirectoryPlan.Folder) throws {
        try Interruption.check()
        var own: Folder?
        for entry in folder.directory.entries where entry.node.isDirectory {
            let place = try own ?? top.folder(folder.path)
            own = place
            try place.makeDirectory(entry.name)
        }
    }

    private func makeParts() throws {
        Crew.run(min(Crew.standardCount, plan.parts.count)) { _ in
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.roomLength, alignment: 4096)
            defer { room.deallocate() }
            while let part = nextPart() {
                do {
                    try make(part, room)
                } catch {
                    progress.state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        if let failure = progress.state.withLock({ $0.failure }) { throw failure }
    }

    private func nextPart() -> DirectoryPlan.Part? {
        progress.state.withLock { state in
            guard state.failure == nil, state.next < plan.parts.count else { return nil }
            defer { state.next += 1 }
            return plan.parts[state.next]
        }
    }

    private func make(_ part: DirectoryPlan.Part, _ room: UnsafeMutableRawBufferPointer) throws {
        try Interruption.check()
        let folder = plan.folders[part.folder]
        let place = try top.folder(folder.path)
        let alike = try zip(self.alike, folder.alike).compactMap { own, directory -> (Folder, Directory)? in
            guard let directory, !directory.entries.isEmpty else { return nil }
            return (try own.folder(folder.path), directory)
        }
        for number in part.entries where !plan.isLink.contains(.init(folder: part.folder, entry: number)) {
            let entry = folder.directory.entries[number]
            // Nothing is below it to be removed, and overlayfs would show the mark itself.
            if case .whiteout = entry.node.kind, folder.directory.isOpaque { continue }
            if alike.contains(where: { $0.1.link(entry, from: $0.0, to: place) }) {
                let bytes = DirectoryPlan.allocated(entry.node.kind.length)
                progress.state.withLock { $0.linkedBytes += bytes }
                continue
            }
            try make(entry, in: place, room)
        }
    }

    private func make(_ entry: Directory.Entry, in place: Folder, _ room: UnsafeMutableRawBufferPointer) throws {
        switch entry.node.kind {
        case .directory: return
        case .file(let content): return try make(entry, content, in: place, room)
        case .whiteout: return try place.makeWhiteout(entry.name)
        case .link(let target): try place.makeLink(entry.name, to: target)
        case .fifo: try place.makeFifo(entry.name)
        case .device(let isBlock, let major, let minor):
            do throws(SystemError) {
                try place.makeDevice(entry.name, isBlock: isBlock, major: major, minor: minor)
            } catch {
                throw LayerFault.device(place.path / Path(bytes: entry.name), cause: error)
            }
        }
        let attributes = entry.node.attributes
        try giving { () throws(SystemError) in
            try place.setOwner(entry.name, attributes.owner, attributes.group)
        }
        if case .link = entry.node.kind {} else { try place.setMode(entry.name, attributes.mode) }
        try place.setTimes(entry.name, attributes.modified)
    }

    private func make(
        _ entry: Directory.Entry, _ content: FileContent, in place: Folder, _ room: UnsafeMutableRawBufferPointer
    ) throws {
        let file = try place.makeFile(entry.name)
        do {
            try write(content, to: file, room)
            try finish(file.number, entry.node.attributes, marks: [])
        } catch let error as SystemError {
            throw error.at(place.path / Path(bytes: entry.name))
        }
    }

    private func finish(_ folder: DirectoryPlan.Folder) throws {
        let own = try top.folder(folder.path)
        let opaque = ExtendedAttribute(name: Array(OverlayMark.opaque.utf8), value: OverlayMark.opaqueValue)
        do {
            try finish(own.descriptor, folder.attributes, marks: folder.directory.isOpaque ? [opaque] : [])
        } catch let error as SystemError {
            throw error.at(own.path)
        }
    }

    /// Owner first: changing it takes capabilities and some bits of the mode away.
    private func finish(_ descriptor: Int32, _ attributes: FileAttributes, marks: [ExtendedAttribute]) throws {
        for mark in marks { try OpenDescriptor.setExtended(descriptor, mark) }
        if attributes.owner != user.owner || attributes.group != user.group {
            try giving { () throws(SystemError) in
                if fchown(descriptor, attributes.owner, attributes.group) != 0 {
                    throw SystemError("change owner", nil, .last)
                }
            }
        }
        for attribute in attributes.extended {
            try giving { () throws(SystemError) in try OpenDescriptor.setExtended(descriptor, attribute) }
        }
        if attributes.mode != 0o600, fchmod(descriptor, mode_t(attributes.mode)) != 0 {
            throw SystemError("change mode", nil, .last)
        }
        try setTimes(descriptor, attributes.modified)
    }

    private func setTimes(_ descriptor: Int32, _ nanoseconds: Int64) throws(SystemError) {
        if hearth_set_times(descriptor, nil, nanoseconds) != 0 { throw SystemError("change times", nil, .last) }
    }

    /// What this user may not give is left out, and remembered.
    private func giving(_ give: () throws(SystemError) -> Void) throws(SystemError) {
        do throws(SystemError) {
            try give()
        } catch {
            guard error.isBeyondUser else { throw error }
            progress.state.withLock { $0.isIncomplete = true }
        }
    }

    // MARK: Contents

    private static let roomLength = 1 << 20
    /// Zeros of this length are left out where they lie at a multiple of it.
    private static let holeLength = 64 << 10

    private func write(
        _ content: FileContent, to file: borrowing OpenDescriptor, _ room: UnsafeMutableRawBufferPointer
    ) throws {
        guard case .pack(let pack, let offset) = content.place else {
            preconditionFailure("a layer has a content that is not in a pack")
        }
        let reader = try layers.reader(pack)
        var (done, written): (Int64, Int64) = (0, 0)
        while done < content.length {
            let target = UnsafeMutableRawBufferPointer(
                rebasing: room.prefix(Int(min(content.length - done, Int64(room.count)))))
            guard try reader.read(at: offset + done, into: target) == target.count else {
                throw LayerFault.damagedPack(pack)
            }
            written = try writeParts(UnsafeRawBufferPointer(target), to: file, at: done) ?? written
            done += Int64(target.count)
            if done < content.length { try Interruption.check() }
        }
        if written < content.length { try file.setLength(content.length) }
    }

    /// Writes what is no hole; where the last part of it ended, if there is any.
    private func writeParts(
        _ bytes: UnsafeRawBufferPointer, to file: borrowing OpenDescriptor, at offset: Int64
    ) throws -> Int64? {
        var (start, place): (Int, Int) = (0, 0)
        var written: Int64?
        func flush(_ end: Int) throws {
            guard end > start else { return }
            try file.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), at: offset + Int64(start))
            written = offset + Int64(end)
        }
        while place + Self.holeLength <= bytes.count {
            let next = place + Self.holeLength
            if UnsafeRawBufferPointer(rebasing: bytes[place..<next]).isZero {
                try flush(place)
                start = next
            }
            place = next
        }
        try flush(bytes.count)
        return written
    }

    private final class Progress: Sendable {
        struct State {
            var next = 0
            var failure: (any Error)?
            var isIncomplete = false
            var linkedBytes: Int64 = 0
        }

        let state = Mutex(State())
    }
}

extension Directory {
    /// Gives a file that is in here unchanged one more name; false where there is none, or the system will not.
    fileprivate func link(_ entry: Directory.Entry, from folder: Folder, to place: Folder) -> Bool {
        guard case .file(let content) = entry.node.kind, content.identity == nil, let old = self[entry.name],
            case .file(let same) = old.kind, same.identity == nil, same.length == content.length,
            let digest = content.digest, same.digest == digest, old.attributes == entry.node.attributes
        else { return false }
        return (try? folder.link(entry.name, to: place, entry.name)) != nil
    }
}

extension UnsafeRawBufferPointer {
    /// Compares it with itself, moved by one byte.
    fileprivate var isZero: Bool {
        guard let start = baseAddress, count > 0 else { return true }
        return self[0] == 0 && memcmp(start, start + 1, count - 1) == 0
    }
}

extension SystemError {
    /// Not for this user to give, or not for this file system to keep.
    var isBeyondUser: Bool {
        [.notPermitted, .unsupported, .notSupported, SystemError.Code(rawValue: EINVAL)].contains(code)
    }
}
