internal import Hashing
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Walker {
    /// Whether a file's status is that of now. Other machines are asked for it no oftener than they like, unless a file
    /// is opened.
    func isConfirmed(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle) -> Bool {
        let isMounted = entry.pointee.device != node.pointee.entry.pointee.device
        if !node.pointee.isRemote, !isMounted { return true }
        if entry.pointee.has([.read, .confirmed]) { return true }
        // Whoever reads the file next tells what is wrong with it.
        guard let file = try? scan.system.openFile(node.pointee.cName(of: entry), in: handle.descriptor) else {
            return false
        }
        defer { scan.system.close(file) }
        guard let status = try? scan.system.status(file), entry.pointee.matches(status) else { return false }
        entry.pointee.flags.insert(.confirmed)
        return true
    }

    func note(_ entry: UnsafeMutablePointer<Entry>) {
        guard !entry.pointee.has(.read) else { return }
        figures.rememberedFiles += 1
        figures.rememberedBytes.add(entry.pointee.length)
    }

    func readTarget(
        _ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle
    ) throws(ContextFault) {
        if entry.pointee.target != nil, entry.pointee.isBeyondDoubt { return }
        let moment = scan.system.now()
        let grain = scan.grain(entry.pointee.device, handle.descriptor)
        do throws(SystemError) {
            let target = try scan.system.target(of: node.pointee.cName(of: entry), in: handle.descriptor)
            let copy = target.withUnsafeBufferPointer { arena.copy($0) }
            entry.pointee.setTarget(
                copy, isDoubtful: grain.leavesDoubt(entry.pointee.modified, entry.pointee.changed, at: moment))
            scan.forgetSummary(node)
        } catch {
            switch error.code {
            case .notFound: lose(entry, of: node)
            case SystemError.Code(rawValue: EINVAL): throw .changing(Scan.name(entry, in: node))
            default: throw scan.fault(error, entry, in: node)
            }
        }
    }

    /// How often a file that changes is read.
    private static let attempts = 4

    /// Reads a file until its status is the same before and after.
    func hash(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle) throws(ContextFault) {
        for _ in 0..<Self.attempts {
            do throws(SystemError) {
                if try hashOnce(entry, in: node, handle) { return }
            } catch {
                switch error.code {
                case .notFound: return lose(entry, of: node)
                case SystemError.Code(rawValue: ELOOP): continue
                default: throw scan.fault(error, entry, in: node)
                }
            }
        }
        throw .changing(Scan.name(entry, in: node))
    }

    private func hashOnce(
        _ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle
    ) throws(SystemError) -> Bool {
        let system = scan.system
        let moment = system.now()
        let file = try system.openFile(node.pointee.cName(of: entry), in: handle.descriptor)
        defer { system.close(file) }
        let status = try system.status(file)
        guard status.mode & UInt32(S_IFMT) == UInt32(S_IFREG) else { return false }
        // Some of the kernel's own files say that they are empty and are not.
        let limit = status.length > 0 ? status.length : Self.kernelFileLimit
        guard let (digest, length) = try read(file, limit: limit) else { return false }
        guard try system.status(file) == status else { return false }
        let isDoubtful = scan.grain(status.device, file).leavesDoubt(status.modified, status.changed, at: moment)
        let isNew = entry.pointee.update(status)
        if isNew || !entry.pointee.has(.digestKnown) || entry.pointee.digest != digest { scan.forgetSummary(node) }
        if entry.pointee.has(.doubtful) != isDoubtful { scan.noteNews() }
        entry.pointee.setDigest(digest, isDoubtful: isDoubtful)
        figures.hashedFiles += 1
        figures.hashedBytes += length
        return true
    }

    private static let kernelFileLimit: Int64 = 64 << 20

    /// Nil when there is more than `limit`: a file may grow as fast as it is read.
    private func read(_ file: Int32, limit: Int64) throws(SystemError) -> (Hash256, length: Int64)? {
        let buffer = readingBuffer()
        var hash = ContentHash()
        var length: Int64 = 0
        while true {
            try Interruption.check()
            let count = try scan.system.read(file, into: buffer)
            if count == 0 { return (Hash256(hash.digest()), length) }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            length += Int64(count)
            if length > limit { return nil }
        }
    }
}

extension Entry {
    /// What is known of its content was learnt in this run, or earlier and long enough after it was changed.
    fileprivate var isBeyondDoubt: Bool { !has(.doubtful) || has(.read) }

    /// Whether the digest of a file stands.
    var isRemembered: Bool { has(.digestKnown) && isBeyondDoubt }

    /// Whether this run has learnt all that there is to what is no directory.
    var isLearnt: Bool {
        guard has(.current), !has(.gone) else { return false }
        switch kind {
        case .file: return isRemembered
        case .link: return target != nil && isBeyondDoubt
        default: return true
        }
    }

    mutating func setDigest(_ digest: Hash256, isDoubtful: Bool) {
        self.digest = digest
        flags.formUnion([.digestKnown, .read])
        if isDoubtful { flags.insert(.doubtful) } else { flags.remove(.doubtful) }
    }

    mutating func setTarget(_ target: UnsafeBufferPointer<UInt8>, isDoubtful: Bool) {
        setTarget(target)
        flags.insert(.read)
        if isDoubtful { flags.insert(.doubtful) } else { flags.remove(.doubtful) }
    }
}
