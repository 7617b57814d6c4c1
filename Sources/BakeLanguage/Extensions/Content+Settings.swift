internal import HCL
internal import Values

extension Content {
    /// What stands under `x-hearth`, which may be an attribute or a block; nil for nothing. Adds a fault to `faults` where
    /// it stands there twice, but for attributes alone, of which that is told when they are read.
    func settings(_ faults: inout [Diagnostic]) -> Expression? {
        var places = attributes.first { $0.name == TargetSettings.key }.map { [($0.nameRange, $0.value)] } ?? []
        for block in blocks where block.type == TargetSettings.key {
            places.append((block.typeRange, block.object(&faults)))
        }
        places.sort { $0.0.offsets.lowerBound < $1.0.offsets.lowerBound }
        for place in places.dropFirst() {
            let fault = SettingsFault.repeated(TargetSettings.key, first: places[0].0)
            faults.append(fault.diagnostic(at: place.0))
        }
        return places.first?.1
    }
}

extension Schema {
    /// What stands under `x-hearth`, and nothing else.
    static let settings = Schema(attributes: [TargetSettings.key], blocks: [TargetSettings.key: 0])
}
