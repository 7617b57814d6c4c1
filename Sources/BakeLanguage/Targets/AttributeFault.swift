internal import HCL
internal import Values

/// Why a value does not do for an attribute.
enum AttributeFault: Error {
    case isNull
    case elementIsNull(Int)
    case memberIsNull(String)
    case conversion(ConversionFault)
    case entry(EntryFault)

    /// `expression` is what the value was computed from; where it is written out, the part at fault is pointed at.
    func diagnostic(_ attribute: String, _ expression: Expression) -> Diagnostic {
        switch self {
        case .isNull:
            return Diagnostic(
                .error, "\(attribute) cannot be null", at: expression.range,
                hint: "leave it out, or write an empty value")
        case .elementIsNull(let index):
            return Diagnostic(.error, "an element of \(attribute) is null", at: expression.element(index).range)
        case .memberIsNull(let name):
            return Diagnostic(.error, "\"\(name)\" in \(attribute) is null", at: expression.member(name).range)
        case .conversion(let fault):
            return Diagnostic(.error, "\(attribute) does not fit: \(fault)", at: expression.range)
        case .entry(let fault):
            let (index, fault) = fault.place
            let place = index.map { expression.element($0) } ?? expression
            return Diagnostic(.error, "\(attribute) does not fit: \(fault)", at: place.range, hint: fault.hint)
        }
    }
}

extension Expression {
    /// The expression of an element, where the list is written out.
    fileprivate func element(_ index: Int) -> Expression {
        guard let elements, elements.indices.contains(index) else { return self }
        return elements[index]
    }

    /// The expression of a member, where the object is written out.
    fileprivate func member(_ name: String) -> Expression {
        pairs?.last { $0.key.literalText == name }?.value ?? self
    }
}
