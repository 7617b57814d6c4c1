import Host
import Testing

@testable import Transfers

struct PushSetStateTests {
    private static let fault = TransferFault(image: "b", process: 7, reason: "denied", hint: nil, log: nil)

    private func state(of count: Int) -> PushSetState {
        var state = PushSetState()
        for number in 0..<count {
            state.begin(state.add("image\(number)"), Int64(number), .current)
            state.reach(.moving, number)
        }
        return state
    }

    @Test func `no tag moves before the set is closed and all is there`() {
        var state = state(of: 2)
        state.reach(.ready, 0)
        #expect(state.leave == nil)
        state.reach(.ready, 1)
        #expect(state.leave == nil, "more may come")
        state.close(true)
        #expect(state.leave == .go)
        #expect(state.moving == 0)
    }

    @Test func `one that fails keeps the tags of all where they are`() {
        var state = state(of: 2)
        state.close(true)
        state.reach(.ready, 0)
        #expect(state.leave == nil)
        #expect(state.end(1, Self.fault) == .failed(Self.fault))
        #expect(state.leave == .end)
        #expect(state.end(0, nil) == .untagged)
        #expect(state.given == ["image0"])
        #expect(state.failures == [Self.fault])
    }

    @Test func `no tag moves when one was killed while it waited`() {
        var state = state(of: 2)
        state.begin(1, 1, ProcessIdentity(id: ProcessIdentity.current.id, started: 1))
        state.close(true)
        state.reach(.ready, 0)
        state.reach(.ready, 1)
        #expect(state.leave == .end)
    }

    @Test func `a set of which something was not built moves no tag`() {
        var state = state(of: 1)
        state.reach(.ready, 0)
        state.close(false)
        #expect(state.leave == .end)
    }

    @Test func `one that was there before holds up no other, and may fail with none`() {
        var state = state(of: 1)
        state.settle(state.add("old"))
        #expect(state.moving == 1)
        #expect(state.begun(atMost: 2)?.waiting == [])
        state.close(true)
        #expect(state.leave == nil)
        state.reach(.ready, 0)
        #expect(state.leave == .go)
        state.reach(.tagged, 0)
        #expect(state.verdict == .end)
    }

    @Test func `tags stay moved when all have`() {
        var state = state(of: 2)
        state.close(true)
        state.reach(.ready, 0)
        state.reach(.ready, 1)
        #expect(state.leave == .go)
        state.reach(.tagged, 0)
        #expect(state.verdict == nil)
        #expect(state.leave == .go, "the other, which wakes later")
        state.reach(.tagged, 1)
        #expect(state.verdict == .end)
        #expect(state.end(0, nil) == .pushed)
        #expect(state.end(1, nil) == .pushed)
    }

    @Test func `what is decided of tags that have moved holds for all`() {
        var state = state(of: 2)
        state.close(true)
        state.reach(.ready, 0)
        state.reach(.ready, 1)
        #expect(state.leave == .go)
        state.reach(.tagged, 0)
        state.reach(.tagged, 1)
        #expect(state.verdict == .end)
        #expect(state.end(1, Self.fault) == .failed(Self.fault))
        #expect(state.verdict == .end, "the other has not woken yet")
        #expect(state.end(0, nil) == .pushed)
    }

    @Test func `a tag that cannot be moved has the others put back`() {
        var state = state(of: 2)
        state.close(true)
        state.reach(.ready, 0)
        state.reach(.ready, 1)
        #expect(state.leave == .go)
        state.reach(.tagged, 0)
        _ = state.end(1, Self.fault)
        #expect(state.verdict == .back)
        #expect(state.end(0, nil) == .untagged)
    }

    @Test func `as many have begun as may be under way at once`() {
        var state = PushSetState()
        for number in 0..<3 { _ = state.add("image\(number)") }
        #expect(state.begun(atMost: 2) == nil)
        state.begin(0, 11, .current)
        state.begin(1, 12, .current)
        let begun = state.begun(atMost: 2)
        #expect(begun?.transfers == [11, 12])
        #expect(begun?.waiting == ["image2"])
    }
}
