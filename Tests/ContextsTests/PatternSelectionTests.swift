import Contexts
import DockerfileLanguage
import Foundation
import Host
import TestSupport
import Testing
import Values

/// What BuildKit copied for the same files and lines, unless a comment says otherwise.
@Suite struct PatternSelectionTests {
    private let fixture: ContextFixture

    init() throws {
        fixture = try ContextFixture([
            "f": "f", "d/g.txt": "g", "d/e/h.txt": "h", "ign/k": "k", "ign/q.txt": "q", "f2": "2",
        ])
        try fixture.link("ld", to: "d")
        try fixture.link("lde", to: "d/e")
        try fixture.link("d/dang", to: "nowhere")
    }

    private static let ignored = ["ign", "!ign/k", "f2"]

    private func select(
        _ sources: [String], excludes: [String] = [], parents: Bool = false
    ) throws -> [SelectedInput] {
        try fixture.context().select(
            Selector(
                sources: sources, ignore: try PathFilter(Self.ignored), excludes: excludes, keepsParents: parents))
    }

    @Test(arguments: [
        ("f?", []), ("f*", ["f f"]), ("ld/*.txt", ["d/g.txt g.txt"]), ("l*/*.txt", []), ("ign", ["ign "]),
        ("ign/*.txt", []), ("i*", ["ign "]), ("d/e*", ["d/e "]), ("l*", ["d ", "d/e "]),
        ("*/*.txt", ["d/g.txt g.txt"]), ("**/*.txt", ["d/g.txt g.txt"]), ("*/*/*", ["d/e/h.txt h.txt"]),
        ("d/[e-h]*", ["d/e ", "d/g.txt g.txt"]), ("nothing*", []), ("l[d]", ["d "]),
    ])
    func `wildcards match names, part by part`(_ source: String, _ expected: [String]) throws {
        #expect(try select([source]).map { "\($0.path) \($0.name)" } == expected)
    }

    @Test(arguments: ["nodir/*.txt", "f/*.txt", "d/dang/*", "d/*", "ign/q.txt", "f2", "d/dan?"])
    func `what is not there is missing`(_ source: String) throws {
        #expect {
            try select([source])
        } throws: { error in
            if case .missing = error as? ContextFault { true } else { false }
        }
    }

    @Test func `the fault has the pattern that ignores a name`() throws {
        #expect(throws: ContextFault.missing("f2", ignoredBy: "f2")) { try select(["f2"]) }
        #expect(throws: ContextFault.missing("ign/q.txt", ignoredBy: "ign")) { try select(["ign/q.txt"]) }
    }

    @Test func `a bad pattern is an error`() throws {
        #expect(throws: ContextFault.badPattern("a[", .openClass)) { try select(["a["]) }
        #expect(throws: ContextFault.badPattern("[a", .openClass)) { try select(["f"], excludes: ["[a"]) }
    }

    /// The digest of files laid out as the selection should be.
    private func digest(_ files: [String: String], links: [String: String] = [:]) throws -> Digest {
        let fixture = try ContextFixture(files)
        for (name, target) in links { try fixture.link(name, to: target) }
        return try fixture.digest(".")
    }

    @Test func `ignored files are not there, and a dropped directory is when something in it is brought back`() throws {
        #expect(try select(["ign"]).first?.digest == digest(["k": "k"]))
        let all = try digest(
            ["f": "f", "d/g.txt": "g", "d/e/h.txt": "h", "ign/k": "k"],
            links: ["ld": "d", "lde": "d/e", "d/dang": "nowhere"])
        #expect(try select(["."]).first?.digest == all)
    }

    @Test(arguments: [
        (["e/h.txt"], ["g.txt": "g", "e/": ""], true), (["dang"], ["g.txt": "g", "e/h.txt": "h"], false),
        (["h.txt"], ["g.txt": "g", "e/h.txt": "h"], true), (["e"], ["g.txt": "g"], true), (["*"], [:], false),
        (["**/*.txt"], ["e/": ""], true), (["*", "!e/h.txt"], ["e/h.txt": "h"], false),
        (["e", "!e/h.txt"], ["g.txt": "g", "e/h.txt": "h"], true), (["*", "!g.txt"], ["g.txt": "g"], false),
        (["d", "f"], ["g.txt": "g", "e/h.txt": "h"], true),
    ])
    func `excludes are relative to the source`(_ excludes: [String], _ files: [String: String], _ hasLink: Bool) throws
    {
        let input = try select(["d"], excludes: excludes).first
        #expect(input?.digest == (try digest(files, links: hasLink ? ["dang": "nowhere"] : [:])))
        let linked = try select(["ld"], excludes: excludes).first
        #expect(linked?.digest == input?.digest)
    }

    @Test func `a file that is named is not excluded`() throws {
        #expect(try select(["f", "d/*.txt"], excludes: ["f", "*.txt"]).map(\.name) == ["f", "g.txt"])
    }

    @Test func `a directory that is visible only for what is excluded stays, empty`() throws {
        let input = try select(["."], excludes: ["ign/k", "d", "ld", "lde"]).first
        #expect(input?.digest == (try digest(["f": "f", "ign/": ""])))
    }

    @Test(arguments: [
        ("d/e/h.txt", ["d/e/h.txt": "h"]), ("d/e", ["d/e/h.txt": "h"]), ("./d/e", ["d/e/h.txt": "h"]),
        ("d/./e", ["e/h.txt": "h"]), ("**/*.txt", ["d/g.txt": "g", "d/e/h.txt": "h"]), ("ign", ["ign/k": "k"]),
        ("ld/./*.txt", ["g.txt": "g"]), ("d*/./e", ["e/h.txt": "h"]), ("d/../f", ["f": "f"]), ("f/.", ["f": "f"]),
        ("../f", ["f": "f"]), ("d/e/", ["d/e/h.txt": "h"]), ("/d/*/", ["d/g.txt": "g", "d/e/h.txt": "h"]),
        // BuildKit finds nothing here, since it holds the link's name against what the link leads to.
        ("ld/./g.txt", ["g.txt": "g"]),
    ])
    func `parents stay, and the rest of the tree is left out`(_ source: String, _ files: [String: String]) throws {
        let inputs = try select([source], excludes: source == "/d/*/" ? ["d/dang"] : [], parents: true)
        #expect(inputs.map(\.digest) == [try digest(files)])
        #expect(inputs.map(\.name) == [""])
    }

    @Test func `a link is kept as a link by parents, and none is followed`() throws {
        #expect(try select(["ld"], parents: true).map(\.digest) == [try digest([:], links: ["ld": "d"])])
        #expect(try select(["ld/*.txt"], parents: true).map(\.digest) == [digest([:])])
        #expect(throws: ContextFault.self) { try select(["ld/g.txt"], parents: true) }
    }

    @Test(arguments: ["d/e/nope", "nodir/./*.txt", ".", "/", "!f", "d/./.", "d/./../f", "f2"])
    func `parents of nothing are an error where the source is plain`(_ source: String) throws {
        #expect {
            try select([source], parents: true)
        } throws: { error in
            if case .missing = error as? ContextFault { true } else { false }
        }
    }

    /// Where a pattern matches nothing an empty directory is copied: the destination is made.
    @Test func `excluding what parents name is an error, and what they match is not`() throws {
        #expect(throws: ContextFault.self) { try select(["f"], excludes: ["f"], parents: true) }
        #expect(try select(["f*"], excludes: ["f"], parents: true).map(\.files) == [0])
        #expect(try select(["d/e/nope*"], parents: true).map(\.digest) == [digest([:])])
    }

    @Test func `a mount's source has no patterns`() throws {
        let fixture = try ContextFixture(["a*b": "1", "axb": "2"])
        let mount = try fixture.context().select(Selector(sources: ["a*b"], isMount: true))
        #expect(mount.map(\.path) == ["a*b"])
        #expect(throws: ContextFault.self) { try fixture.context().select(Selector(sources: ["x*"], isMount: true)) }
    }
}
