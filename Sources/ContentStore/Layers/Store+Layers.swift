internal import Host
internal import SQLite
package import Values

// What is known of layers. One whose pack or tree was evicted is not known any more.
extension Store {
    package func layer(_ diffID: Digest) throws -> StoredLayer? {
        try trusting { try $0.layer(diffID) }
    }

    /// A layer with the same files; the first that there was, of several.
    package func layer(identity: Digest) throws -> StoredLayer? {
        try trusting { try $0.layer(identity: identity) }
    }

    /// Remembers a layer, in the place of what was known by its diff ID. From here on its pack keeps its tree.
    package func note(_ layer: StoredLayer) throws {
        let now = clock.now()
        try noting([layer.diffID, layer.tree]) { try $0.insert(layer, at: now) }
    }

    /// The blob of a layer in some form, such as `gzip:9`; nil where none was made, or it is gone.
    package func form(_ form: String, of diffID: Digest) throws -> Blob? {
        try index.read { try $0.form(form, of: diffID) }.flatMap { try blob($0) }
    }

    /// Remembers a form of a layer that is known. Nothing keeps it for that.
    package func note(_ digest: Digest, as form: String, of diffID: Digest) throws {
        try noting([digest]) { connection in
            guard try connection.layer(diffID) != nil else { throw StoreError.absent(diffID) }
            try connection.insertForm(form, digest, of: diffID)
        }
    }

    /// The layer that `find` gives, once its blobs can be trusted.
    func trusting(_ find: (borrowing Connection) throws -> StoredLayer?) throws -> StoredLayer? {
        while let layer = try index.read(find) {
            if try areTrusted([layer.diffID, layer.tree]) { return layer }
            // What is lost is not found again, unless it cannot be forgotten.
            guard isWritable else { break }
        }
        return nil
    }
}
