internal import CCurl
internal import Values

/// libcurl, opened on first use.
enum CurlLibrary {
    /// The names that it has: with OpenSSL, with GnuTLS, on macOS.
    private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"]

    // Pointers to functions, written once, before anybody reads them.
    nonisolated(unsafe) private static let found: hearth_curl? = {
        for name in names {
            var functions = hearth_curl()
            if hearth_curl_open(&functions, name) != 0 {
                return hearth_curl_global_init(&functions) == CURLE_OK ? functions : nil
            }
        }
        return nil
    }()

    static func functions() throws(HTTPFault) -> hearth_curl {
        guard let found else { throw .noLibrary }
        return found
    }

    /// What a server means by a date; nil where that is none.
    static func time(_ text: String) -> Timestamp? {
        guard let seconds = found?.getdate(text, nil), seconds != -1 else { return nil }
        return Timestamp(seconds: Int64(seconds), nanoseconds: 0)
    }
}
