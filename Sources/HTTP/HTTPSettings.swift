package import Host

/// How servers are reached, and whom to trust.
package struct HTTPSettings: Sendable {
    package var userAgent: String
    /// Files with the certificates of those whom to trust besides those whom the system, or SSL_CERT_FILE, trusts.
    package var authorities: [Path] = []
    /// Whether any certificate will do.
    package var trustsAnyone = false
    /// What this side shows of itself: a certificate and its key.
    package var certificate: (certificate: Path, key: Path)?
    /// Instead of what http_proxy, https_proxy and no_proxy say; empty for none.
    package var proxy: String?
    /// A socket of this machine that is asked instead of the host of an address.
    package var socket: Path?
    /// Seconds for a connection, and seconds in which at least one byte has to move.
    package var connectTimeout = 30
    package var stallTimeout = 60

    package init(userAgent: String) {
        self.userAgent = userAgent
    }
}
