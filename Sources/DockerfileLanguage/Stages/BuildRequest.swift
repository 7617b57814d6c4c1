package import Values

/// What is asked of a Dockerfile from outside.
package struct BuildRequest: Sendable {
    /// `--build-arg`
    package var arguments: [String: String] = [:]
    /// `--target`; nil for the last stage.
    package var stage: String?
    /// `--label`
    package var labels: [String: String] = [:]
    package var platform: Platform
    /// Whether somebody asked for the platform. Where nobody did, an image for another is taken as it is.
    package var isPlatformGiven = false
    /// What this machine is.
    package var buildPlatform: Platform
    /// Whether images for several platforms are made, so that names of steps say for which.
    package var hasSeveralPlatforms = false
    /// `--hostname`-like build argument, `--network`, …: what is the same for all RUNs.
    package var network = Running.Network.standard
    /// Whether all stages are wanted, as for checking.
    package var wantsAllStages = false
    /// What .dockerignore drops from the main context, for the check that looks at it.
    package var ignore: PathFilter?

    package init(platform: Platform, buildPlatform: Platform) {
        self.platform = platform
        self.buildPlatform = buildPlatform
    }
}
