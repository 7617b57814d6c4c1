internal import Host
internal import SQLite
package import Values

// Names that keep blobs until they are dropped.
extension Store {
    package func references() throws -> [Reference] {
        try index.read { try $0.references() }
    }

    /// Keeps `digest` under `name`, which may have kept another until now.
    package func setReference(_ name: String, to digest: Digest) throws {
        let now = clock.now()
        try noting([digest]) { try $0.setReference(name, to: digest, at: now) }
    }

    /// False when there was no reference of that name. The blob stays until its room is needed.
    package func removeReference(_ name: String) throws -> Bool {
        try requireLeaveToWrite()
        return try index.write { try $0.removeReference(name) }
    }
}
