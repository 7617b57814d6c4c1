/// Takes away what stands at the ends of a text, scalar by scalar: an accent that follows a blank does not keep it.
enum Trimming {
    static func text(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
        end(String(text.unicodeScalars.drop(while: isCut)), isCut)
    }

    static func end(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
        let scalars = text.unicodeScalars
        guard let last = scalars.lastIndex(where: { !isCut($0) }) else { return "" }
        return String(scalars[...last])
    }
}
