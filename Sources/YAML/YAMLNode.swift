package import Values

/// A value of a YAML document, and where it was written.
///
/// Aliases stand for what they refer to, with the place where that was written, and merge keys are resolved.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A whole number beyond what fits into 64 bits with a sign.
        case unsigned(UInt64)
        case float(Double)
        case timestamp(YAMLTimestamp)
        case string(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// A key of a mapping and its value. No two keys of a mapping are written alike.
    package struct Entry: Sendable {
        package let key: YAMLNode
        package let value: YAMLNode
    }

    package let content: Content
    /// The tag that was written, if any: `!reset`, and `!!str` for those of YAML itself.
    package let tag: String?
    package let range: SourceRange
}
