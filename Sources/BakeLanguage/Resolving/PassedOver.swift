internal import HCL
internal import Values

/// A name that is passed over, as buildx passes over all it does not know, and was probably meant for one it does.
struct PassedOver {
    private let name: Content.Name
    private let block: String
    private let meant: String

    /// Nil for a name that resembles none of the known ones.
    init?(_ name: Content.Name, in block: String, known: [String], blocks: [String] = []) {
        self.name = name
        self.block = block
        let known = known + blocks
        if name.isBlock, known.contains(name.text) {
            meant = name.text
        } else if let nearest = Spelling.nearest(to: name.text, among: known) {
            meant = nearest
        } else {
            return nil
        }
    }

    var diagnostic: Diagnostic {
        if name.text == meant, !name.isBlock {
            return Diagnostic(
                .warning, "the attribute \"\(meant)\" is passed over: it is a block", at: name.range,
                hint: "write it without `=`: \(meant) {…}")
        }
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

extension PassedOver {
    /// Values at the top of a file that were probably meant as its settings. A file may give its values any name, so that
    /// only objects are looked at.
    static func settings(of body: Body) -> [Diagnostic] {
        body.attributes.filter { $0.name != TargetSettings.key && $0.value.pairs != nil }.compactMap { attribute in
            let name = Content.Name(attribute.name, attribute.nameRange, isBlock: false)
            return PassedOver(name, in: "bake file", known: [TargetSettings.key])?.diagnostic
        }
    }
}
