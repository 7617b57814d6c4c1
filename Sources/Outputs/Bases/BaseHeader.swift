internal import Layers
internal import Values

/// The header of an entry, read far enough to say what is wrong with it.
struct BaseHeader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Of the list, which must come first.
    var listLength: Int64 {
        get throws(BaseTarballFault) {
            guard name == BaseTarball.listName, let length = number(in: 124..<135), length > 0 else {
                throw .notTarball
            }
            let entry = BaseEntry(BaseTarball.listName, size: length, mode: BaseEntry.listMode)
            guard bytes == entry.header else { throw .notTarball }
            guard length <= Int64(BaseTarball.listLimit) else { throw .list("is too long") }
            return length
        }
    }

    /// Why it is not the one that should come; `known` are those that came.
    func fault(instead expected: String, known: Set<String>) -> BaseTarballFault {
        let name = name
        let parts = name.utf8.split(separator: UInt8(ascii: "/"))
        if name.utf8.first == UInt8(ascii: "/") || parts.contains(where: { $0.elementsEqual("..".utf8) }) {
            return .unsafeName(name)
        }
        if known.contains(name) { return .twice(name) }
        return .unexpected(name, expected: expected)
    }

    private var name: String { String(decoding: bytes.prefix(100).prefix { $0 != 0 }, as: UTF8.self) }

    private func number(in range: Range<Int>) -> Int64? {
        guard bytes.count >= range.upperBound else { return nil }
        return Int64(String(decoding: bytes[range], as: UTF8.self), radix: 8)
    }
}
