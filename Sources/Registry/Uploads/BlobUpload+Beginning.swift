internal import HTTP
internal import OCI

// How it comes to have a place.
extension BlobUpload {
    private static let mountLimit = 4

    /// The repository that the blob was mounted from. A registry that does not do so may begin an upload instead, which is then
    /// made use of.
    func mount(from sources: [String]) throws -> String? {
        for source in sources.filter({ $0 != repository }).prefix(Self.mountLimit) {
            let left = place
            let isMounted = try client.retrying.run { _ in try mount(from: source) }
            if let left, isMounted || left.location != place?.location { cancel(left) }
            if isMounted { return source }
        }
        return nil
    }

    private func mount(from source: String) throws -> Bool {
        let path =
            "\(repository)/blobs/uploads/?mount=\(HTTPAddress.encoded("\(blob.digest)"))"
            + "&from=\(HTTPAddress.encoded(source))"
        let from = RepositoryScope(repository: source, actions: [.pull])
        let request = RegistryRequest(.post, .path(path), [scope, from], what)
        let answer: RegistryAnswer
        do {
            answer = try home.ask(request)
        } catch let fault as RegistryFault where fault.isOfRights {
            // Who may not read the source may still send the blob.
            return false
        }
        if answer.status == 202 { try begin(with: answer, request) }
        guard answer.status == 201 else {
            let fault = home.fault(answer, to: request)
            // Whoever does not mount may still take uploads.
            if !answer.response.isSuccess, fault is Setback { throw fault }
            return false
        }
        try home.hold(answer, to: blob.digest, what)
        return true
    }

    func begin() throws {
        beginnings += 1
        let request = RegistryRequest(.post, .path("\(repository)/blobs/uploads/"), [scope], what)
        let answer = try home.ask(request)
        guard answer.response.isSuccess else { throw home.fault(answer, to: request) }
        try begin(with: answer, request)
    }

    private func begin(with answer: RegistryAnswer, _ request: RegistryRequest) throws {
        guard answer.headers["Location"] != nil else {
            throw home.badAnswer(request, "it does not say where to send to")
        }
        var place = UploadPlace(answer.response.address, offset: 0)
        do throws(HTTPFault) {
            try place.follow(answer)
        } catch {
            throw home.badAnswer(request, "it leads to no address")
        }
        stand(at: place)
    }

    /// Asks how much the registry has.
    func findPlace() throws {
        guard var place else { return }
        let request = RegistryRequest(.get, .address(place.location), [scope], what)
        let answer = try home.ask(request)
        guard answer.response.isSuccess else {
            guard isForgotten(answer) || answer.status == 416 else { throw home.fault(answer, to: request) }
            return try forget()
        }
        do throws(HTTPFault) {
            try place.follow(answer)
        } catch {
            return try forget()
        }
        guard let range = ByteRange(answer.headers["Range"] ?? ""), range.first == 0, range.last > 0,
            range.last < blob.size
        else {
            // `0-0` is said of one byte and of none. Neither is worth the doubt.
            cancel(place)
            return try forget()
        }
        place.offset = range.last + 1
        stand(at: place)
        try keep(place.state)
    }

    /// Whether the registry has no such upload. Some that find it in another state than they should call it invalid.
    func isForgotten(_ answer: RegistryAnswer) -> Bool {
        if [404, 410].contains(answer.status) { return true }
        let codes = answer.complaint.codes
        return answer.status == 400 && (codes.contains("BLOB_UPLOAD_UNKNOWN") || codes.contains("BLOB_UPLOAD_INVALID"))
    }

    /// Has the registry forget an upload, if it cares to: it would itself, in time.
    private func cancel(_ place: UploadPlace) {
        _ = try? home.ask(RegistryRequest(.delete, .address(place.location), [scope], what))
    }
}

extension RegistryFault {
    /// Whether it is about what somebody may do.
    fileprivate var isOfRights: Bool {
        switch self {
        case .unauthorized, .denied: true
        default: false
        }
    }
}
