package import Values

extension ImageConfiguration {
    /// Reads the blob that a manifest's `config` leads to. What it does not say of its platform is that of `platform`.
    package init(parsing bytes: [UInt8], platform: Platform) throws(DocumentFault) {
        try self.init(try JSON(document: bytes), platform: platform)
    }

    /// Reads all that has a place here and passes over the rest.
    package init(_ json: JSON, platform: Platform) throws(DocumentFault) {
        let reader = try MemberReader(json).asObject()
        let own = try Platform(reader)
        self.init(
            platform: own.system.isEmpty || own.architecture.isEmpty ? platform : own)
        author = try reader["author"]?.text().nonEmpty
        created = try reader["created"]?.text().nonEmpty
        if let config = reader["config"] { execution = try ExecutionConfiguration(config) }
        for layer in try reader["rootfs"]?.asObject()["diff_ids"]?.elements() ?? [] {
            layers.append(try layer.digest())
        }
        for entry in try reader["history"]?.elements() ?? [] {
            history.append(try HistoryEntry(entry.asObject()))
        }
    }

    /// Its keys are sorted, and what is empty is left out.
    package var json: JSON {
        var object = ObjectWriter(platform.members)
        object.set("author", text: author)
        object.set("created", text: created)
        object.set("config", .object(execution.members))
        object.set("rootfs", ["type": "layers", "diff_ids": .array(layers.map { .string($0.description) })])
        if !history.isEmpty { object.set("history", .array(history.map(\.json))) }
        return JSON.object(object.members).sorted
    }
}

extension HistoryEntry {
    init(_ reader: MemberReader) throws(DocumentFault) {
        self.init(
            createdBy: try reader["created_by"]?.text() ?? "", isEmpty: try reader["empty_layer"]?.bool() ?? false,
            comment: try reader["comment"]?.text().nonEmpty, created: try reader["created"]?.text().nonEmpty)
        author = try reader["author"]?.text().nonEmpty
    }

    var json: JSON {
        var object = ObjectWriter()
        object.set("created", text: created)
        object.set("created_by", text: createdBy.nonEmpty)
        object.set("author", text: author)
        object.set("comment", text: comment)
        if isEmpty { object.set("empty_layer", true) }
        return .object(object.members)
    }
}
