internal import ContentStore
internal import Outputs
internal import Planning
internal import Values

extension PlannedTarget {
    /// What is kept under its key; nil where that is not known.
    func records(
        _ scope: String, _ bases: BaseLayers, _ snapshot: (Digest) -> Snapshot?
    ) throws -> [TargetRecord]? {
        var records: [TargetRecord] = []
        for image in images {
            guard let layers = snapshot(image.state)?.layers else { return nil }
            let known = try layers.compactMap { layer in
                try bases.files(of: layer.place).map { TargetRecord.Layer(layer: $0, step: TargetRecord.Step(layer)) }
            }
            // Of a base whose files nobody has needed there is no more to keep than its name.
            guard known.count == layers.count else { return nil }
            records.append(
                TargetRecord(key: key, platform: image.platform.description, scope: scope, layers: known))
        }
        return records
    }
}

extension TargetRecord.Step {
    /// Nil for a layer of a base image.
    fileprivate init?(_ layer: SnapshotLayer) {
        guard let created = layer.created, let title = layer.step else { return nil }
        self.init(created: created, title: title, ingredients: layer.recipe?.encoded ?? [])
    }
}

extension Snapshot {
    init(_ record: TargetRecord) {
        self = record.layers.reduce(Snapshot()) { snapshot, layer in
            let ingredients = layer.step.flatMap { Recipe.decoded($0.ingredients) }
            return snapshot.adding(
                SnapshotLayer(
                    place: .unpacked(layer.layer), created: layer.step?.created, step: layer.step?.title,
                    recipe: ingredients.map { Recipe(.step, $0) }))
        }
    }
}
