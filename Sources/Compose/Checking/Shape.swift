/// What part of a compose file may look like.
indirect enum Shape: Sendable {
    /// A scalar of one of these kinds.
    case scalar([Kind])
    case list(Shape, isSet: Bool = false)
    /// Keys that are known. Those that begin with `x-` are everybody's own.
    case fields([String: Shape], required: [String] = [])
    /// Keys that people choose.
    case named(NameRule, Shape)
    case either([Shape])

    enum NameRule: Sendable {
        /// Letters, digits, dots, underscores and hyphens; nothing else is taken.
        case resource
        /// Anything but nothing.
        case notEmpty
        /// Lower-case letters; what is under other names is not looked at.
        case lowercase

        func takes(_ name: String) -> Bool {
            switch self {
            case .resource: !name.isEmpty && name.utf8.allSatisfy(Self.isOfResource)
            case .notEmpty: !name.isEmpty
            case .lowercase: true
            }
        }

        func looks(at name: String) -> Bool {
            guard case .lowercase = self else { return true }
            return name.utf8.allSatisfy { 0x61...0x7a ~= $0 }
        }

        private static func isOfResource(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }

    /// The kinds of value that are worth a closer look.
    var kinds: [Kind] {
        switch self {
        case .scalar(let kinds): kinds
        case .list: [.list]
        case .fields, .named: [.mapping]
        case .either(let shapes): shapes.flatMap(\.kinds)
        }
    }
}
