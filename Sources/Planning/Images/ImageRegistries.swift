package import Transfers

/// Who is asked for images that the store does not have.
package struct ImageRegistries: Sendable {
    /// Asks for what was never asked for.
    let usual: any ImageSource
    /// Asks again what names lead to: `--pull`.
    let newest: any ImageSource
    /// Whether an image that nobody can be asked for is an error, as it is for a build; else there is a warning, and a guess.
    let isRequired: Bool

    package init(usual: any ImageSource, newest: any ImageSource, isRequired: Bool) {
        self.usual = usual
        self.newest = newest
        self.isRequired = isRequired
    }
}
