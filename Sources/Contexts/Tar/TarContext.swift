internal import Archives
package import Host
internal import Values

/// The files of a tar archive, plain or compressed, which is read once, from front to end. Nothing is written to the disk.
package final class TarContext: ContextFiles {
    private let scan: Guarded<Scan>
    /// To whom entries belong that are not root's, which copying keeps; nil where all are. See docs/cache-keys.md.
    private let owners: Digest?

    /// Reads all of the archive; `start` is what was read of it already. The bytes of Dockerfiles, of what `keeping` names and of
    /// small files are kept in memory, for `contents(of:)`; of all others only digests are.
    package init(reading file: OpenFile, after start: [UInt8] = [], keeping paths: [String] = []) throws(ContextFault) {
        var files = UnpackedFiles(keeping: paths)
        var owners = OwnerRecord()
        try Self.read(file, after: start, into: &files, &owners)
        self.owners = owners.digest
        let scan = Scan(file.path, Tree(), on: LocalTree(), layout: files.layout)
        let (layout, kept) = (files.layout, files.kept)
        scan.laidContents = { path in layout.find(path).flatMap { kept[$0] } }
        scan.layAll(scan.tree.arena)
        self.scan = Guarded(scan)
    }

    /// Whether bytes are how an archive begins.
    package static func isArchive(_ start: [UInt8]) -> Bool { ArchiveReader.isArchive(start) }

    package func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput] {
        let inputs = try scan.withLock { scan throws(ContextFault) in try scan.select(selector) }
        guard let owners else { return inputs }
        return inputs.map { input in
            var input = input
            input.digest = OwnerRecord.digest(of: input.digest, with: owners)
            return input
        }
    }

    package func contents(of path: String) throws(ContextFault) -> [UInt8]? {
        try scan.withLock { scan throws(ContextFault) in
            if let bytes = try FileContents(path, in: scan).read() { return bytes }
            do throws(ContextFault) {
                _ = try scan.select(Selector(sources: [path]))
            } catch {
                return nil
            }
            throw .archive("the content of \(path) was not kept")
        }
    }

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
