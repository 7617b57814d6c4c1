internal import HCL
internal import Values

/// A name that is passed over, as buildx passes over all it does not know, and was probably meant for one it does.
struct PassedOver {
    private let name: Content.Name
    private let block: String
    private let meant: String

    /// Nil for a name that resembles none of the known ones.
    init?(_ name: Content.Name, in block: String, known: [String]) {
        self.name = name
        self.block = block
        if name.isBlock, known.contains(name.text) {
            meant = name.text
        } else if let nearest = Spelling.nearest(to: name.text, among: known) {
            meant = nearest
        } else {
            return nil
        }
    }

    var diagnostic: Diagnostic {
        if name.text == meant {
            return Diagnostic(
                .warning, "the block \"\(meant)\" is passed over: it is an attribute", at: name.range,
                hint: "write \(meant) = {…}")
        }
        return Diagnostic(
            .warning, "\"\(name.text)\" is no part of a \(block), and is passed over", at: name.range,
            hint: "did you mean \"\(meant)\"?")
    }
}
