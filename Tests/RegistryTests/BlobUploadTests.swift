import Hashing
import OCI
import Synchronization
import TestSupport
import Testing
import Values

@testable import Registry

/// What registries other than the one at hand do with uploads.
struct BlobUploadTests {
    typealias Answer = ScriptedServer.Answer

    private let content: MemoryContent

    init() {
        var generator = SeededGenerator(seed: 5)
        content = MemoryContent(generator.noise(5000))
    }

    /// A registry that holds uploads to every letter of the specification. What it has can be changed from outside.
    final class StrictUploads: Sendable {
        struct State: Sendable {
            var bytes: [UInt8] = []
            var begun = 0
            var finished: [UInt8]?
            var leastChunk: Int?
            /// Bytes of each chunk that are taken, at most.
            var mostChunk = Int.max
            var location = "/upload"
            /// Of the next requests with bytes.
            var failures: [Answer] = []
            /// How many bytes of those requests it keeps nevertheless.
            var keeps = 0
        }

        let state = Mutex(State())

        func answer(_ request: ScriptedServer.Request) -> Answer {
            state.withLock { state in
                switch (request.method, request.path) {
                case ("POST", _): return begin(&state)
                case (_, let path) where path != "\(state.location)\(state.begun)" || state.begun == 0:
                    return Self.error(404, "BLOB_UPLOAD_UNKNOWN")
                case ("GET", _): return place(204, state)
                case ("PATCH", _): return patch(request, &state)
                case ("PUT", _): return put(request, &state)
                default: return Answer(204)
                }
            }
        }

        private func begin(_ state: inout State) -> Answer {
            state.begun += 1
            state.bytes = []
            var headers = [(name: "Location", value: "\(state.location)\(state.begun)?state=a%2Fb")]
            if let least = state.leastChunk { headers.append(("OCI-Chunk-Min-Length", "\(least)")) }
            return Answer(202, headers)
        }

        private func place(_ status: Int, _ state: State) -> Answer {
            Answer(
                status,
                [
                    ("Location", "\(state.location)\(state.begun)?state=a%2Fb&at=\(state.bytes.count)"),
                    ("Range", "0-\(max(state.bytes.count - 1, 0))"),
                ])
        }

        private func patch(_ request: ScriptedServer.Request, _ state: inout State) -> Answer {
            if let failure = fail(request, &state) { return failure }
            let end = state.bytes.count + request.body.count
            guard request.headers["content-range"] == "\(state.bytes.count)-\(end - 1)",
                request.headers["content-length"] == "\(request.body.count)",
                request.headers["content-type"] == "application/octet-stream"
            else { return Self.error(416, "BLOB_UPLOAD_INVALID") }
            state.bytes += request.body.prefix(state.mostChunk)
            return place(202, state)
        }

        private func put(_ request: ScriptedServer.Request, _ state: inout State) -> Answer {
            if let failure = fail(request, &state) { return failure }
            let bytes = state.bytes + request.body
            let digest = ContentHash.digest(of: bytes)
            guard request.target.hasSuffix("&digest=sha256%3A\(digest.hex)") else {
                return Self.error(400, "DIGEST_INVALID")
            }
            state.finished = bytes
            return Answer(201, [("Docker-Content-Digest", "\(digest)")])
        }

        private func fail(_ request: ScriptedServer.Request, _ state: inout State) -> Answer? {
            if state.failures.isEmpty { return nil }
            state.bytes += request.body.prefix(state.keeps)
            return state.failures.removeFirst()
        }

        static func error(_ status: Int, _ code: String) -> Answer {
            Answer(status, body: #"{"errors":[{"code":"\#(code)"}]}"#)
        }
    }

    private func push(
        _ uploads: StrictUploads, _ waiting: Waiting = Waiting(), patience: Double = 60, chunk: Int64 = 1000,
        resuming: UploadState? = nil, note: (UploadState?) throws -> Void = { _ in }
    ) throws -> [ScriptedServer.Request] {
        let server = try ScriptedServer { uploads.answer($0) }
        let client = RegistryClient.forTest(server.name, .plain, nil, waiting, patience: patience) { $0.chunk = chunk }
        _ = try client.push(content.descriptor, to: "app", resuming: resuming, note: note, content: content)
        #expect(uploads.state.withLock(\.finished) == content.bytes)
        return server.requests
    }

    private func methods(_ requests: [ScriptedServer.Request]) -> String {
        requests.map { "\($0.method)\($0.body.isEmpty ? "" : " \($0.body.count)")" }.joined(separator: ", ")
    }

    @Test func `a small blob goes over with the request that ends the upload`() throws {
        let requests = try push(StrictUploads(), chunk: 5000)
        #expect(methods(requests) == "POST, PUT 5000")
    }

    @Test func `a large blob goes over in chunks`() throws {
        var notes: [UploadState?] = []
        let requests = try push(StrictUploads(), chunk: 2000) { notes.append($0) }
        #expect(methods(requests) == "POST, PATCH 2000, PATCH 2000, PATCH 1000, PUT")
        #expect(notes.map { $0?.offset } == [0, 2000, 4000, 5000, nil])
        #expect(notes[1]?.location.hasSuffix("/upload1?state=a%2Fb&at=2000") == true)
    }

    @Test func `chunks are as large as the registry wants them to be`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { $0.leastChunk = 3000 }
        #expect(methods(try push(uploads)) == "POST, PATCH 3000, PATCH 2000, PUT")
    }

    @Test func `what a registry takes of a chunk is what counts`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { $0.mostChunk = 1500 }
        #expect(methods(try push(uploads, chunk: 2000)) == "POST, PATCH 2000, PATCH 2000, PATCH 2000, PATCH 500, PUT")
    }

    @Test(arguments: [500, 502, 503, 408, 429, 416])
    func `a chunk that fails is followed by a question`(status: Int) throws {
        let uploads = StrictUploads()
        uploads.state.withLock { ($0.failures, $0.keeps) = ([Answer(status)], 700) }
        let waiting = Waiting()
        #expect(
            methods(try push(uploads, waiting, chunk: 3000)) == "POST, PATCH 3000, GET, PATCH 3000, PATCH 1300, PUT")
        #expect(waiting.notices.count == 1)
    }

    @Test func `where a registry cannot say whether it has one byte or none the upload begins anew`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { ($0.failures, $0.keeps) = ([Answer(500)], 1) }
        let requests = try push(uploads, chunk: 3000)
        #expect(methods(requests) == "POST, PATCH 3000, GET, DELETE, POST, PATCH 3000, PATCH 2000, PUT")
    }

    @Test(arguments: ["BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID"])
    func `an upload that a registry loses begins anew`(code: String) throws {
        let uploads = StrictUploads()
        uploads.state.withLock { $0.failures = [StrictUploads.error(404, code)] }
        var notes: [Int64?] = []
        let requests = try push(uploads, chunk: 3000) { notes.append($0?.offset) }
        #expect(methods(requests) == "POST, PATCH 3000, POST, PATCH 3000, PATCH 2000, PUT")
        #expect(notes == [0, nil, 0, 3000, 5000, nil])
    }

    @Test func `an upload that a registry always loses begins a few times`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock {
            $0.failures = Array(repeating: StrictUploads.error(404, "BLOB_UPLOAD_UNKNOWN"), count: 100)
        }
        #expect(throws: RegistryFault.self) { try push(uploads) }
        #expect(uploads.state.withLock(\.begun) == BlobUpload.beginningLimit)
    }

    @Test func `a registry that takes nothing wears out patience`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { $0.mostChunk = 0 }
        let waiting = Waiting()
        #expect(throws: RegistryFault.self) { try push(uploads, waiting, patience: 3) }
        #expect(waiting.pauses.count < 20)
    }

    @Test func `a registry that spoils bytes gets them again`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { $0.failures = [StrictUploads.error(400, "DIGEST_INVALID")] }
        #expect(methods(try push(uploads, chunk: 5000)) == "POST, PUT 5000, POST, PUT 5000")
    }

    @Test func `an upload goes on where the registry says, not where it was left`() throws {
        let uploads = StrictUploads()
        uploads.state.withLock { ($0.begun, $0.bytes) = (1, Array(content.bytes.prefix(1500))) }
        let server = try ScriptedServer { uploads.answer($0) }
        let client = RegistryClient.forTest(server.name, .plain) { $0.chunk = 3000 }
        let state = UploadState(location: "\(server.address)/upload1?state=a%2Fb", offset: 3000)
        #expect(try client.push(content.descriptor, to: "app", resuming: state, content: content) == .sent(3500))
        #expect(methods(server.requests) == "GET, PATCH 3000, PATCH 500, PUT")
        #expect(uploads.state.withLock(\.finished) == content.bytes)
    }

    @Test func `an upload whose end got through without its answer is not done again`() throws {
        let count = Atomic(0)
        let server = try ScriptedServer { [content] request in
            switch request.method {
            case "POST": return Answer(202, [("Location", "/upload")])
            case "PUT":
                count.add(1, ordering: .relaxed)
                return Answer(504)
            case "HEAD": return Answer(200, [("Content-Length", "\(content.bytes.count)")])
            default: return Answer(404)
            }
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(try client.push(content.descriptor, to: "app", content: content) == .sent(5000))
        #expect(count.load(ordering: .relaxed) == 1)
    }

    @Test(arguments: [(201, "mounted"), (202, "sent"), (403, "sent"), (405, "sent"), (400, "sent")])
    func `whoever does not mount takes an upload`(status: Int, expected: String) throws {
        let uploads = StrictUploads()
        let server = try ScriptedServer { request in
            guard request.target.contains("mount="), status != 202 else { return uploads.answer(request) }
            return Answer(status)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        let outcome = try client.push(content.descriptor, to: "app", mountingFrom: ["base"], content: content)
        #expect(outcome == (expected == "mounted" ? .mounted(from: "base") : .sent(5000)))
        let asked = "/v2/app/blobs/uploads/?mount=sha256%3A\(content.descriptor.digest.hex)&from=base"
        #expect(server.requests.first?.target == asked)
    }

    @Test func `a registry that mounts another blob is told`() throws {
        let server = try ScriptedServer { _ in
            Answer(201, [("Docker-Content-Digest", "\(ContentHash.digest(of: [9]))")])
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect { try client.push(content.descriptor, to: "app", mountingFrom: ["base"], content: content) } throws: {
            if case RegistryFault.wrongDigest = $0 { true } else { false }
        }
    }

    @Test func `a registry that does not say where to send to is refused`() throws {
        let server = try ScriptedServer { _ in Answer(202) }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect { try client.push(content.descriptor, to: "app", content: content) } throws: {
            if case RegistryFault.badAnswer = $0 { true } else { false }
        }
    }

    @Test func `progress tells how much went over`() throws {
        let uploads = StrictUploads()
        let server = try ScriptedServer { uploads.answer($0) }
        let client = RegistryClient.forTest(server.name, .plain) { $0.chunk = 2000 }
        var heard: [Int64] = []
        _ = try client.push(content.descriptor, to: "app", progress: { heard.append($0) }, content: content)
        #expect(heard == [2000, 4000, 5000])
    }
}
