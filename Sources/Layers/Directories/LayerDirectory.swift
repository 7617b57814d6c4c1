package import Host

/// A directory that nobody removes as long as this object lives.
package final class LayerDirectory: Sendable {
    package let path: Path
    let lock: OpenFile

    init(path: Path, lock: OpenFile) {
        self.path = path
        self.lock = lock
    }
}
