internal import Host
internal import SQLite
package import Values

// What names of images led to when a registry was asked. Nothing is kept for that.
extension Store {
    /// What a name (in full) led to the last time.
    package func resolution(of name: String) throws -> (digest: Digest, asked: Timestamp)? {
        try index.read { try $0.resolution(of: name) }
    }

    package func noteResolution(of name: String, as digest: Digest) throws {
        try requireLeaveToWrite()
        let now = clock.now()
        try index.write { try $0.insertResolution(of: name, digest, at: now) }
    }
}
