package import OCI

/// What is wrong with an image in the store.
package struct StoredImageFault: Error {
    /// As people know it: `docker.io/library/alpine:3.20`.
    package let name: String
    package let cause: ImageFault
}

extension StoredImageFault: CustomStringConvertible {
    package var description: String { "the image \(name) in the store: \(cause)" }
    package var hint: String? { cause.hint }
}
