import ContentStore
import Foundation
import Host
import Values

extension Benchmark {
    /// 100,000 blobs: looking one up, and listing them all.
    @MainActor static let index = Benchmark(name: "index") { workshop in
        // In memory, where there is such a place: filling the store is not what is measured.
        let memory = try LocalFileSystem().status("/dev/shm") == nil ? Path(workshop.folder.path) : "/dev/shm"
        let home = memory / "index-\(workshop.folder.lastPathComponent)"
        defer { try? FileManager.default.removeItem(atPath: home.description) }
        let digests = try fill(home)
        return [try lookUp(digests, in: home), try list(home, workshop)]
    }

    private static func fill(_ home: Path) throws -> [Digest] {
        let store = try Store(StoreConfiguration(home: home, limit: .none))
        return try (0..<100_000).map { try store.add(Array("blob \($0)".utf8)).blob.digest }
    }

    private static func lookUp(_ digests: [Digest], in home: Path) throws -> Figure {
        let store = try Store(StoreConfiguration(home: home, limit: .none))
        let sample = digests.shuffled().prefix(10_000)
        let rounds = try (0..<5).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            for digest in sample {
                guard try store.blob(digest) != nil else { throw StoreError.absent(digest) }
            }
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 / Double(sample.count)
        }
        return Figure(
            name: "look-up by digest among 100,000 blobs", value: Times(rounds).median * 1e6, unit: " µs",
            goal: .atMost(20), detail: "5 rounds of 10,000")
    }

    private static func list(_ home: Path, _ workshop: Workshop) throws -> Figure {
        let times = Times(try (0..<7).map { _ in try workshop.time("exec $HEARTH cache ls --home \(home)") })
        return Figure(
            name: "`hearth cache ls` of 100,000 blobs, whole process", value: times.median, unit: " s",
            goal: .atMost(0.3), detail: "\(times)")
    }
}
