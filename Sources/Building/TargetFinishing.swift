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
        let built = try built()
        var exporter = Exporter(work.builder.store, work.builder.layers)
        exporter.deletesAnywhere = work.builder.order.deletesAnywhere
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
        let size = built.images.flatMap(\.layers).reduce(0) { $0 + $1.layer.size }
        let image = EventImage(target: planned.name, digest: result.descriptor?.digest, size: size)
        work.listener.hear(.built(image, at: work.clock.now()))
    }

    private func built() throws -> BuiltTarget {
        let epoch = try epoch()
        let images = planned.images.map { image in
            let snapshot = work.builder.states.snapshot(image.state)
            var configuration = image.configuration
            configuration.execution.labels.merge(.init(exact: target.labels)) { $1 }
            return BuiltImage(
                platform: image.platform, configuration: configuration.finished(snapshot, epoch: epoch),
                layers: snapshot.layers.map { BuiltLayer(layer: $0.layer, original: $0.original, step: $0.step) })
        }
        return BuiltTarget(
            name: planned.name, images: images, tags: target.tags ?? [], annotations: target.annotations ?? [],
            epoch: epoch)
    }

    private func epoch() throws -> Timestamp? {
        switch planned.images.first?.epoch {
        case nil: nil
        case .seconds(let seconds)?: Timestamp(seconds: seconds, nanoseconds: 0)
        case .mainContext?: throw BuildFault.epoch("context")
        case .context(let name)?: throw BuildFault.epoch(name)
        case .stage?: throw BuildFault.epoch("a stage")
        }
    }
}
