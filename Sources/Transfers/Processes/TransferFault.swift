internal import Values

/// A transfer that failed: what it was about, and what its process said.
package struct TransferFault: Error, Equatable, Sendable {
    /// The image, in its familiar form.
    package let image: String
    package let process: Int32?
    package let reason: String
    package let hint: String?
    /// Where all that it said is written down.
    package let log: String?

    package init(image: String, process: Int32?, reason: String, hint: String?, log: String?) {
        self.image = image
        self.process = process
        self.reason = reason
        self.hint = hint
        self.log = log
    }
}

extension TransferFault: CustomStringConvertible {
    package var description: String { "\(image): \(reason)" }
}
