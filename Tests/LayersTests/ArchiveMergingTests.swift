import Layers
import OCI
import Testing

/// ADD of an archive, a tree with implied directories (`d/ ?`).
struct ArchiveMergingTests {
    private static func unpacked(
        _ archive: [String], over below: [String], to destination: String = "/d", owner: FileOwner? = nil,
        mode: String? = nil
    ) throws -> [String] {
        let below = try TreeLines.tree(below)
        let copying = TreeCopying(destination: Array(destination.utf8), ownership: owner, mode: mode, time: 5)
        return try lines(below.applying(copying.layer(of: [.archive(TreeLines.tree(archive))], over: below)))
    }

    /// The archive, what is there, what it comes to.
    private static let rules: [([String], [String], [String])] = [
        (["a 0600 3:4 x"], [], ["d/", "d/a 0600 3:4 x"]),
        // What an entry describes it describes; what none does stays as it is, or is new and root's.
        (
            ["e/ 0700 3:4", "e/a x"], ["d/", "d/e/ 0711 1:1", "d/e/b y"], ["d/", "d/e/ 0700 3:4", "d/e/a x", "d/e/b y"]
        ),
        (["e/ ?", "e/a x"], ["d/", "d/e/ 0711 1:1", "d/e/b y"], ["d/", "d/e/ 0711 1:1", "d/e/a x", "d/e/b y"]),
        (["e/ ?", "e/a x"], ["d/ 0700"], ["d/ 0700", "d/e/", "d/e/a x"]),
        // Whatever is there gives way.
        (["e x"], ["d/", "d/e/", "d/e/b y"], ["d/", "d/e x"]), (["e/ 0700"], ["d/", "d/e y"], ["d/", "d/e/ 0700"]),
        (["e/", "e/a x"], ["d/", "d/e -> f", "d/f/"], ["d/", "d/e/", "d/e/a x", "d/f/"]),
        // Names below a link are where it leads, and it leads nowhere out of the destination.
        (
            ["l/ ?", "l/a x"], ["d/", "d/l -> /f", "d/f/", "f/"], ["d/", "d/f/", "d/f/a x", "d/l -> /f", "f/"]
        ),
        (["l/ ?", "l/a x"], ["d/", "d/l -> ../../f", "d/f/"], ["d/", "d/f/", "d/f/a x", "d/l -> ../../f"]),
    ]

    @Test(arguments: rules) func `ADD of an archive`(_ archive: [String], _ below: [String], _ gives: [String]) throws {
        #expect(try Self.unpacked(archive, over: below) == gives)
    }

    @Test func `a destination is a directory, through a link if need be`() throws {
        #expect(try Self.unpacked(["a x"], over: ["l -> /n"], to: "/l") == ["l -> /n", "n/", "n/a x"])
        #expect(throws: CopyFault.notDirectory("/f")) { try Self.unpacked(["a x"], over: ["f y"], to: "/f") }
    }

    @Test func `names behind a link that leads out are refused`() {
        for target in ["/etc", "../etc", "nothing", "f"] {
            #expect(throws: CopyFault.outside(link: "/d/l")) {
                try Self.unpacked(["l/ ?", "l/a x"], over: ["etc/", "d/", "d/f y", "d/l -> \(target)"])
            }
        }
    }

    @Test func `--chown owns all that entries describe, and --chmod does nothing`() throws {
        let owner = FileOwner(user: 5, group: 6)
        #expect(
            try Self.unpacked(["a 0600 3:4 x", "e/ 0700 3:4", "i/ ?", "l -> a"], over: [], owner: owner, mode: "777")
                == ["d/ 5:6", "d/a 0600 5:6 x", "d/e/ 0700 5:6", "d/i/", "d/l -> a 5:6"])
    }

    @Test func `a directory that was replaced is not what is below any more`() throws {
        let below = try TreeLines.tree("d/", "d/e/", "d/e/old y")
        let archives: [CopySource] = [
            .archive(try TreeLines.tree("e x")), .archive(try TreeLines.tree("e/", "e/new x")),
        ]
        let layer = try TreeCopying(destination: Array("/d".utf8), time: 5).layer(of: archives, over: below)
        #expect(lines(below.applying(layer)) == ["d/", "d/e/", "d/e/new x"])
    }
}
