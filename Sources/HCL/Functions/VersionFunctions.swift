enum VersionFunctions {
    static var table: [String: Function] {
        ["semvercmp": .taking([.text("version"), .text("contraint")], reading: compare)]
    }

    private static func compare(_ arguments: Arguments) throws(CallFailure) -> Value {
        let text = try arguments.text(0)
        guard let version = Version(text) else {
            throw .argument(0, reason: "\(Quotation(text)) is no semantic version")
        }
        guard let constraint = VersionConstraint(try arguments.text(1)) else {
            throw .argument(
                1,
                reason:
                    "\(Quotation(try arguments.text(1))) is no constraint; there are \">=1.2, <2\", \"~1.2\", \"^1 || ^3\""
            )
        }
        return .bool(constraint.allows(version))
    }
}
