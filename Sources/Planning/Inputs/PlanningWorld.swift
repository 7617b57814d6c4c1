package import Contexts
package import DockerfileLanguage
package import OCI
package import Values

/// Where a plan gets what it does not compute: the work tree as it is, or as it was at some revision.
package protocol PlanningWorld: Sendable {
    var surroundings: any Surroundings { get }
    /// The files of a directory, the same object for the same directory. Throws where there is none.
    func directory(_ path: String) throws -> any ContextFiles
    /// An image by its name; one that is nowhere near is `unknown`.
    func image(_ request: ImageRequest) throws -> BaseImage
    /// The image in an OCI layout; the context that it is given as is called `name`.
    func layout(_ reference: LayoutReference, named name: String, for platform: Platform) throws -> BaseImage
    /// Hears which images will be asked for, should it have to look for any elsewhere.
    func expect(_ requests: @escaping @Sendable () -> [ImageRequest])
}

extension PlanningWorld {
    package func expect(_ requests: @escaping @Sendable () -> [ImageRequest]) {}
}
