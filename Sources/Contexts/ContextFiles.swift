/// The files of a context, wherever they come from: a directory, a tar archive, a git revision.
///
/// Any thread may ask. Nothing is read that no answer needs, and nothing twice.
package protocol ContextFiles: Sendable {
    /// What a COPY, an ADD or a mount reads.
    func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput]
    /// The same with all that is to be copied: the same things in the same order, their files by the digests that count for
    /// `select`.
    func files(_ selector: Selector) throws(ContextFault) -> [SelectedTree]
    /// The bytes of a file, which is looked for without regard to what is ignored; nil where there is none.
    func contents(of path: String) throws(ContextFault) -> [UInt8]?
}
