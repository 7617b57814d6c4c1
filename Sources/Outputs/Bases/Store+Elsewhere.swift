internal import ContentStore
internal import OCI
internal import Values

extension Store {
    /// Those of some layers that are not on this machine, but known to be in a registry.
    func elsewhere(_ layers: [Descriptor]) throws -> Set<Digest> {
        Set(try layers.map(\.digest).filter { try blob($0) == nil && !places(of: $0).isEmpty })
    }
}
