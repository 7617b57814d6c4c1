import ContentStore
import Synchronization

/// The notices that came from a store.
final class Heard: Sendable {
    private let list = Mutex<[Notice]>([])

    var notices: [Notice] { list.withLock(\.self) }

    func add(_ notice: Notice) {
        list.withLock { $0.append(notice) }
    }
}
