internal import HTTP
internal import OCI

/// A blob on its way here. Each try goes on where the one before it stood, at whichever server.
final class BlobDownload {
    let what: String
    /// How many of its bytes have been lent.
    private(set) var had: Int64

    private let blob: Descriptor
    private let repository: String
    private let body: (UnsafeRawBufferPointer) throws -> Void

    init(
        _ blob: Descriptor, of repository: String, from offset: Int64,
        into body: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        (self.blob, self.repository, self.body) = (blob, repository, body)
        had = offset
        what = "blob \(blob.digest) of \(repository)"
    }

    var isComplete: Bool { had >= blob.size }

    /// Tries once. False where the server has no such blob.
    func go(on endpoint: Endpoint) throws -> Bool {
        if isComplete { return true }
        var request = RegistryRequest(.get, "blobs/\(blob.digest)", of: repository, [.pull], what)
        if had > 0 { request.headers.add("Range", "bytes=\(had)-") }
        var skip: Int64 = 0
        let answer = try endpoint.ask(request) { response in
            skip = try self.start(of: response, endpoint)
        } take: { piece in
            try self.take(piece, skipping: &skip, endpoint)
        }
        if answer.status == 404 { return false }
        // It is shorter than what was promised.
        if answer.status == 416, had > 0 { throw wrongSize(had, endpoint) }
        guard answer.response.isSuccess else { throw endpoint.fault(answer, to: request) }
        if isComplete { return true }
        let reason = "it ended after \(had) of \(blob.size) bytes"
        throw Setback(fault: endpoint.badAnswer(request, reason))
    }

    /// How many of the bytes that come have been had before.
    private func start(of response: HTTPResponse, _ endpoint: Endpoint) throws -> Int64 {
        guard response.status == 206 else {
            if let length = response.headers.number("Content-Length"), length != blob.size {
                throw wrongSize(length, endpoint)
            }
            return had
        }
        guard let range = ContentRange(response.headers["Content-Range"] ?? ""), range.start <= had else {
            throw RegistryFault.badAnswer(
                "a request for \(what)", registry: endpoint.name,
                reason: "it sends another part than the one that was asked for")
        }
        if let total = range.total, total != blob.size { throw wrongSize(total, endpoint) }
        return had - range.start
    }

    private func take(_ piece: UnsafeRawBufferPointer, skipping skip: inout Int64, _ endpoint: Endpoint) throws {
        let known = min(skip, Int64(piece.count))
        skip -= known
        let new = UnsafeRawBufferPointer(rebasing: piece.dropFirst(Int(known)))
        guard Int64(new.count) <= blob.size - had else { throw wrongSize(had + Int64(new.count), endpoint) }
        if new.isEmpty { return }
        try CallersError.marking { try body(new) }
        had += Int64(new.count)
    }

    private func wrongSize(_ found: Int64, _ endpoint: Endpoint) -> RegistryFault {
        .wrongSize(what, registry: endpoint.name, expected: blob.size, found: found)
    }
}
