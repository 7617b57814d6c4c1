package import Values

extension ImageConfiguration {
    /// What is assumed of an image that nobody has seen: it is for the platform, and programs are where they usually are.
    package static func guess(for platform: Platform) -> ImageConfiguration {
        var configuration = ImageConfiguration(platform: platform)
        if platform.system != "windows" {
            configuration.execution.environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        }
        return configuration
    }
}
