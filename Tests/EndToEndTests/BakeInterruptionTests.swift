import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"), "nobody tells here who waits"))
struct BakeInterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `a bake that waits for its file can be interrupted`(signal: Int32) throws {
        let hearth = try HearthFixture()
        let started = try hearth.start("bake", "--print", "-f", "-")
        let isWaiting = started.waits { true }
        #expect(isWaiting)
        started.signal(signal)
        let run = try started.finishUnfed()
        #expect((run.code, run.output, run.errors) == (130, "", "interrupted\n"))
    }
}
