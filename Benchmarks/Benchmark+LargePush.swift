import Foundation
import TestSupport

extension Benchmark {
    /// An image of 10 GB, which takes as much room on the disk; so only who asks for it by its name gets it.
    @MainActor static let largePush = Benchmark(name: "push-10GB", isForTheAsking: true) { workshop in
        let registry = try RegistryServer(in: TemporaryDirectory(in: nil))
        let image = "\(registry.name)/large:1"
        try workshop.write("FROM scratch\nCOPY big /big\n", to: "large/Dockerfile")
        try workshop.time("truncate -s 10G large/big && $HEARTH build -t \(image) large --progress=quiet >/dev/null")
        let peak = try withExtendedLifetime(registry) {
            try Peak.of([
                workshop.hearth.path, "push", "--home", workshop.path("home"), "--compression", "uncompressed", image,
            ])
        }
        return [
            Figure(
                name: "memory for the push of 10 GB, of the largest process", value: Double(peak) / 1e6, unit: " MB",
                goal: .atMost(100), detail: "\(peak / 1000) kB")
        ]
    }
}
