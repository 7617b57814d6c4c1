import ContentStore
import OCI
import Outputs
import Testing
import Values

@testable import Building

struct ImageConfigurationFinishingTests {
    private static func digest(_ number: UInt8) -> Digest {
        Digest(.sha256, bytes: Array(repeating: number, count: 32))!
    }

    private static func layer(_ number: UInt8, at seconds: Int64?) -> SnapshotLayer {
        SnapshotLayer(
            place: .unpacked(
                StoredLayer(diffID: digest(number), identity: digest(number), tree: digest(number), size: 1)),
            created: seconds.map { Timestamp(seconds: $0, nanoseconds: 0) }, step: seconds.map { "step at \($0)" })
    }

    private static func snapshot(_ layers: SnapshotLayer...) -> Snapshot {
        layers.reduce(Snapshot()) { $0.adding($1) }
    }

    private static func configuration(_ history: [HistoryEntry]) -> ImageConfiguration {
        var configuration = ImageConfiguration(platform: Platform(system: "linux", architecture: "amd64"))
        configuration.history = history
        return configuration
    }

    private static let old = HistoryEntry(createdBy: "base", isEmpty: false, created: "2020-01-01T00:00:00Z")
    private static let env = HistoryEntry(createdBy: "ENV", isEmpty: true)
    private static let run = HistoryEntry(createdBy: "RUN", isEmpty: false)

    @Test func `what makes no layer is as old as the layer before it, and before all layers as the first new one`() {
        let image = Self.configuration([Self.old, Self.env, Self.run, Self.env, Self.run]).finished(
            Self.snapshot(Self.layer(1, at: nil), Self.layer(2, at: 100), Self.layer(3, at: 200)), epoch: nil)
        #expect(
            image.history.map(\.created) == [
                "2020-01-01T00:00:00Z", "1970-01-01T00:01:40Z", "1970-01-01T00:01:40Z", "1970-01-01T00:01:40Z",
                "1970-01-01T00:03:20Z",
            ])
        #expect(image.created == "1970-01-01T00:03:20Z")
        #expect(image.layers == [Self.digest(1), Self.digest(2), Self.digest(3)])
    }

    @Test func `an image that only says more of its base is as old as that`() {
        let image = Self.configuration([Self.old, Self.env]).finished(
            Self.snapshot(Self.layer(1, at: nil)), epoch: nil)
        #expect(image.created == "2020-01-01T00:00:00Z")
    }

    @Test func `an epoch is the time of all that is new, and of nothing else`() {
        let image = Self.configuration([Self.old, Self.env, Self.run]).finished(
            Self.snapshot(Self.layer(1, at: nil), Self.layer(2, at: 100)),
            epoch: Timestamp(seconds: 5, nanoseconds: 0))
        #expect(
            image.history.map(\.created) == ["2020-01-01T00:00:00Z", "1970-01-01T00:00:05Z", "1970-01-01T00:00:05Z"])
        #expect(image.created == "1970-01-01T00:00:05Z")
    }

    @Test func `a base that says nothing of its layers gets entries for them`() {
        let image = Self.configuration([Self.run]).finished(
            Self.snapshot(Self.layer(1, at: nil), Self.layer(2, at: nil), Self.layer(3, at: 7)), epoch: nil)
        #expect(image.history.map(\.isEmpty) == [false, false, false])
        #expect(image.history.map(\.createdBy) == ["", "", "RUN"])
        #expect(image.created == "1970-01-01T00:00:07Z")
    }

    @Test func `a base that speaks of more layers than it has is not believed`() {
        let image = Self.configuration([Self.old, Self.old, Self.run]).finished(
            Self.snapshot(Self.layer(1, at: nil), Self.layer(2, at: 7)), epoch: nil)
        #expect(image.history.map(\.isEmpty) == [true, false, false])
    }
}
