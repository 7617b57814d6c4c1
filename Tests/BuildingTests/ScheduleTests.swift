import Host
import Synchronization
import Testing

@testable import Building

struct ScheduleTests {
    private struct Broken: Error, Equatable {
        let place: Int
    }

    /// Which tasks were done, in the order in which they ended.
    private final class Diary: Sendable {
        private let lines = Mutex<[Int]>([])
        func note(_ place: Int) { lines.withLock { $0.append(place) } }
        var all: [Int] { lines.withLock { $0 } }
    }

    @Test(arguments: [1, 2, 8]) func `each task is done once, after those it needs`(width: Int) {
        let diary = Diary()
        let needs = (0..<200).map { place in (0..<place).filter { (place * 7 + $0) % 13 == 0 } }
        let tasks = needs.enumerated().map { place, needs in Task(needs: needs) { diary.note(place) } }
        #expect(Schedule().run(tasks, width: width).isEmpty)
        #expect(diary.all.sorted() == Array(0..<200))
        let times = Dictionary(uniqueKeysWithValues: diary.all.enumerated().map { ($1, $0) })
        for (place, needs) in needs.enumerated() {
            for need in needs { #expect(times[need, default: 0] < times[place, default: 0]) }
        }
    }

    @Test func `what most of the time depends on goes first`() {
        let diary = Diary()
        let tasks = [
            Task(seconds: 1) { diary.note(0) },
            Task(seconds: 2) { diary.note(1) },
            Task(seconds: 1) { diary.note(2) },
            Task(needs: [2], seconds: 10) { diary.note(3) },
        ]
        _ = Schedule().run(tasks, width: 1)
        #expect(diary.all == [2, 3, 1, 0])
    }

    @Test func `a failure ends the rest`() {
        let diary = Diary()
        let schedule = Schedule()
        let failures = schedule.run(
            [
                Task(seconds: 9) { throw Broken(place: 0) },
                Task(needs: [0]) { diary.note(1) },
                Task { diary.note(2) },
            ], width: 1)
        #expect(failures.keys.sorted() == [0])
        #expect(diary.all.isEmpty)
        #expect(schedule.isStopping)
    }

    @Test func `a failure ends only what needs it, when the rest is to go on`() {
        let diary = Diary()
        let failures = Schedule(keepsGoing: true).run(
            [
                Task(seconds: 9) { throw Broken(place: 0) },
                Task(needs: [0]) { diary.note(1) },
                Task { diary.note(2) },
                Task(needs: [2]) { throw Broken(place: 3) },
                Task(needs: [2]) { diary.note(4) },
            ], width: 2)
        #expect(failures.keys.sorted() == [0, 3])
        #expect(diary.all.sorted() == [2, 4])
    }

    @Test func `what is running hears that it is to end`() {
        let schedule = Schedule()
        let began = Monitor(false)
        let heard = Monitor(false)
        let failures = schedule.run(
            [
                Task {
                    began.change { $0 = true }
                    while !schedule.isStopping {}
                    heard.change { $0 = true }
                },
                Task {
                    _ = began.wait { $0 ? true : nil }
                    throw Broken(place: 1)
                },
            ], width: 2)
        #expect(failures.count == 1)
        #expect(heard.change { $0 })
    }

    @Test func `nothing to do is done at once`() {
        #expect(Schedule().run([], width: 4).isEmpty)
    }
}
