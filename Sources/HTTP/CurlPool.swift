internal import CCurl
internal import Host
internal import Synchronization

/// The handles of a client that nobody uses at the moment, with their connections.
// @unchecked: a handle is in the pool, or with one thread.
final class CurlPool: @unchecked Sendable {
    let settings: HTTPSettings
    private let idle = Mutex<Void>(())
    private var handles: [CurlHandle] = []
    private var bundle: [UInt8]?

    init(_ settings: HTTPSettings) {
        self.settings = settings
    }

    /// Lends a handle: one that has a connection to that server, if there is one.
    func withHandle<Result>(for place: HTTPAddress, _ body: (CurlHandle) throws -> Result) throws -> Result {
        let handle = try take(place.origin) ?? make()
        handle.origin = place.origin
        defer { idle.withLock { _ in handles.append(handle) } }
        return try body(handle)
    }

    private func take(_ origin: String) -> CurlHandle? {
        idle.withLock { _ in
            guard let place = handles.lastIndex(where: { $0.origin == origin }) ?? handles.indices.last else {
                return nil
            }
            return handles.remove(at: place)
        }
    }

    private func make() throws -> CurlHandle {
        let handle = try CurlHandle()
        try handle.apply(settings, bundle: certificates())
        handle.setCallbacks(
            body: Exchange.take, header: Exchange.takeHeader, giver: Exchange.give, connector: Exchange.connect,
            watcher: { _, _, _, _, _ in Interruption.isRequested ? 1 : 0 })
        return handle
    }

    /// Those of the settings' authorities, read once.
    private func certificates() throws(SystemError) -> [UInt8]? {
        if settings.authorities.isEmpty || settings.trustsAnyone { return nil }
        if let bundle = idle.withLock({ _ in bundle }) { return bundle }
        let read = try CertificateBundle.joining(settings.authorities)
        idle.withLock { _ in bundle = read }
        return read
    }
}
