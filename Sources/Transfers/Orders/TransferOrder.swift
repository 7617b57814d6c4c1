internal import OCI
internal import Values

/// What a transfer process is to do: one line of JSON on its standard input.
enum TransferOrder: Equatable, Sendable {
    case push(PushOrder)
    case pull(PullOrder)
    case copy(CopyOrder)
    case ask(RegistryQuestion)
    /// To say of images that will be named which are where they are to go.
    case survey

    var image: String {
        switch self {
        case .push(let order): order.image
        case .pull(let order): order.reference.familiar
        case .copy(let order): order.image
        case .ask(let question): question.image.familiar
        case .survey: "a set of images"
        }
    }

    var json: JSON {
        switch self {
        case .push(let order): ["push": order.json]
        case .pull(let order): ["pull": order.json]
        case .copy(let order): ["copy": order.json]
        case .ask(let question): ["ask": question.json]
        case .survey: ["survey": true]
        }
    }

    /// Nil for what this program has not written.
    init?(_ json: JSON) {
        if let order = json["push"].flatMap({ PushOrder($0) }) {
            self = .push(order)
        } else if let order = json["pull"].flatMap({ PullOrder($0) }) {
            self = .pull(order)
        } else if let order = json["copy"].flatMap({ CopyOrder($0) }) {
            self = .copy(order)
        } else if let question = json["ask"].flatMap({ RegistryQuestion($0) }) {
            self = .ask(question)
        } else if json["survey"] != nil {
            self = .survey
        } else {
            return nil
        }
    }
}

extension JSON {
    /// The texts of an array; nil for anything else.
    var texts: [String]? {
        guard let elements else { return nil }
        let texts = elements.compactMap(\.string)
        return texts.count == elements.count ? texts : nil
    }

    var digest: Digest? { string.flatMap { Digest($0) } }
}
