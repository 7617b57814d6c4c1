internal import HTTP
package import OCI

extension RegistryClient {
    /// Whether a repository has a blob of that size. The registry itself is asked: what a mirror has is no reason not to push.
    package func hasBlob(_ descriptor: Descriptor, in repository: String) throws -> Bool {
        try retrying.run { _ in try hasBlobNow(descriptor, in: repository) }
    }

    /// The same, asked once.
    func hasBlobNow(_ descriptor: Descriptor, in repository: String) throws -> Bool {
        let request = RegistryRequest(
            .head, "blobs/\(descriptor.digest)", of: repository, [.pull], "blob \(descriptor.digest) of \(repository)")
        guard let answer = try home.asking(request) else { return false }
        // Not all say how long it is.
        return answer.headers.number("Content-Length").map { $0 == descriptor.size } ?? true
    }

    /// Lends the bytes of a blob, from `offset` on, in pieces. What breaks off goes on where it stood. Throws
    /// `RegistryFault.notFound` where there is none, `.wrongSize` beyond the descriptor's size; the digest is for the caller to
    /// find out, who has had all of the bytes.
    package func pull(
        _ descriptor: Descriptor, from repository: String, offset: Int64 = 0,
        into body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try withoutActuallyEscaping(body) { body in
            let download = BlobDownload(descriptor, of: repository, from: offset, into: body)
            for mirror in mirrors where !mirror.isGivenUp && !download.isComplete {
                try passingOver(mirror) { try download.go(on: $0) ? () : nil }
            }
            try retrying.run { gotFurther in
                let start = download.had
                defer { if download.had > start { gotFurther() } }
                guard try download.go(on: home) else {
                    throw RegistryFault.notFound(download.what, registry: registry)
                }
            }
        }
    }
}
