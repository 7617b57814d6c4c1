package import ContentStore
internal import Host
internal import OCI
package import Values

/// A program that runs containers, into which images can be loaded.
package enum ImageEngine: String, CaseIterable, Sendable {
    /// By its API, without the `docker` program.
    case docker
    /// Through the `podman` program.
    case podman
    /// Through the `ctr` program, into the namespace of CONTAINERD_NAMESPACE.
    case containerd

    /// Has it load an image of the store, under its name, and gives what engines call it by: the digest of its configuration.
    /// Of an image for several platforms it is that for `here`, or the only one that is there. `progress` hears how much more
    /// has been sent.
    package func load(
        _ image: StoredImage, from store: Store, here: Platform, progress: @escaping (Int) -> Void = { _ in }
    ) throws -> Digest {
        let variant = try image.variant(for: here)
        let lease = try store.lease(for: "load")
        let missing = try lease.add(variant.manifest.layers.map(\.digest))
        if let first = missing.first { throw OutputFault.missingBlob(first) }
        let named = NamedImage(image.written(variant), image.name.map { [$0] } ?? [])
        try withExtendedLifetime(lease) { try load(EngineImage(named, store, nil), progress) }
        return variant.manifest.configuration.digest
    }

    private func load(_ image: EngineImage, _ progress: @escaping (Int) -> Void) throws {
        switch self {
        case .docker: try DockerDaemon().load(image, progress: progress)
        case .podman: try EngineProgram("podman", ["load", "--quiet"]).load(image, progress)
        case .containerd:
            let namespace = Environment.value(of: "CONTAINERD_NAMESPACE") ?? "default"
            let words = ["--namespace", namespace, "images", "import", "--all-platforms", "-"]
            try EngineProgram("ctr", words).load(image, progress)
        }
    }
}

extension StoredImage {
    fileprivate func variant(for platform: Platform) throws(OutputFault) -> Variant {
        let fitting = variants.filter { $0.configuration.platform == platform }
        guard let variant = variants.count == 1 ? variants[0] : fitting.count == 1 ? fitting[0] : nil else {
            throw .dockerHasOnePlatform(platforms)
        }
        return variant
    }
}
