import ContentStore
import Host
import Synchronization
import TestSupport
import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// StoreExerciser HOME NAME SEED STEPS [LIMIT [CALL]]
//
// Takes STEPS random steps in the store in HOME and writes a byte after each, so that whoever started it knows how far
// it is. Dies instead of making the system call that is CALL in number. Ends with 0 when all was as it should be. Tests kill it, run many, or run it as somebody else.
// STEPS 0 opens the store, writes what is in it, and reads all of it.

private func exercise() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5, let seed = UInt64(arguments[3]), let steps = Int(arguments[4]) else {
        throw Exerciser.Surprise(description: "wrong arguments: \(arguments)")
    }
    let limit = arguments.count > 5 ? Int64(arguments[5]).map(Limit.bytes) : nil
    let system: any FileSystem = arguments.count > 6 ? dying(at: Int(arguments[6]) ?? 0) : LocalFileSystem()
    let store = try Store(StoreConfiguration(home: Path(arguments[1]), limit: limit ?? .none, system: system))
    if steps == 0 { return try show(store) }
    var exerciser = try Exerciser(store, name: arguments[2], seed: seed)
    for _ in 0..<steps {
        try exerciser.step()
        write(1, ".", 1)
    }
    try exerciser.checkHeld()
}

private func dying(at last: Int) -> FaultyFileSystem {
    let count = Mutex(0)
    return FaultyFileSystem { _ in
        let number = count.withLock { count in
            count += 1
            return count - 1
        }
        if number == last { kill(getpid(), SIGKILL) }
    }
}

private func show(_ store: Store) throws {
    for blob in try store.blobs() {
        try store.open(blob.digest)?.forEachPiece { _ in }
        print(blob.digest)
    }
    print(store.isWritable ? "writable" : "read-only")
}

do {
    try exercise()
} catch {
    print("\n\(error)")
    exit(1)
}
