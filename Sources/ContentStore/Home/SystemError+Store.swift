internal import Host

// What a failed call means to a store.
extension SystemError {
    /// The system will not let this user write here.
    var isRefusal: Bool { [.readOnly, .accessDenied, .notPermitted].contains(code) }

    /// What was to be read is lost, as far as we are concerned.
    var isLoss: Bool { code == .inputOutput }

    /// The name is taken, or the file system has no (more) hard links, for which there are many words.
    var preventsLink: Bool {
        let codes: [Code] = [.exists, .unsupported, .notSupported, .notImplemented, .notPermitted, .tooManyLinks]
        return codes.contains(code)
    }
}
