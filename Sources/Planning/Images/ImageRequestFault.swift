internal import OCI
internal import Transfers
internal import Values

/// Why there is no image to begin with.
enum ImageRequestFault: Error {
    case absent(ImageReference)
    case unanswered(ImageReference, TransferFault)

    /// As it is told of the instruction that names the image.
    var diagnostic: Diagnostic { Diagnostic(.error, message, notes: notes, hint: hint) }

    /// The same where a plan goes on without it.
    var warning: Diagnostic { Diagnostic(.warning, message, notes: notes, hint: hint) }

    private var message: String {
        switch self {
        case .absent(let image): "there is no image \(image.familiar): \(image.registry) does not have it"
        case .unanswered(let image, let fault): "cannot get the image \(image.familiar): \(fault.reason)"
        }
    }

    private var notes: [Diagnostic.Note] {
        if case .unanswered(_, let fault) = self, let log = fault.log {
            [Diagnostic.Note("all that its process said is in \(log)")]
        } else {
            []
        }
    }

    private var hint: String? {
        switch self {
        case .absent: "check the name and the tag; `hearth images` lists what is on this machine"
        case .unanswered(_, let fault): fault.hint
        }
    }
}
