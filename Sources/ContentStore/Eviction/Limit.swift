internal import Values

/// How much of the disk a store may take.
package enum Limit: Equatable, Sendable {
    case none
    case bytes(Int64)
    /// Of what the volume holds in all.
    case percent(Double)

    package static let usual = Limit.percent(60)

    /// Less than this leaves room for an index and little else.
    package static let least: Int64 = 16 << 20

    /// In bytes, for a volume of the given capacity; nil without a limit.
    package func bytes(of capacity: Int64) -> Int64? {
        switch self {
        case .none: nil
        case .bytes(let bytes): bytes
        case .percent(let share): Int64(exactly: (Double(capacity) * share / 100).rounded(.down)) ?? .max
        }
    }
}

extension Limit: LosslessStringConvertible {
    /// Reads `none`, `20GB` or `60%`. Nil for anything else, and for less than the least that works.
    package init?(_ text: String) {
        if text == "none" {
            self = .none
        } else if text.hasSuffix("%") {
            guard let share = Double(text.dropLast()), share > 0, share <= 100 else { return nil }
            self = .percent(share)
        } else {
            guard let count = ByteCount(text), count.bytes >= Self.least else { return nil }
            self = .bytes(count.bytes)
        }
    }

    /// The limit to the byte, which `init` reads.
    package var exact: String { if case .bytes(let bytes) = self { String(bytes) } else { description } }

    package var description: String {
        switch self {
        case .none: "none"
        case .bytes(let bytes): ByteCount(bytes).description
        case .percent(let share): "\(share.rounded() == share ? String(Int(share)) : String(share))%"
        }
    }
}
