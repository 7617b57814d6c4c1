import Foundation
import Host
import TestSupport
import Testing

/// `hearth affected` in real repositories.
struct AffectedPropertyTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    /// Seeds that stay the same: whatever is wrong is wrong each time.
    @Test(arguments: [1]) func `what is affected is what has another key than in a checkout`(seed: UInt64) throws {
        let checkout = try Monorepo.make(in: hearth)
        _ = try checkout.keys()
        var edits = RandomEdits(seed: seed, in: checkout)
        var revisions = [try checkout.head()]
        var done: [String] = []
        var (named, unnamed) = (0, 0)
        for _ in 0..<40 {
            try copy("repo", to: "before")
            done.append(try edits.next())
            guard let keys = try? checkout.keys() else {
                // What cannot be built is told, and undone, as nothing could be compared from here on.
                let run = try checkout("affected", "*")
                #expect(run.code == 2, "\(run.errors)")
                try copy("before", to: "repo")
                done.removeLast()
                continue
            }
            for revision in Set(["HEAD", revisions[(done.count * 7) % revisions.count]]) {
                let affected = try checkout.affected(since: revision)
                let expected = try checkout.changed(keys, since: revision)
                #expect(affected == expected, "since \(revision): \(done)")
                named += expected.count
                unnamed += keys.count - expected.count
            }
            let head = try checkout.head()
            if head != revisions.last { revisions.append(head) }
        }
        #expect(named > 100 && unnamed > 100 && revisions.count > 3, "\(named), \(unnamed), \(done)")
    }

    private func copy(_ name: String, to copy: String) throws {
        let run = try hearth.shell("rm -rf '\(copy)' && cp -a '\(name)' '\(copy)'")
        if run.code != 0 { throw HearthFixture.Failure(run) }
    }
}
