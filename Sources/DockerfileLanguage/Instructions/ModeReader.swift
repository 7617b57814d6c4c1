/// Reads the changes of a mode, `u+x,go=rX`, as setmode of BSD does.
struct ModeReader {
    private let text: String
    private let bytes: [UInt8]
    private var place = 0
    private var changes: [ModeChange] = []

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func read() throws(FileModeFault) -> [ModeChange] {
        try readClause()
        while next == UInt8(ascii: ",") {
            place += 1
            try readClause()
        }
        return changes
    }

    /// Classes, and then one operation or more, up to a comma or the end.
    private mutating func readClause() throws(FileModeFault) {
        var classes: UInt32 = 0
        while let byte = next, let bits = Self.classes[byte] {
            classes |= bits
            place += 1
        }
        repeat {
            guard let byte = next, let operation = ModeOperator(rawValue: byte) else {
                throw .noOperator(text, at: place)
            }
            place += 1
            readOperation(operation, classes)
        } while next != nil && next != UInt8(ascii: ",")
    }

    private mutating func readOperation(_ operation: ModeOperator, _ named: UInt32) {
        var classes = named
        var bits: UInt32 = 0
        var searching: UInt32 = 0
        var isEmpty = true
        while let byte = next {
            if let source = Self.sources[byte] {
                if bits != 0 { change(bits, classes, operation) }
                if searching != 0 { changes.append(.setIfSearchable(Self.limited(searching, to: classes))) }
                changes.append(.copy(from: source, to: Self.shifts(of: classes), operation))
                (bits, searching, isEmpty) = (0, 0, false)
            } else if byte == UInt8(ascii: "X"), operation != .remove {
                searching = 0o111
            } else if let permission = Self.permissions[byte] {
                bits |= permission
            } else if byte == UInt8(ascii: "s") || byte == UInt8(ascii: "t") {
                // Neither is for others alone.
                let isForOwners = classes == 0 || classes & ~0o7 != 0
                if isForOwners { bits |= byte == UInt8(ascii: "s") ? 0o6000 : 0o1000 }
                if isForOwners, byte == UInt8(ascii: "t") { classes |= 0o1000 }
            } else {
                break
            }
            place += 1
        }
        if bits != 0 || operation == .set && isEmpty { change(bits, classes, operation) }
        if searching != 0 { changes.append(.setIfSearchable(Self.limited(searching, to: classes))) }
    }

    private mutating func change(_ bits: UInt32, _ classes: UInt32, _ operation: ModeOperator) {
        let bits = Self.limited(bits, to: classes)
        switch operation {
        case .add: changes.append(.set(bits))
        case .remove: changes.append(.clear(bits))
        case .set: changes += [.clear(classes == 0 ? 0o6777 : classes), .set(bits)]
        }
    }

    /// Without classes all are meant.
    private static func limited(_ bits: UInt32, to classes: UInt32) -> UInt32 {
        classes == 0 ? bits : bits & classes
    }

    private static func shifts(of classes: UInt32) -> [UInt32] {
        classes == 0 ? [6, 3, 0] : [6, 3, 0].filter { classes >> $0 & 4 != 0 }
    }

    private static let classes: [UInt8: UInt32] = [
        UInt8(ascii: "a"): 0o6777, UInt8(ascii: "u"): 0o4700, UInt8(ascii: "g"): 0o2070, UInt8(ascii: "o"): 0o7,
    ]
    private static let permissions: [UInt8: UInt32] = [
        UInt8(ascii: "r"): 0o444, UInt8(ascii: "w"): 0o222, UInt8(ascii: "x"): 0o111, UInt8(ascii: "X"): 0o111,
    ]
    /// The classes whose bits can be copied, and how far to the left these are.
    private static let sources: [UInt8: UInt32] = [
        UInt8(ascii: "u"): 6, UInt8(ascii: "g"): 3, UInt8(ascii: "o"): 0,
    ]
}
