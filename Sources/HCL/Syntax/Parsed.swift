package import Values

/// A file as it was understood, and what in it was not. Reading goes on after a fault where it can, so that all of them are
/// told at once; what had one is missing from the body, or `faulty` in it.
package struct Parsed: Sendable {
    package let body: Body
    package let faults: [Diagnostic]

    package init(body: Body, faults: [Diagnostic]) {
        self.body = body
        self.faults = faults
    }

    package init(native file: SourceFile) {
        var parser = NativeParser(SourceText(file, 0..<file.bytes.count))
        body = parser.file()
        faults = parser.faults.all
    }

    package init(json file: SourceFile) {
        var parser = JSONParser(file)
        body = parser.root().map { .json($0) } ?? .native([], [])
        faults = parser.faults.all
    }
}
