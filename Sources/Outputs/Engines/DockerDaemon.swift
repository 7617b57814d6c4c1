internal import HTTP
internal import Host
internal import Values

/// The Docker engine that is set up here, by its API where that can be reached, else through the `docker` program.
struct DockerDaemon {
    /// The program, and which of its contexts is meant, if not the one that it is set to.
    var program = "docker"
    var context: String?
    var environment: @Sendable (String) -> String? = { Environment.value(of: $0) }

    /// Has it load an image. What it has of the layers is not sent. `progress` hears how much more it has been told.
    func load(_ image: EngineImage, progress: @escaping (Int) -> Void = { _ in }) throws {
        let endpoint = try DockerEndpoint.found(context: context, environment)
        guard let engine = try DockerEngine(endpoint) else {
            let context = context.map { ["--context", $0] } ?? []
            return try EngineProgram(program, context + ["load", "--quiet"]).load(image, progress)
        }
        let version = try engine.version()
        let layers = EngineLayers(engine, version)
        let (stack, named) = (image.stack, image.named)
        let known = try layers.count(of: stack.map(\.diffID), named)
        if known > 0 {
            do {
                try send(image.leavingOut(known), to: engine, version, progress)
                let name = named.familiarNames.first ?? named.image.configuration?.description ?? ""
                if try layers.layers(of: name) == stack.map(\.diffID.description) { return }
            } catch EngineFault.refused {
                // It may have lost the layers since; all of the image is on its way.
            }
        }
        try send(image, to: engine, version, progress)
    }

    private func send(
        _ image: EngineImage, to engine: DockerEngine, _ version: String, _ progress: @escaping (Int) -> Void
    ) throws {
        let channel = PieceChannel()
        let worker = try Worker {
            do {
                try image.write { try channel.put($0) }
                channel.end()
            } catch {
                channel.end(error)
            }
        }
        try withExtendedLifetime(worker) {
            defer { channel.close() }
            try engine.load(version) { room in
                let count = try channel.fill(room)
                progress(count)
                return count
            }
        }
    }
}
