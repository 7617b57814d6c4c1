import Compression
import ContentStore
import Foundation

extension Benchmark {
    /// A tarball of 1 GiB into the store and out of it again, beside the `zstd` and `openssl` command lines.
    @MainActor static let tarball = Benchmark(name: "tarball") { workshop in
        // As much of the machine's own files as it takes: text, code and data, as images have them.
        try workshop.time("while :; do tar -C / -c usr 2>/dev/null || exit 0; done | head -c 1073741824 > tarball")
        // With as many threads as we take.
        let level = Intake.Compression.usualLevel
        let zstd = "zstd -\(level) -T\(FrameCompressor.threads(at: level))"
        let ingest = try workshop.race(
            "$HEARTH cache add tarball --compress zstd", "\(zstd) -q -f tarball -o peer.zst",
            rounds: 7, before: { try workshop.time("rm -rf home peer.zst; sync") })
        try workshop.time("$HEARTH cache add tarball --compress zstd --name tarball")
        let reading = try workshop.race("$HEARTH cache cat tarball", "zstd -dc peer.zst | openssl dgst -sha256")
        return [
            ingest.figure("ingest of a 1 GiB tarball, rate of `\(zstd)`", atLeast: 0.9),
            reading.figure("reading it back verified, rate of `zstd -dc | openssl dgst -sha256`", atLeast: 0.8),
            try memory(workshop),
        ]
    }

    /// How much memory the ingest takes, beyond what the program takes to start.
    private static func memory(_ workshop: Workshop) throws -> Figure {
        try workshop.time("rm -rf home")
        let home = workshop.path("home")
        let ingest = try Peak.of([workshop.hearth.path, "cache", "add", workshop.path("tarball"), "--home", home])
        let start = try Peak.of([workshop.hearth.path, "version"])
        return Figure(
            name: "memory for the ingest above the start", value: Double(ingest - start) / 1e6, unit: " MB",
            goal: .atMost(64), detail: "\(ingest / 1000) kB, of which \(start / 1000) kB to start")
    }
}
