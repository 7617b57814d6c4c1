import Hashing
import Host
import OCI
import Registry
import Testing
import Values

@testable import Transfers

struct TransferOrderTests {
    private static let digest = ContentHash.digest(of: [1])

    private static let orders: [TransferOrder] = {
        var push = PushOrder(root: digest, registry: "localhost:5000", repository: "a/b", tags: ["1", "2"])
        (push.isOfSet, push.trustsAnyone) = (true, true)
        let reference = ImageReference(registry: "docker.io", repository: "library/alpine", tag: "3", digest: digest)
        let blob = Descriptor(mediaType: MediaType.layer, digest: digest, size: 1)
        let platform = Platform(system: "linux", architecture: "arm", variant: "v7")
        var copy = CopyOrder(from: reference, to: reference)
        copy.items = [CopyOrder.Item(.digest(digest), as: ["1", "2"])]
        (copy.platform, copy.takesReferrers, copy.isOfSet) = (platform, false, true)
        var all = CopyOrder(from: reference, to: reference)
        all.items = [CopyOrder.Item(.tag("1"), as: ["1"]), CopyOrder.Item(.tag("2"), as: [])]
        return [
            .push(push), .pull(PullOrder(reference: reference, part: .documents([platform]))),
            .pull(PullOrder(reference: reference, part: .blobs([blob]))), .copy(copy), .copy(all), .survey,
            .ask(.tags(reference.untagged)), .ask(.delete(reference)),
        ]
    }()

    @Test(arguments: orders) func `an order comes over as it was given`(order: TransferOrder) throws {
        #expect(TransferOrder(try JSON(parsing: order.json.encoded())) == order)
    }

    @Test(arguments: [
        TransferMessage.began(id: 4, process: .current, log: "/x"), .progress(part: "layer a", done: 1, total: 2),
        .progress(part: "layer a", done: 1, total: nil), .notice("again"), .found(name: "1", digest),
        .names(["a", "b"]), .names([]), .ready, .tagged, .done(digest), .done(nil),
        .there([true, false]), .failed(reason: "no", hint: "try"), .failed(reason: "no", hint: nil),
    ]) func `a message comes over as it was said`(message: TransferMessage) {
        let line = message.line
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(TransferMessage(line: line.dropLast()) == message)
    }

    @Test func `names of one repository make one push, with all its tags`() throws {
        let names = try ["a:1", "localhost:5000/a:1", "a:2", "a:1"].map { try ImageReference($0) }
        let orders = PushOrder.orders(Self.digest, names: names)
        #expect(orders.map(\.registry) == ["docker.io", "localhost:5000"])
        #expect(orders.map(\.tags) == [["1", "2"], ["1"]])
    }

    @Test func `a copy to several repositories is one for each, by the digest where there is one`() throws {
        let names = try ["b:1", "localhost:5000/a:1", "b:2", "b:1"].map { try ImageReference($0) }
        let orders = CopyOrder.orders(try ImageReference("a:1@\(Self.digest)"), names: names)
        #expect(
            orders.map(\.items) == [
                [.init(.digest(Self.digest), as: ["1", "2"])], [.init(.digest(Self.digest), as: ["1"])],
            ])
        #expect(orders.map(\.image) == ["b:1 and 1 more", "localhost:5000/a:1"])
        #expect(orders.map(\.staysInRegistry) == [true, false])
    }

    @Test func `a push is called by its first tag, or by its digest`() throws {
        var order = PushOrder(root: Self.digest, registry: "docker.io", repository: "library/app", tags: ["1", "2"])
        #expect(order.image == "app:1 and 1 more")
        order.tags = []
        #expect(order.image == "app@\(Self.digest)")
    }
}
