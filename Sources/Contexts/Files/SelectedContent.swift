internal import Host
package import Values

/// The bytes of a file of a context: how many, which, and a way to have them.
package struct SelectedContent: Sendable {
    enum Place: Sendable {
        case disk(ContentFolder)
        case spool(SpooledFile)
        case laid(path: [UInt8], contents: @Sendable ([UInt8]) -> [UInt8]?)
        case nothing
    }

    package let length: Int64
    /// SHA-256, of when it was scanned.
    package let digest: Digest
    let name: [UInt8]
    let place: Place

    /// The bytes as they are now, from front to end. May be called more than once, from any thread.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch place {
        case .disk(let folder): try folder.forEachPiece(of: name, body)
        case .spool(let file): try file.forEachPiece(body)
        case .laid(let path, let contents):
            guard let bytes = contents(path) else { throw ContextFault.changing(String(keepingBytes: path)) }
            try bytes.withUnsafeBytes { try body($0) }
        case .nothing: break
        }
    }
}
