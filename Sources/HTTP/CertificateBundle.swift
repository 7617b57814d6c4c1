internal import Host

/// The certificates of those whom to trust, in one piece: libcurl takes no second file.
enum CertificateBundle {
    /// A bundle with thousands of authorities has less.
    private static let limit = 16 << 20

    /// Where systems keep theirs: Debian and most others, Red Hat twice, SUSE, macOS and Alpine.
    private static let places: [Path] = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]

    /// Those of the system, or of SSL_CERT_FILE, and those in the files. Throws for a file that cannot be read, but not for
    /// the system's.
    static func joining(_ files: [Path]) throws(SystemError) -> [UInt8] {
        var bundle = try systemCertificates()
        for file in files {
            bundle.append(UInt8(ascii: "\n"))
            bundle += try read(file)
        }
        return bundle
    }

    private static func systemCertificates() throws(SystemError) -> [UInt8] {
        if let named = Environment.value(of: "SSL_CERT_FILE") { return try read(Path(word: named)) }
        for place in places {
            if let bytes = try? read(place) { return bytes }
        }
        return []
    }

    private static func read(_ path: Path) throws(SystemError) -> [UInt8] {
        try OpenFile(path, .read, on: LocalFileSystem()).readToEnd(limit: limit)
    }
}
