/// How a blob's bytes lie in their file.
package enum Encoding: Int64, Sendable {
    case plain = 0
    case zstd = 1

    var other: Encoding {
        switch self {
        case .plain: .zstd
        case .zstd: .plain
        }
    }

    var suffix: String {
        switch self {
        case .plain: ""
        case .zstd: ".zst"
        }
    }
}
