internal import BakeLanguage
internal import ContentStore
internal import DockerfileLanguage
internal import Events
internal import Host
internal import OCI
internal import Outputs
internal import Planning
internal import Values

/// The end of a target: its images, put into the local store and where its outputs say.
struct TargetFinishing {
    private let work: BuildWork
    private let planned: PlannedTarget
    private let target: Target

    init(_ work: BuildWork, _ planned: PlannedTarget) {
        self.work = work
        self.planned = planned
        target = work.builder.order.targets[planned.name] ?? Target(name: planned.name)
    }

    func finish() throws -> TargetResult {
        let built = try planned.built(as: target) { work.builder.states.snapshot($0) }
        var exporter = Exporter(work.builder.store, work.builder.layers, bases: work.builder.bases)
        exporter.deletesAnywhere = work.builder.order.deletesAnywhere
        exporter.pushes = work.builder.order.pushes
        let outputs = target.outputs ?? []
        // What is only to be cached, as what other targets begin with, is no image.
        let isKept = !outputs.contains { $0.type == "cacheonly" }
        let kept = isKept ? [try exporter.keep(built)] : []
        let exports = try outputs.map { [exporter] in try exporter.export(built, to: $0, listener: work.listener) }
        let result = ExportResult.merged(kept + exports)
        tell(result, built)
        return TargetResult(name: planned.name, export: result)
    }

    private func tell(_ result: ExportResult, _ built: BuiltTarget) {
        let size = built.images.flatMap(\.layers).reduce(0) { $0 &+ $1.place.size }
        let image = EventImage(target: planned.name, digest: result.descriptor?.digest, size: size)
        work.listener.hear(.built(image, at: work.clock.now()))
    }
}

extension PlannedTarget {
    /// What it comes to with the files of its states.
    func built(as target: Target, _ snapshot: (Digest) -> Snapshot) throws -> BuiltTarget {
        let epoch = try epoch()
        let images = images.map { image in
            let snapshot = snapshot(image.state)
            var configuration = image.configuration
            configuration.execution.labels.merge(.init(exact: target.labels)) { $1 }
            return BuiltImage(
                platform: image.platform, configuration: configuration.finished(snapshot, epoch: epoch),
                layers: snapshot.layers.map { BuiltLayer($0.place, step: $0.step) })
        }
        return BuiltTarget(
            name: name, images: images, tags: target.tags ?? [], annotations: target.annotations ?? [], epoch: epoch)
    }

    private func epoch() throws -> Timestamp? {
        switch images.first?.epoch {
        case nil: nil
        case .seconds(let seconds)?: Timestamp(seconds: seconds, nanoseconds: 0)
        case .mainContext?: throw BuildFault.epoch("context")
        case .context(let name)?: throw BuildFault.epoch(name)
        case .stage?: throw BuildFault.epoch("a stage")
        }
    }
}
