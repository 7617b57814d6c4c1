internal import Hashing
internal import Host
internal import Synchronization
internal import Values

/// The filter of system calls in the form that the kernel takes, kept from run to run beside the caches.
///
/// crun makes it anew for every process, which takes it longer than all else together, unless it is handed what it made before. Without one
/// it does as ever, so that whatever goes wrong here costs time alone.
final class CompiledFilter: Sendable {
    private let path: Path
    private let isUseful: Bool
    /// In base 64.
    private let filter = Mutex<String?>(nil)

    init(folder: Path, runtime: Runtime) {
        // Another crun may make another one.
        let program = try? LocalFileSystem().status(runtime.path.canonical ?? runtime.path)
        var hash = FramedHash("compiled filter")
        hash.add("rules", String(decoding: SystemCalls.filter.encoded(), as: UTF8.self))
        hash.add("program", "\(program?.length ?? 0) \(program?.modified.microseconds ?? 0)")
        path = folder / ".filter-\(hash.digest().hex)"
        isUseful = runtime.isCrun
        let kept = try? OpenFile(path, .read, on: LocalFileSystem()).readToEnd(limit: Self.longest)
        if isUseful, let kept, Self.isWhole(kept) { filter.withLock { $0 = Base64.encode(kept) } }
    }

    /// What has crun take it; nil where there is none.
    var annotation: JSON.Member? {
        filter.withLock { $0 }.map { .init("run.oci.seccomp_bpf_data", .string($0)) }
    }

    /// Keeps what crun has made for a process. To be called while that runs, and has said something.
    func take(from state: Path) {
        guard isUseful, filter.withLock({ $0 == nil }) else { return }
        let made = try? OpenFile(state / "seccomp.bpf", .read, on: LocalFileSystem()).readToEnd(limit: Self.longest)
        guard let made, Self.isWhole(made) else { return }
        filter.withLock { $0 = Base64.encode(made) }
        let draft = path.appending(".\(SystemRandomNumberGenerator.word)")
        do {
            _ = try LocalFileSystem().makeDirectory(path.parent)
            try RunFolder.write(made, to: draft, mode: 0o600)
            try LocalFileSystem().rename(draft, to: path)
        } catch {
            _ = try? LocalFileSystem().remove(draft)
        }
    }

    /// As many instructions as the kernel takes.
    private static let longest = 4096 * 8

    /// Whether it is a row of instructions of which the last gives an answer.
    private static func isWhole(_ filter: [UInt8]) -> Bool {
        let size = 8
        return filter.count >= size && filter.count.isMultiple(of: size) && filter[filter.count - size] & 7 == 6
    }
}

extension SystemRandomNumberGenerator {
    fileprivate static var word: String {
        var generator = SystemRandomNumberGenerator()
        let number: UInt64 = generator.next()
        return String(number, radix: 16)
    }
}
