import Foundation
import Host
import TestSupport
import Testing

struct FaultyFileTests {
    static let cases: [(path: String, message: String)] = [
        ("bse", "cannot add bse: no such file or directory\nhint: did you mean base?"),
        ("dir/inne", "cannot add dir/inne: no such file or directory\nhint: did you mean dir/inner?"),
        ("zzzzzz", "cannot add zzzzzz: no such file or directory\nhint: see `ls .`"),
        ("gone/x", "cannot add gone/x: no such file or directory\nhint: there is no gone"),
        ("dir", "cannot add dir: is a directory\nhint: add an archive of it: `tar -c dir | hearth cache add -`"),
        (
            "my dir",
            "cannot add 'my dir': is a directory\nhint: add an archive of it: `tar -c 'my dir' | hearth cache add -`"
        ),
        ("base/x", "cannot add base/x: not a directory"),
        ("", "cannot add '': no such file or directory\nhint: see `ls .`"),
    ]

    @Test(arguments: cases)
    func `a file that cannot be read is named, with the next step`(path: String, message: String) throws {
        let hearth = try HearthFixture()
        try hearth.file("base", [1])
        for name in ["dir", "my dir"] {
            try FileManager.default.createDirectory(at: (hearth.folder / name).url, withIntermediateDirectories: true)
        }
        try hearth.file("dir/inner", [1])
        let run = try hearth("cache", "add", path)
        #expect((run.code, run.output, run.errors) == (2, "", "error: \(message)\n"))
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a file that may not be read is named, with a way around`() throws {
        let hearth = try HearthFixture()
        try hearth.file("secret", [1])
        chmod((hearth.folder / "secret").description, 0)
        let run = try hearth("cache", "add", "secret")
        #expect(run.code == 2)
        #expect(
            run.errors == """
                error: cannot add secret: permission denied
                hint: have it read by who may: `sudo cat secret | hearth cache add -`

                """)
    }

    @Test func `a directory on standard input is no file`() throws {
        let run = try HearthFixture().shell("hearth cache add - < .")
        #expect((run.code, run.errors) == (2, "error: cannot add standard input: is a directory\n"))
    }
}
