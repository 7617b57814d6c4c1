import Testing
import Values
import YAML

@Suite struct YAMLNodeTests {
    private func documents(_ text: String) throws(Diagnostics) -> [YAMLNode] {
        try YAMLNode.documents(of: SourceFile(name: "x.yaml", text: text))
    }

    /// The only document, as it would look in JSON, more or less.
    private func outline(_ text: String) throws -> String {
        try #require(try documents(text).first).outline
    }

    private func complaints(_ text: String) -> [String] {
        do throws(Diagnostics) {
            _ = try documents(text)
            return []
        } catch {
            return error.all.map { "\($0.range.map(\.description) ?? "?"): \($0.message)" }
        }
    }

    @Test(arguments: [
        ("a: 1", "{a: 1}"), ("[1, 0x1f, 0o17, 017, 0b11, 1_000]", "[1, 31, 15, 15, 3, 1000]"),
        ("[yes, No, on, y]", "['yes', 'No', 'on', 'y']"), ("[true, False, ~, null, ]", "[true, false, null, null]"),
        ("['1', \"true\", !!str 5, !foo 5]", "['1', 'true', '5', '5']"),
        ("[1.5, .5, 1e3, .inf]", "[1.5, 0.5, 1000.0, inf]"),
        ("18446744073709551615", "18446744073709551615u"), ("[1.2.3, 0x, 1:30, -]", "['1.2.3', '0x', '1:30', '-']"),
        ("2026-11-20", "<2026-11-20 00:00:00 +0000 UTC>"), ("2026-13-20", "'2026-13-20'"),
        ("2026-11-20T9:56:19.50+02:00", "<2026-11-20 09:56:19.5 +0200 +0200>"), ("!!binary aGVsbG8=", "'hello'"),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{a: 'x\ny\n', b: 'x y'}"), ("", "null"),
    ])
    func `values are what they look like`(text: String, outline: String) throws {
        #expect(text.isEmpty ? try documents(text).isEmpty : try self.outline(text) == outline)
    }

    @Test(arguments: [
        ("a: &x {k: 1}\nb: *x", "{a: {k: 1}, b: {k: 1}}"),
        ("a: &x {k: 1, l: 1}\nb: {<<: *x, k: 2}", "{a: {k: 1, l: 1}, b: {k: 2, l: 1}}"),
        ("a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc: {<<: [*x, *y]}", "{a: {k: 1}, b: {k: 2, l: 2}, c: {k: 1, l: 2}}"),
        ("a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"), ("\"<<\": x", "{<<: 'x'}"),
    ])
    func `anchors are looked up and merge keys are resolved`(text: String, outline: String) throws {
        #expect(try self.outline(text) == outline)
    }

    @Test(arguments: [
        ("a:\n\tb: 1\n", "x.yaml:2:1: found character that cannot start any token"),
        ("a: [1, 2\n", "x.yaml:2:1: did not find expected ',' or ']'"),
        ("a: b: c\n", "x.yaml:1:5: mapping values are not allowed in this context"),
        ("é: [ö, *nope]\n", "x.yaml:1:8: there is no anchor \"nope\" before this alias"),
        ("a: &a [*a]\n", "x.yaml:1:8: the value of anchor \"a\" contains itself"),
        ("a: {<<: 5}\n", "x.yaml:1:9: only a mapping, or a list of mappings, can be merged"),
        ("a: !!int x\n", "x.yaml:1:4: \"x\" is not what the tag !!int says"),
        ("a: \"\\q\"\n", "x.yaml:1:5: found unknown escape character"),
    ])
    func `what is wrong is shown where it is`(text: String, complaint: String) {
        #expect(complaints(text) == [complaint])
    }

    @Test func `keys that are given twice are all told of, with both places`() throws {
        let error = #expect(throws: Diagnostics.self) { try documents("a: 1\n'a': 2\nb: {c: 1, c: 2}\n") }
        let faults = try #require(error?.all)
        #expect(faults.map(\.message) == ["key \"c\" is given twice", "key \"a\" is given twice"])
        #expect(faults.map { $0.range?.description } == ["x.yaml:3:11", "x.yaml:2:1"])
        #expect(faults.map { $0.notes.first?.range?.description } == ["x.yaml:3:5", "x.yaml:1:1"])
    }

    @Test(arguments: ["[", "{a: ", "- ", "[\n", "? "])
    func `bottomless nesting is refused`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        #expect(complaints(text).first?.hasSuffix("nested more than 500 levels deep") == true)
    }

    @Test func `some nesting is not`() throws {
        let text = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(try documents(text).count == 1)
    }

    @Test func `aliases cannot make much of little`() {
        let lines = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }
        #expect(complaints("a0: &a0 x\n" + lines.joined()).count == 1)
    }

    @Test func `documents come in order, and comments are none`() throws {
        #expect(try documents("# x\na: 1\n---\n- b\n...\n").map(\.outline) == ["{a: 1}", "['b']"])
        #expect(try documents("# nothing\n").isEmpty)
    }

    @Test func `a byte order mark and carriage returns do not shift places`() throws {
        let root = try #require(try documents("\u{feff}é: x\r\nb: yy\r\n").first)
        guard case .mapping(let entries) = root.content else { return #expect(Bool(false)) }
        #expect(entries.map(\.key.range.text) == ["é", "b"])
        #expect(entries.map(\.value.range.text) == ["x", "yy"])
        #expect(entries.last?.value.range.description == "x.yaml:2:4")
    }

    @Test(arguments: [true, false])
    func `UTF-16 is read, too`(isLittle: Bool) throws {
        let bytes = "\u{feff}é: x".utf16.flatMap { isLittle ? [$0, $0 >> 8] : [$0 >> 8, $0] }
        let file = SourceFile(name: "x", bytes: bytes.map { UInt8(truncatingIfNeeded: $0) })
        #expect(try YAMLNode.documents(of: file).map(\.outline) == ["{é: 'x'}"])
    }

    @Test func `what is not text is refused where it stops being that`() throws {
        let file = SourceFile(name: "x", bytes: Array("a: b\nc: ".utf8) + [0xff, 0x0a])
        let error = #expect(throws: Diagnostics.self) { try YAMLNode.documents(of: file) }
        #expect(error?.all.first?.range?.description == "x:2:4")
    }

    @Test func `collections reach from their first to their last value`() throws {
        let root = try #require(try documents("a:\n  - b\n  - [c,\n d]\n\ne: 1\n").first)
        guard case .mapping(let entries) = root.content else { return #expect(Bool(false)) }
        #expect(entries.first?.value.range.text == "- b\n  - [c,\n d]")
    }
}

extension YAMLNode {
    fileprivate var outline: String {
        switch content {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .unsigned(let value): "\(value)u"
        case .float(let value): "\(value)"
        case .timestamp(let value): "<\(value)>"
        case .string(let text): "'\(text)'"
        case .sequence(let nodes): "[\(nodes.map(\.outline).joined(separator: ", "))]"
        case .mapping(let entries):
            "{"
                + entries.map { "\($0.key.outline.replacing("'", with: "")): \($0.value.outline)" }
                .joined(separator: ", ") + "}"
        }
    }
}
