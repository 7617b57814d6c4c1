package import Contexts

/// Files of a context that something reads, and how they were selected.
package struct SelectedFiles: Sendable {
    package let context: any ContextFiles
    package let selector: Selector
    /// The ignore file, where there is one; one of the context by its path in it.
    package let ignoreFile: IgnoreFilePlace?
    package let inputs: [SelectedInput]
}

/// Where the ignore file stands that holds for a context.
package enum IgnoreFilePlace: Equatable, Sendable {
    /// At the context's top.
    case top
    case besideDockerfile(String)
}
