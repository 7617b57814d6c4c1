internal import CZstd

/// Why libzstd refused, by the number that `zstd_errors.h` gives it.
package struct ZstdCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let unknownPrefix = ZstdCode(rawValue: 10)
    package static let windowTooLarge = ZstdCode(rawValue: 16)
    package static let corrupted = ZstdCode(rawValue: 20)
    package static let wrongChecksum = ZstdCode(rawValue: 22)
    package static let outOfMemory = ZstdCode(rawValue: 64)
    package static let outputTooSmall = ZstdCode(rawValue: 70)
    package static let wrongInputLength = ZstdCode(rawValue: 72)
}

extension ZstdCode: CustomStringConvertible {
    /// The library's words, in lower case as our own are.
    package var description: String {
        let text = String(cString: ZSTD_getErrorString(ZSTD_ErrorCode(rawValue)))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// The one gate that every result of libzstd passes.
@discardableResult
func check(_ result: Int) throws(CompressionError) -> Int {
    guard ZSTD_isError(result) != 0 else { return result }
    throw .zstd(ZstdCode(rawValue: ZSTD_getErrorCode(result).rawValue))
}
