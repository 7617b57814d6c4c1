/// One step in changing a mode.
package enum ModeChange: Equatable, Sendable {
    case set(UInt32)
    case clear(UInt32)
    /// Sets bits on directories, and on files that somebody may run.
    case setIfSearchable(UInt32)
    /// Adds the bits of a class to those of others, takes them from these, or puts them in their place. A class is told by
    /// how far to the left its bits are.
    case copy(from: UInt32, to: [UInt32], ModeOperator)

    func apply(to mode: inout UInt32, original: UInt32, isDirectory: Bool) {
        switch self {
        case .set(let bits): mode |= bits
        case .clear(let bits): mode &= ~bits
        case .setIfSearchable(let bits): if isDirectory || original & 0o111 != 0 { mode |= bits }
        case .copy(let source, let classes, let operation):
            let bits = mode >> source & 7
            for shift in classes {
                if operation != .add { mode &= ~((operation == .set ? 7 : bits) << shift) }
                if operation != .remove { mode |= bits << shift }
            }
        }
    }
}

package enum ModeOperator: UInt8, Sendable {
    case add = 0x2b
    case remove = 0x2d
    case set = 0x3d
}
