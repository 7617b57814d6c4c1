internal import ContentStore
internal import OCI
internal import Values

// The list as JSON.
extension BaseTarball {
    var json: JSON {
        [
            "version": .integer(Self.version), "target": .string(target), "key": key.json,
            "names": .array(names.map { ["name": .string($0.name), "digest": $0.digest.json] }),
            "images": [["digest": image.json, "names": .array(imageNames.map(JSON.string))]],
            "documents": .array(documents.map(\.json)), "layers": .array(layers.map(\.json)),
            "records": .array(records.map(\.json)), "results": .array(results.map(\.json)),
        ]
    }

    /// Throws for what is no list, or one of a newer version.
    init(parsing bytes: [UInt8]) throws(BaseTarballFault) {
        let list: JSON
        do throws(JSONFault) {
            list = try JSON(parsing: bytes, limit: Self.listLimit)
        } catch {
            throw .list("is no JSON: \(error)")
        }
        let version = try list.required("version", \.integer)
        guard version <= Self.version else { throw .newer(version: version, known: Self.version) }
        guard version == Self.version else { throw .list("has the version \(version)") }
        guard let first = try list.required("images", \.elements).first else { throw .list("has no image") }
        self.init(
            target: try list.required("target", \.string), key: try list.digest("key"),
            image: try first.digest("digest")
        )
        imageNames = try first.each("names") { json throws(BaseTarballFault) in try json.asText() }
        names = try list.each("names") { json throws(BaseTarballFault) in
            Name(name: try json.required("name", \.string), digest: try json.digest("digest"))
        }
        documents = try list.each("documents") { json throws(BaseTarballFault) in try Part(json) }
        layers = try list.each("layers") { json throws(BaseTarballFault) in try Layer(json) }
        let known = Dictionary(layers.map { ($0.layer.diffID, $0.layer) }) { first, _ in first }
        records = try list.each("records") { json throws(BaseTarballFault) in try StepRecord(json, known) }
        results = try list.each("results") { json throws(BaseTarballFault) in try TargetRecord(json, known) }
    }
}

extension BaseTarball.Part {
    fileprivate var json: JSON { ["digest": digest.json, "size": .integer(size)] }

    fileprivate init(_ json: JSON) throws(BaseTarballFault) {
        let size = try json.required("size", \.integer)
        guard size >= 0 else { throw .list("has a size below zero") }
        self.init(digest: try json.digest("digest"), size: size)
    }
}

extension BaseTarball.Layer {
    fileprivate var json: JSON {
        [
            "diffID": layer.diffID.json, "size": .integer(layer.size), "identity": layer.identity.json,
            "tree": BaseTarball.Part(digest: layer.tree, size: treeSize).json, "apart": .array(apart.map(\.json)),
            "seconds": seconds.map(JSON.number) ?? .null,
        ]
    }

    fileprivate init(_ json: JSON) throws(BaseTarballFault) {
        let tree = try BaseTarball.Part(json.required("tree") { $0 })
        let size = try json.required("size", \.integer)
        guard size >= 0 else { throw .list("has a size below zero") }
        self.init(
            layer: StoredLayer(
                diffID: try json.digest("diffID"), identity: try json.digest("identity"), tree: tree.digest, size: size),
            treeSize: tree.size,
            apart: try json.each("apart") { json throws(BaseTarballFault) in try BaseTarball.Part(json) },
            seconds: json["seconds"]?.real)
        guard layer.tree != layer.diffID else { throw .list("has a layer that is its own tree") }
    }
}

extension StepRecord {
    fileprivate var json: JSON {
        [
            "key": key.json, "kind": .string(kind.word), "scope": .string(scope), "layer": layer.diffID.json,
            "created": .integer(created.microseconds), "seconds": .number(seconds), "bytes": .integer(bytes),
            "title": .string(title), "place": .string(place),
            "ingredients": (try? JSON(parsing: ingredients, limit: ingredients.count)) ?? .null,
        ]
    }

    fileprivate init(_ json: JSON, _ layers: [Digest: StoredLayer]) throws(BaseTarballFault) {
        guard let layer = layers[try json.digest("layer")] else {
            throw .list("has a record of a layer that it has not")
        }
        let word = try json.required("kind", \.string)
        guard let kind = Kind.allCases.first(where: { $0.word == word }) else {
            throw .list("has a record of the kind \"\(word)\"")
        }
        self.init(
            key: try json.digest("key"), kind: kind, scope: try json.required("scope", \.string), layer: layer,
            created: Timestamp(microseconds: try json.required("created", \.integer)),
            seconds: try json.required("seconds", \.real), bytes: try json.required("bytes", \.integer), run: "",
            title: try json.required("title", \.string), place: try json.required("place", \.string),
            ingredients: try json.required("ingredients") { $0 }.encoded())
    }
}

extension TargetRecord {
    fileprivate var json: JSON {
        [
            "key": key.json, "scope": .string(scope), "platform": .string(platform),
            "layers": .array(layers.map(\.json)),
        ]
    }

    fileprivate init(_ json: JSON, _ layers: [Digest: StoredLayer]) throws(BaseTarballFault) {
        self.init(
            key: try json.digest("key"), platform: try json.required("platform", \.string),
            scope: try json.required("scope", \.string),
            layers: try json.each("layers") { json throws(BaseTarballFault) in try Layer(json, layers) })
    }
}

extension TargetRecord.Layer {
    fileprivate var json: JSON {
        guard let step else { return ["layer": layer.diffID.json] }
        return [
            "layer": layer.diffID.json, "created": .integer(step.created.microseconds), "title": .string(step.title),
            "ingredients": (try? JSON(parsing: step.ingredients, limit: step.ingredients.count)) ?? .null,
        ]
    }

    fileprivate init(_ json: JSON, _ layers: [Digest: StoredLayer]) throws(BaseTarballFault) {
        self.init(layer: try json.layer(of: layers), step: nil)
        guard let created = json["created"]?.integer else { return }
        let ingredients = json["ingredients"].flatMap { $0.isNull ? nil : $0.encoded() } ?? []
        step = TargetRecord.Step(
            created: Timestamp(microseconds: created), title: try json.required("title", \.string),
            ingredients: ingredients)
    }
}

extension StepRecord.Kind {
    fileprivate static let allCases: [StepRecord.Kind] = [.recipe, .content]

    fileprivate var word: String {
        switch self {
        case .recipe: "recipe"
        case .content: "content"
        }
    }
}

extension Digest {
    fileprivate var json: JSON { .string(description) }
}

extension JSON {
    fileprivate var real: Double? {
        let number: Double? =
            switch self {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        return number.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }

    fileprivate func required<Value>(_ name: String, _ read: (JSON) -> Value?) throws(BaseTarballFault) -> Value {
        guard let value = self[name].flatMap(read) else { throw .list("has no good \"\(name)\"") }
        return value
    }

    fileprivate func digest(_ name: String) throws(BaseTarballFault) -> Digest {
        try required(name) { $0.string.flatMap { Digest($0) } }
    }

    fileprivate func layer(of layers: [Digest: StoredLayer]) throws(BaseTarballFault) -> StoredLayer {
        guard let layer = layers[try digest("layer")] else { throw .list("has a record of a layer that it has not") }
        return layer
    }

    fileprivate func asText() throws(BaseTarballFault) -> String {
        guard let string else { throw .list("has \(kind) where a text should be") }
        return string
    }

    /// What `read` makes of each element of a member; nothing where that is not there.
    fileprivate func each<Value>(
        _ name: String, _ read: (JSON) throws(BaseTarballFault) -> Value
    ) throws(BaseTarballFault) -> [Value] {
        guard let member = self[name], !member.isNull else { return [] }
        guard let elements = member.elements else { throw .list("has no good \"\(name)\"") }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements { values.append(try read(element)) }
        return values
    }
}
