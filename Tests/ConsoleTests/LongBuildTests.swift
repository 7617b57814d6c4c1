import Console
import Events
import Foundation
import Host
import TestSupport
import Testing
import Values

/// Much happens, and little of it is kept.
@Suite(.serialized) struct LongBuildTests {
    private let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private func views() throws -> [any ProgressView] {
        let null = try OpenFile("/dev/null", .readWrite, on: LocalFileSystem())
        let screen = ProgressScreen(null, size: { (80, 24) }, clock: HandClock().clock)
        return [PlainView(screen), RawJSONView(screen), QuietView(screen), TTYView(screen, environment: { _ in nil })]
    }

    private func digest(_ number: Int) -> Digest {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return Digest(.sha256, bytes: bytes + [UInt8](repeating: 0, count: 24))!
    }

    private static var residentBytes: Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (pages.flatMap { Int($0[1]) } ?? 0) * 4096
    }

    /// Whether something that is done keeps less than a bound. Other tests run in this process, too, and may grow meanwhile; what keeps
    /// too much does so every time.
    private func keeps(lessThan bound: Int, _ body: () -> Void) -> Bool {
        (0..<4).contains { _ in
            let before = Self.residentBytes
            body()
            return Self.residentBytes - before < bound
        }
    }

    @Test func `a long log leaves no trace but its end`() throws {
        let total = (Environment.value(of: "HEARTH_LOG_MEGABYTES").flatMap { Int($0) } ?? 40) << 20
        let line = Array(String(repeating: "x", count: 199).utf8) + [10]
        // Ten writers with a hundred lines at a time, and one that never ends a line.
        let piece = Array(repeatElement(line, count: 100).joined())
        let endless = [UInt8](repeating: 121, count: 20_000)
        // The one that keeps nothing takes long over it.
        for view in try views() where !(view is RawJSONView) {
            let steps = (0..<11).map { EventStep(digest($0), "RUN \($0)", .instruction, targets: ["app"]) }
            view.hear(.known(steps))
            for step in steps { view.hear(.began(step.digest, at: start)) }
            let keepsLittle = keeps(lessThan: 24 << 20) {
                var (sent, number) = (0, 0)
                while sent < total {
                    let bytes = number % 11 == 10 ? endless : piece
                    view.hear(.log(digest(number % 11), .output, bytes, at: start))
                    sent += bytes.count
                    number += 1
                }
            }
            #expect(keepsLittle, "\(type(of: view))")
            view.close()
        }
    }

    @Test func `ten thousand steps are no burden`() throws {
        let steps = (0..<10_000).map { number in
            EventStep(
                digest(number), "[\(number)/10000] RUN make \(number)", .instruction, targets: ["t\(number % 100)"])
        }
        for number in try views().indices {
            var kind = ""
            let keepsLittle = keeps(lessThan: 64 << 20) {
                guard let view = try? views()[number] else { return }
                kind = "\(type(of: view))"
                view.hear(.known(steps))
                for (number, step) in steps.enumerated() {
                    let moment = start.advanced(bySeconds: Double(number))
                    view.hear(.began(step.digest, at: moment))
                    view.hear(.log(step.digest, .output, Array("hello\n".utf8), at: moment))
                    view.hear(.ended(step.digest, number % 3 == 0 ? .cached : .done, at: moment))
                }
                view.close()
            }
            #expect(keepsLittle, "\(kind)")
        }
    }
}
