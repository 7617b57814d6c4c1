import Dispatch
import Hashing

extension Benchmark {
    /// SHA-256 in this process, beside the `openssl` command line: as fast means that the processor's own
    /// instructions are used.
    @MainActor static let hash = Benchmark(name: "hash") { workshop in
        let bytes = [UInt8](repeating: 7, count: 256 << 20)
        let ours = Times(
            (0..<5).map { _ in
                let start = DispatchTime.now().uptimeNanoseconds
                _ = ContentHash.digest(of: bytes)
                return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            })
        try workshop.time("head -c 268435456 /dev/zero > zeros")
        let theirs = Times(try (0..<5).map { _ in try workshop.time("openssl dgst -sha256 zeros") })
        return [
            Figure(
                name: "SHA-256, rate of `openssl dgst`", value: theirs.median / ours.median, unit: "×",
                goal: .atLeast(0.9), detail: "\(Figure.short(Double(bytes.count) / ours.median / 1e9)) GB/s")
        ]
    }
}
