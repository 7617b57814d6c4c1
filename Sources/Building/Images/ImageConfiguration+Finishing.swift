internal import ContentStore
internal import OCI
internal import Outputs
internal import Values

extension ImageConfiguration {
    /// With its layers, and with the times that its history has: of what made a layer that of the layer; of all else that of the layer before, or of the
    /// first new one. `epoch` stands for all times of what is new.
    func finished(_ snapshot: Snapshot, epoch: Timestamp?) -> ImageConfiguration {
        var image = self
        image.layers = snapshot.layers.map(\.place.diffID)
        image.history = Self.history(history, of: snapshot)
        image.setTimes(snapshot, epoch: epoch)
        image.created = image.history.last?.created ?? epoch?.description
        return image
    }

    /// A base may have layers without saying what made them, or say of more than it has.
    private static func history(_ history: [HistoryEntry], of snapshot: Snapshot) -> [HistoryEntry] {
        var history = history
        let excess = history.count { !$0.isEmpty } - snapshot.layers.count
        if excess > 0 {
            for place in history.indices.filter({ !history[$0].isEmpty }).prefix(excess) {
                history[place].isEmpty = true
            }
        } else if excess < 0 {
            let silent = snapshot.layers.count { $0.step == nil }
            let told = history.prefix { $0.created != nil }.count { !$0.isEmpty }
            let unknown = HistoryEntry(createdBy: "", isEmpty: false)
            history.insert(contentsOf: Array(repeating: unknown, count: -excess), at: min(told, silent, history.count))
        }
        return history
    }

    private mutating func setTimes(_ snapshot: Snapshot, epoch: Timestamp?) {
        var layer = 0
        for place in history.indices where !history[place].isEmpty {
            if history[place].created == nil, layer < snapshot.layers.count {
                history[place].created = (epoch ?? snapshot.layers[layer].created)?.description
            }
            layer += 1
        }
        let firstNew = snapshot.layers.first { $0.step != nil }.flatMap { epoch ?? $0.created }?.description
        var time = firstNew ?? history.last { $0.created != nil }?.created ?? epoch?.description
        var isBase = true
        for place in history.indices {
            if let known = history[place].created {
                if !isBase { time = known }
            } else {
                isBase = false
                history[place].created = epoch?.description ?? time
            }
        }
    }
}
