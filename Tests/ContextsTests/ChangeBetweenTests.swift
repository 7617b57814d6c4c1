import Contexts
import DockerfileLanguage
import Foundation
import Host
import TestSupport
import Testing
import Values

/// Two questions to one context, and a change of the files between them.
@Suite struct ChangeBetweenTests {
    private let fixture: ContextFixture
    private let context: DirectoryContext
    private let all = Selector(sources: ["."])

    init() throws {
        fixture = try ContextFixture(["d/a": "1", "d/e/b": "2", "f": "3", "g/h": "4"])
        context = fixture.context()
    }

    private func ignoring(_ patterns: String...) throws -> Selector {
        Selector(sources: ["."], ignore: try PathFilter(patterns))
    }

    @Test(arguments: ["d", "d/e"]) func `a directory that an answer has does not go`(_ victim: String) throws {
        let before = try context.select(all)
        try fixture.remove(victim)
        #expect(throws: ContextFault.changing(victim)) { try context.select(try ignoring("f", "**/a", "**/b")) }
        #expect(try context.select(all) == before)
        #expect(try context.select(Selector(sources: ["."], isMount: true)).map(\.files) == before.map(\.files))
    }

    @Test func `a directory that one view has does not go for another`() throws {
        _ = try context.select(try ignoring("d/a"))
        try fixture.remove("d")
        #expect(throws: ContextFault.changing("d")) { try context.select(all) }
        #expect(throws: ContextFault.changing("d")) { try context.select(Selector(sources: ["d/a"])) }
        #expect(throws: ContextFault.changing("d")) { try context.select(Selector(sources: ["d"])) }
    }

    @Test func `a directory that becomes a file is told`() throws {
        _ = try context.select(try ignoring("d/a"))
        try fixture.remove("d")
        try fixture.write("d", "now a file")
        #expect(throws: ContextFault.changing("d")) { try context.select(Selector(sources: ["d/a"])) }
    }

    @Test func `what no answer has may go`() throws {
        _ = try context.select(try ignoring("f", "g", "d/a"))
        try fixture.remove("f")
        try fixture.remove("d/a")
        #expect(try context.select(all) == fixture.select("."))
        #expect(try context.select(try ignoring("g")) == fixture.context().select(try ignoring("g")))
        #expect(try context.select(try ignoring("f")) == fixture.context().select(try ignoring("f")))
    }

    @Test func `files that an answer has stay as they were`() throws {
        let before = try context.select(all)
        try fixture.write("d/a", "11")
        try fixture.remove("f")
        try fixture.write("new", "5")
        #expect(try context.select(Selector(sources: ["./."])).map(\.digest) == before.map(\.digest))
        #expect(try context.select(try ignoring("nothing")) == before)
        #expect(throws: ContextFault.changing("f")) { try context.contents(of: "f") }
        #expect(throws: ContextFault.missing("new", ignoredBy: nil)) { try context.select(Selector(sources: ["new"])) }
    }
}
