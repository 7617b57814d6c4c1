internal import HTTP
internal import Hashing
internal import OCI
internal import Values

// How the bytes go over.
extension BlobUpload {
    func sendAll(_ gotFurther: () -> Void) throws {
        guard let place else { return }
        if place.offset == 0, blob.size <= client.measures.chunk { return try finish(with: 0..<blob.size) }
        try keep(place.state)
        while let place = self.place, place.offset < blob.size {
            try sendChunk(from: place)
            guard let next = self.place else { return }
            try keep(next.state)
            if next.offset > reached {
                reached = next.offset
                gotFurther()
            }
        }
        try finish(with: blob.size..<blob.size)
    }

    private func sendChunk(from place: UploadPlace) throws {
        let length = min(max(client.measures.chunk, place.leastChunk), blob.size - place.offset)
        let range = place.offset..<place.offset + length
        let answer = try send(.patch, range, to: place.location)
        guard answer.0.response.isSuccess else { throw try refused(answer) }
        var next = place
        do throws(HTTPFault) {
            try next.follow(answer.0)
        } catch {
            throw home.badAnswer(answer.1, "it leads to no address")
        }
        next.offset = range.upperBound
        if let text = answer.0.headers["Range"] {
            guard let taken = ByteRange(text), taken.first == 0, taken.last < range.upperBound else {
                throw home.badAnswer(answer.1, "it has another part than the one that was sent")
            }
            next.offset = taken.last + 1
        }
        guard next.offset > place.offset else {
            throw Setback(fault: home.badAnswer(answer.1, "it took nothing of what was sent"))
        }
        stand(at: next)
    }

    private func finish(with range: Range<Int64>) throws {
        guard let place else { return }
        mayBeComplete = true
        let location = place.location.appendingQuery([("digest", "\(blob.digest)")])
        let answer = try send(.put, range, to: location)
        guard answer.0.response.isSuccess else { throw try refused(answer) }
        try home.hold(answer.0, to: blob.digest, what)
        try keep(nil)
    }

    private func send(
        _ method: HTTPRequest.Method, _ range: Range<Int64>, to location: HTTPAddress
    ) throws -> (RegistryAnswer, RegistryRequest) {
        var request = RegistryRequest(
            method, .address(location), [scope], what, headers: ["Content-Type": "application/octet-stream"])
        if method == .patch { request.headers.add("Content-Range", "\(range.lowerBound)-\(range.upperBound - 1)") }
        request.body = { [source] in try source.body(range) }
        // Until it answers nobody knows how much came through.
        isSure = false
        return (try home.ask(request), request)
    }

    /// What follows from an answer to bytes that were sent, other than success.
    private func refused(_ sent: (answer: RegistryAnswer, request: RegistryRequest)) throws -> any Error {
        let (answer, request) = sent
        let fault = home.fault(answer, to: request)
        if answer.complaint.codes.contains("DIGEST_INVALID") {
            mayBeComplete = false
            try forget()
            if let found = try changedDigest() {
                return RegistryFault.wrongDigest(
                    what, registry: home.name, expected: blob.digest, found: found)
            }
            return again(fault)
        }
        if isForgotten(answer) {
            try forget()
            return again(fault)
        }
        return answer.status == 416 ? again(fault) : fault
    }

    /// The registry is asked where it stands, or the upload begins anew; a few times.
    private func again(_ fault: any Error) -> any Error {
        guard let fault = fault as? RegistryFault, beginnings < Self.beginningLimit else { return fault }
        return Setback(fault: fault)
    }

    /// What the bytes make that are sent, where that is not what they should make. What a registry refuses may have been changed
    /// here, or on the way.
    private func changedDigest() throws -> Digest? {
        let found = try source.digest(by: blob.digest.algorithm)
        return found == blob.digest ? nil : found
    }
}
