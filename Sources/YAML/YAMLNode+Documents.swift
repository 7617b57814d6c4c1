package import Values

extension YAMLNode {
    /// The documents of a file, none if there is nothing but comments.
    ///
    /// Everything that is wrong is told at once, as far as the text can be read: a fault of syntax ends the reading.
    package static func documents(of file: SourceFile) throws(Diagnostics) -> [YAMLNode] {
        var builder = TreeBuilder(file.inUTF8)
        var documents: [YAMLNode] = []
        var end: YAMLFault?
        do throws(YAMLFault) {
            while let document = try builder.document() { documents.append(document) }
        } catch {
            end = error
        }
        let faults = builder.faults + (end.map { [$0] } ?? [])
        guard faults.isEmpty else { throw Diagnostics(faults.map(\.diagnostic)) }
        return documents
    }
}

extension SourceFile {
    /// YAML may be written in UTF-16, which its byte order mark tells.
    fileprivate var inUTF8: SourceFile {
        let isLittle = bytes.starts(with: [0xff, 0xfe])
        guard isLittle || bytes.starts(with: [0xfe, 0xff]) else { return self }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            UInt16(bytes[index + (isLittle ? 1 : 0)]) << 8 | UInt16(bytes[index + (isLittle ? 0 : 1)])
        }
        return SourceFile(name: name, text: String(decoding: units, as: UTF16.self))
    }
}
