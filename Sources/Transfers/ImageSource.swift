package import ContentStore
package import OCI
package import Values

/// Where images come from that are not on this machine. Any thread may ask.
package protocol ImageSource: Sendable {
    /// What a reference leads to, which is in the store afterwards, under `lease`, with the documents of the image that it has for
    /// each of some platforms; nil where there is no such image. Throws `TransferFault` where nobody answers.
    func resolve(_ reference: ImageReference, for platforms: [Platform], under lease: Lease) throws -> Digest?
    /// Brings blobs of layers of an image into the store, under `lease`.
    func fetch(_ layers: [Descriptor], of reference: ImageReference, under lease: Lease) throws
}

/// Makes a source whose transfers are heard.
package typealias ImageSourceMaker =
    @Sendable (_ hear: @escaping @Sendable (TransferNews) -> Void) -> any ImageSource

extension ImageFetcher: ImageSource {}
