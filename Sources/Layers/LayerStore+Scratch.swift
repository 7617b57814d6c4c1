internal import ContentStore
package import Host

extension LayerStore {
    /// A new directory for something in flight, which is gone when this process is.
    package func scratch() throws -> Path { try store.makeScratch() }
}
