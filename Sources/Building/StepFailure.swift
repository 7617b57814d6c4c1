package import Values

/// A step that could not be done, with what somebody needs to see why.
package struct StepFailure: Error {
    /// With its bracket: `[build 2/3] RUN make`.
    package let step: String
    package let title: String
    package let targets: [String]
    package let range: SourceRange?
    package let cause: any Error
    /// Where all that it wrote is kept.
    package let log: String?
}

/// The steps and outputs of a build that failed, and nothing else that follows from them.
package struct BuildFailures: Error {
    package let all: [any Error]

    package init(all: [any Error]) {
        self.all = all
    }
}
