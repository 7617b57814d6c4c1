extension String {
    /// Whether a context is an address in the network, and not a path.
    package var isRemoteContext: Bool {
        if hasPrefix("https://") || hasPrefix("http://") || hasPrefix("github.com/") { return true }
        // All other addresses have a colon, and few paths do.
        guard utf8.contains(UInt8(ascii: ":")) else { return false }
        let scheme = prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if dropFirst(scheme.count).hasPrefix("://") { return ["git", "ssh"].contains(scheme.lowercased()) }
        return isSecureCopyAddress
    }

    /// Whether a context is a git repository that is reached through SSH.
    var isGitOverSSH: Bool {
        lowercased().hasPrefix("ssh://") || isSecureCopyAddress
    }

    /// `git@github.com:user/project.git`, with or without what follows.
    private var isSecureCopyAddress: Bool {
        let user = utf8.prefix { $0.isNameByte }
        guard !user.isEmpty, let at = utf8.dropFirst(user.count).first, at == UInt8(ascii: "@") else { return false }
        let rest = utf8.dropFirst(user.count + 1)
        let host = rest.prefix { $0.isNameByte && $0 != UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
        return !host.isEmpty && rest.dropFirst(host.count).first == UInt8(ascii: ":")
    }
}
