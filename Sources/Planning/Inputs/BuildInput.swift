package import BakeLanguage
package import Contexts
package import Values

/// A target to be planned, with what does not come from where its attributes say.
package struct BuildInput: Sendable {
    package let target: Target
    /// The Dockerfile, where it was read already.
    package var dockerfile: SourceFile?
    /// The context, where it is no directory.
    package var files: (any ContextFiles)?
    /// Whether all stages are wanted, as for checking.
    package var wantsAllStages = false

    package init(_ target: Target) {
        self.target = target
    }
}
