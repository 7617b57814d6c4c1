internal import Archives
package import Host
internal import Values

/// The files of a tar archive, plain or compressed, which is read once, from front to end. What is in them is kept in a file without
/// a name, which is gone with the process.
package final class TarContext: ContextFiles {
    private let scan: Guarded<Scan>
    /// To whom entries belong that are not root's, which copying keeps; nil where all are. See docs/cache-keys.md.
    private let owners: Digest?

    /// Reads all of the archive; `start` is what was read of it already. `directory` is where its contents are kept.
    package init(
        reading file: OpenFile, after start: [UInt8] = [], keepingIn directory: Path? = nil
    ) throws(ContextFault) {
        var files = UnpackedFiles(try Spool(in: directory ?? Self.usualDirectory))
        var owners = OwnerRecord()
        try Self.read(file, after: start, into: &files, &owners)
        self.owners = owners.digest
        let scan = Scan(file.path, Tree(), on: LocalTree(), layout: files.layout)
        let layout = files.layout
        scan.laidContents = { path in layout.content(at: path) }
        scan.layAll(scan.tree.arena)
        self.scan = Guarded(scan)
    }

    /// Whether bytes are how an archive begins.
    package static func isArchive(_ start: [UInt8]) -> Bool { ArchiveReader.isArchive(start) }

    package func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput] {
        let inputs = try scan.withLock { scan throws(ContextFault) in try scan.select(selector) }
        return inputs.map(owned)
    }

    package func files(_ selector: Selector) throws(ContextFault) -> [SelectedTree] {
        let trees = try scan.withLock { scan throws(ContextFault) in try scan.files(selector) }
        return trees.map { SelectedTree(input: owned($0.input), file: $0.file) }
    }

    private func owned(_ input: SelectedInput) -> SelectedInput {
        guard let owners else { return input }
        var input = input
        input.digest = OwnerRecord.digest(of: input.digest, with: owners)
        return input
    }

    package func contents(of path: String) throws(ContextFault) -> [UInt8]? {
        try scan.withLock { scan throws(ContextFault) in try FileContents(path, in: scan).read() }
    }

    /// On most machines /tmp is memory.
    private static var usualDirectory: Path { Environment.value(of: "TMPDIR").map { Path(word: $0) } ?? "/var/tmp" }

    private static func read(
        _ file: OpenFile, after start: [UInt8], into files: inout UnpackedFiles, _ owners: inout OwnerRecord
    ) throws(ContextFault) {
        var start = start[...]
        do {
            let archive = try ArchiveReader { buffer in
                try Interruption.check()
                if start.isEmpty { return try file.fill(buffer) }
                let count = min(start.count, buffer.count)
                buffer.copyBytes(from: start.prefix(count))
                start = start.dropFirst(count)
                return try count + file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            try archive.forEachEntry { entry in
                owners.add(entry)
                try files.add(entry)
            }
        } catch let fault as ContextFault {
            throw fault
        } catch let error as SystemError {
            throw error.code == .interrupted ? .interrupted : .unreadable(file.path.description, error)
        } catch {
            throw .archive("\(error)")
        }
    }
}
