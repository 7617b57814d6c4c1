internal import OCI

// Names as they stand on a command line.
extension ImageReference {
    /// An image of a registry.
    init(naming text: String) throws {
        do throws(ReferenceFault) {
            self = try ImageReference(text)
        } catch {
            throw UserError("'\(text)' names no image: \(error)", hint: error.hint)
        }
    }

    /// A tag that is to lead to an image.
    init(tagging text: String) throws {
        try self.init(naming: text)
        if digest != nil { throw UserError("'\(text)' names a digest, which nobody can choose", hint: "name a tag") }
    }

    /// A repository.
    init(repository text: String) throws {
        try self.init(naming: text)
        // What has a tag or a digest takes no other.
        let isBare = (try? ImageReference(text + ":x"))?.tag == "x" && digest == nil
        guard isBare else {
            throw UserError("'\(text)' names an image, and not a repository", hint: "leave out the tag")
        }
    }
}
