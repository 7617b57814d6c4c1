internal import OCI
internal import Values

extension ImageConfiguration {
    /// What it says of the image, for a key: neither when nor how it came about.
    var keyText: String {
        var configuration = self
        configuration.created = nil
        configuration.history = []
        return String(decoding: configuration.json.encoded(), as: UTF8.self)
    }
}
