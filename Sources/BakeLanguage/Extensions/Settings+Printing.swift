internal import Values

extension TargetSettings {
    /// As a bake file has it; nil when nothing is set.
    var json: JSON? {
        let members: [JSON.Member?] = [
            scope.map { JSON.Member("scope", .string($0)) },
            cacheRead.map { JSON.Member("cache-read", .array($0.map(JSON.string))) },
            keyFiles.map { JSON.Member("key-files", .array($0.map(JSON.string))) },
            isBase.map { JSON.Member("base", .bool($0)) },
            goals.json.map { JSON.Member("goals", $0) },
        ]
        return .unlessEmpty(members)
    }
}

extension Goals {
    fileprivate var json: JSON? {
        let members: [JSON.Member?] = [
            hitRate.map { JSON.Member("hit-rate", .number($0)) },
            buildTime.map { JSON.Member("build-time", .number($0)) },
            imageSize.map { JSON.Member("image-size", .integer($0.bytes)) },
        ]
        return .unlessEmpty(members)
    }
}

extension JSON {
    fileprivate static func unlessEmpty(_ members: [Member?]) -> JSON? {
        let members = members.compactMap(\.self)
        return members.isEmpty ? nil : .object(members)
    }
}
