import TestSupport
import Testing
import Values

@testable import Registry

/// Every fault at every request of a push, one after the other.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct PushFaultTests {
    private let way: FaultyWay
    /// One layer goes over as a whole, one in three chunks.
    private let image = FaultyWay.image
    private let rehearsal: [ProxiedRequest]

    init() throws {
        way = try FaultyWay()
        try way.client(Waiting()).push(image, to: "rehearsal")
        rehearsal = way.proxy.requests
    }

    @Test func `a push is what it was counted as`() {
        let kinds = rehearsal.map { "\($0.method) \($0.place.split(separator: "/").dropFirst(2).first ?? "")" }
        #expect(kinds.count { $0 == "POST blobs" } == 3)
        #expect(kinds.count { $0 == "PATCH blobs" } >= 2)
        #expect(kinds.count { $0 == "PUT blobs" } == 3)
        #expect(kinds.count { $0 == "PUT manifests" } == 2)
        #expect(hasImage("rehearsal"))
    }

    @Test func `what passes is got over wherever it happens`() {
        var number = 0
        for request in rehearsal {
            for fault in ProxyFault.passing where fault.touches(request) {
                number += 1
                let repository = "passing-\(number)"
                way.proxy.reset()
                way.proxy.plan(fault, at: request.number)
                #expect(throws: Never.self, "\(fault) at \(request)") {
                    try way.client(Waiting()).push(image, to: repository)
                }
                #expect(way.proxy.faultCount == 1, "\(fault) at \(request)")
                #expect(hasImage(repository), "\(fault) at \(request)")
            }
        }
        #expect(number > 200)
    }

    /// Nobody gets over what stays, unless it does not matter; but then somebody says so.
    @Test func `what stays ends in words that name the registry, or does no harm`() {
        var number = 0
        var failures = 0
        for request in rehearsal {
            for fault in ProxyFault.staying + ProxyFault.lying where fault.touches(request) && isNoticed(fault, request)
            {
                number += 1
                let repository = "staying-\(number)"
                let place = request.place.replacing("rehearsal", with: repository)
                way.proxy.reset()
                way.proxy.plan(fault, times: .max) { $0.method == request.method && $0.place == place }
                let waiting = Waiting()
                if judge(
                    repository, "\(fault) at \(request) for ever",
                    { try way.client(waiting).push(image, to: repository) })
                {
                    failures += 1
                }
                #expect(waiting.pauses.reduce(0, +) <= FaultyWay.patience + 1, "\(fault) at \(request)")
            }
        }
        #expect(failures > number / 2)
    }

    @Test func `a lie that is told once brings no wrong result`() {
        var number = 0
        for request in rehearsal {
            for fault in ProxyFault.lying where fault.touches(request) && isNoticed(fault, request) {
                number += 1
                let repository = "lying-\(number)"
                way.proxy.reset()
                way.proxy.plan(fault, at: request.number)
                _ = judge(repository, "\(fault) at \(request)") {
                    try way.client(Waiting()).push(image, to: repository)
                }
            }
        }
    }

    /// Who says that it took a manifest, and did not, is believed.
    private func isNoticed(_ fault: ProxyFault, _ request: ProxiedRequest) -> Bool {
        guard request.method == "PUT", request.place.contains("/manifests/") else { return true }
        return if case .answers(let status, _, _) = fault { !(200..<300 ~= status || status == 307) } else { true }
    }

    private func hasImage(_ repository: String) -> Bool {
        way.server.has(image, in: repository, as: "latest")
    }

    /// Whether a push failed; then it did with words, and if not the image is there.
    private func judge(_ repository: String, _ circumstances: String, _ push: () throws -> Void) -> Bool {
        do {
            try push()
            #expect(hasImage(repository), "\(circumstances)")
            return false
        } catch {
            #expect(error is RegistryFault, "\(circumstances): \(error)")
            #expect("\(error)".contains(way.proxy.name), "\(circumstances): \(error)")
            return true
        }
    }

    @Test func `a registry that says when to come back is obeyed`() throws {
        way.proxy.reset()
        way.proxy.plan(.answers(429, headers: ["Retry-After: 17"]), at: 5)
        let waiting = Waiting()
        try way.client(waiting).push(image, to: "later")
        #expect(waiting.pauses == [17])
    }

    @Test func `a large chunk that breaks off anywhere is got over`() throws {
        let image = TestImage(layers: [5_000_000])
        for (number, place) in [0, 1, 65_535, 65_536, 1_000_000, 1_999_999].enumerated() {
            for end in [ProxyFault.End.closed, .reset] {
                let repository = "large-\(number)-\(end)"
                way.proxy.reset()
                way.proxy.plan(.cutsRequest(at: place, end), times: 2) { $0.method == "PATCH" }
                try way.client(Waiting(), chunk: 2_000_000).push(image, to: repository)
                #expect(way.proxy.faultCount == 2)
                let isThere = way.server.has(image, in: repository, as: "latest")
                #expect(isThere, "at \(place), \(end)")
                // This registry forgets an upload of which a chunk broke off; more than that need not go again.
                let sent = way.proxy.requests.filter { $0.place.contains("/uploads/") }.reduce(0) { $0 + $1.sent }
                let again = sent - Int64(image.blobs.reduce(0) { $0 + $1.count })
                #expect(again <= 2 * place, "at \(place), \(end)")
            }
        }
    }
}
