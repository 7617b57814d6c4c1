internal import SQLite
internal import Values

/// The order in which blobs leave: the least worthy first of those that nothing keeps, to which each that leaves adds
/// what it alone kept.
struct Departures {
    private(set) var victims: [Blob] = []
    private var freed: Int64 = 0
    private let needed: Int64
    private let most: Int
    private let usedBefore: Timestamp?
    /// Blobs that nothing keeps any more, the most worthy first.
    private var released: [Blob] = []
    /// How many that leave kept a blob.
    private var gone: [Digest: Int] = [:]

    /// Enough to free `needed` bytes, of what was not used since a moment, but not more than a number.
    init(
        freeing needed: Int64, _ usedBefore: Timestamp?, atMost most: Int = .max, in connection: borrowing Connection
    ) throws {
        self.needed = needed
        self.usedBefore = usedBefore
        self.most = most
        if needed <= 0 { return }
        try connection.eachUnheld(usedBefore: usedBefore) { blob in
            // What was released and is worth less comes first.
            while !isEnough, let least = released.last, least.isWorthLess(than: blob) { try takeReleased(connection) }
            if !isEnough { try take(blob, connection) }
            return !isEnough
        }
        while !isEnough, !released.isEmpty { try takeReleased(connection) }
    }

    private var isEnough: Bool { freed >= needed || victims.count >= most }

    private mutating func takeReleased(_ connection: borrowing Connection) throws {
        try take(released.removeLast(), connection)
    }

    private mutating func take(_ blob: Blob, _ connection: borrowing Connection) throws {
        victims.append(blob)
        freed += blob.disk
        for part in try connection.kept(by: blob.digest) {
            gone[part.digest, default: 0] += 1
            guard gone[part.digest] == part.holds, part.used < usedBefore ?? .distantFuture else { continue }
            let place = released.firstIndex { $0.isWorthLess(than: part) } ?? released.endIndex
            released.insert(part, at: place)
        }
    }
}

extension Blob {
    fileprivate func isWorthLess(than other: Blob) -> Bool { worth < other.worth }

    private var worth: Double { Worth.logarithm(cost: cost, disk: disk, used: used) }
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(microseconds: .max)
}
