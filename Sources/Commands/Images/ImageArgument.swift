internal import Arguments
internal import ContentStore
internal import Outputs
internal import Values

extension Store {
    /// The image that somebody meant.
    func image(meantBy text: String) throws -> StoredImage {
        let catalog = ImageCatalog(self)
        if let image = try catalog.image(meantBy: text) { return image }
        let known = try catalog.images().compactMap(\.name)
        let near = Spelling.nearest(to: text, among: known.map(\.familiarName) + known)
        throw UserError(
            "there is no image '\(text)' in the store",
            hint: near.map { "did you mean \($0)?" } ?? "see `hearth images` for what there is")
    }
}
