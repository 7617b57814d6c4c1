/// An array in JSON, which is to hold nothing but strings.
enum StringArray {
    case strings([String])
    /// It holds something else, which stands there.
    case other(Range<Int>)

    /// Nil for what is no JSON, or no array, or has a number beyond all bounds.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = JSONSyntax(bytes)
        guard let array = reader.array() else { return nil }
        self = array
    }
}
