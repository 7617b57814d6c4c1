internal import HCL
internal import Values

/// An expression, with what must be known before it can be computed.
struct Prepared {
    let expression: Expression
    let dependencies: Dependencies

    init(_ expression: Expression) {
        self.expression = expression
        dependencies = expression.dependencies
    }
}

/// How far something that others may refer to has come.
enum Progress {
    case underWay
    case done
    /// Its fault has been reported, so that whatever needs it is silent.
    case faulty
}

extension Diagnostics {
    /// Thrown where the cause has been reported already.
    static let reported = Diagnostics([])
}
