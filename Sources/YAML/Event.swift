/// A step of reading a YAML text.
struct Event {
    /// The anchor and the tag of a value.
    struct Properties {
        let anchor: String?
        let tag: String?
    }

    enum Kind {
        case alias(String)
        case scalar(String, isPlain: Bool, Properties)
        case sequenceStart(Properties)
        case mappingStart(Properties)
        /// Of a sequence or a mapping.
        case end
        case documentEnd
        case streamEnd
        /// What says nothing about values.
        case other
    }

    let kind: Kind
    let offsets: Range<Int>
}
