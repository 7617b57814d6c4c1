internal import HTTP

/// Where an upload goes on.
struct UploadPlace {
    var location: HTTPAddress
    var offset: Int64
    /// What a chunk has to have at least, but for the last.
    var leastChunk: Int64 = 0

    init(_ location: HTTPAddress, offset: Int64) {
        self.location = location
        self.offset = offset
    }

    /// Nil where the location is no address.
    init?(_ state: UploadState) {
        guard let location = try? HTTPAddress(state.location) else { return nil }
        self.init(location, offset: state.offset)
    }

    var state: UploadState { UploadState(location: location.text, offset: offset) }

    /// Takes over what an answer says of where to go on.
    mutating func follow(_ answer: RegistryAnswer) throws(HTTPFault) {
        if let location = answer.headers["Location"] {
            self.location = try HTTPAddress(location, relativeTo: answer.response.address)
        }
        if let least = answer.headers.number("OCI-Chunk-Min-Length") { leastChunk = least }
    }
}
