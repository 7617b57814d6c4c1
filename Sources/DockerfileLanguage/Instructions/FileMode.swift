/// What --chmod makes of a file's mode: `755`, `u+x,go=rX`.
package enum SymbolicMode: Equatable, Sendable {
    /// All twelve bits, for whatever is made on the way as well.
    case bits(UInt32)
    case changes([ModeChange])

    package init(_ text: String) throws(FileModeFault) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first else { throw .empty }
        guard 0x30...0x39 ~= first else {
            var reader = ModeReader(text)
            self = .changes(try reader.read())
            return
        }
        let significant = bytes.drop { $0 == 0x30 }
        guard significant.count <= 4, significant.allSatisfy({ 0x30...0x37 ~= $0 }) else { throw .notOctal(text) }
        self = .bits(significant.reduce(0) { $0 << 3 | UInt32($1 - 0x30) })
    }

    /// `mode` has the twelve bits that chmod knows; others pass through.
    package func applied(to mode: UInt32, isDirectory: Bool) -> UInt32 {
        switch self {
        case .bits(let bits): return mode & ~0o7777 | bits
        case .changes(let changes):
            var result = mode
            for change in changes { change.apply(to: &result, original: mode, isDirectory: isDirectory) }
            return result
        }
    }
}
