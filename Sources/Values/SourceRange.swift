/// A stretch of a source file, in bytes.
package struct SourceRange: Sendable {
    package let file: SourceFile
    package let offsets: Range<Int>

    package init(_ file: SourceFile, _ offsets: Range<Int>) {
        self.file = file
        self.offsets = offsets
    }

    package var text: String { file.text(offsets) }

    package var start: SourcePosition { file.position(at: offsets.lowerBound) }

    /// The place in it where `text` stands between double quotes; all of it where that is nowhere, in several places, or
    /// would take long to find.
    package func quoting(_ text: String) -> SourceRange {
        guard offsets.count <= 1 << 14 else { return self }
        let wanted = Array("\"\(text)\"".utf8)
        let bytes = file.bytes[offsets]
        let places = bytes.indices.filter { bytes[$0...].starts(with: wanted) }
        return places.count == 1 ? SourceRange(file, places[0]..<places[0] + wanted.count) : self
    }

    /// From where this begins to where `other`, further down the same file, ends.
    package func through(_ other: SourceRange) -> SourceRange {
        SourceRange(file, offsets.lowerBound..<max(offsets.upperBound, other.offsets.upperBound))
    }
}

extension SourceRange: Equatable {
    package static func == (left: SourceRange, right: SourceRange) -> Bool {
        left.file === right.file && left.offsets == right.offsets
    }
}

extension SourceRange: CustomStringConvertible {
    /// `docker-bake.hcl:3:7`, as compilers write it and editors find it.
    package var description: String { "\(file.name):\(start.line):\(start.column)" }
}
