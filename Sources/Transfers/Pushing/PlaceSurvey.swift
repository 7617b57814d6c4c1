internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// Says of images which are where they are to go, in a process that serves a whole set. Each line has some of them, and is answered by one.
struct PlaceSurvey {
    private let registries: Registries

    /// Connections at once.
    private static let width = 8

    init(_ registries: Registries) {
        self.registries = registries
    }

    func run(_ parent: ParentLine) throws {
        TransferMessage.ready.tell()
        while let line = parent.next(), let orders = try? JSON(parsing: line).elements?.map({ PushOrder($0) }) {
            TransferMessage.there(try areThere(orders)).tell()
        }
    }

    private func areThere(_ orders: [PushOrder?]) throws -> [Bool] {
        let found = Mutex<Set<Int>>([])
        try Lanes.forEach(Array(orders.indices), width: Self.width) { place in
            if let order = orders[place], isThere(order) { found.withLock { _ = $0.insert(place) } }
        }
        let all = found.withLock { $0 }
        return orders.indices.map(all.contains)
    }

    private func isThere(_ order: PushOrder) -> Bool {
        let client = registries[order.registry]
        return order.tags.allSatisfy { tag in
            let found = try? client.descriptor(order.repository, .tag(tag), from: .registryAlone)
            return found?.digest == order.root
        }
    }
}
