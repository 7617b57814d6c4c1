internal import CCurl
internal import Host

extension CurlHandle {
    /// What is the same for all requests of a client. `bundle` has the certificates of all whom it trusts; nil for those
    /// whom libcurl trusts by itself.
    func apply(_ settings: HTTPSettings, bundle: [UInt8]?) throws(HTTPFault) {
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 0)
        set(hearth_curl_option_protocols, hearth_curl_protocols)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // A libcurl without HTTP/2 refuses this and speaks HTTP/1.1.
        set(CURLOPT_HTTP_VERSION, hearth_curl_http_version)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, 512 << 10)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 2 << 20)
        set(CURLOPT_CONNECTTIMEOUT, max(settings.connectTimeout, 1))
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(settings.stallTimeout, 1))
        if let socket = settings.socket { set(CURLOPT_UNIX_SOCKET_PATH, socket) }
        try applyTrust(settings, bundle: bundle)
    }

    private func applyTrust(_ settings: HTTPSettings, bundle: [UInt8]?) throws(HTTPFault) {
        if settings.trustsAnyone {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let bundle {
            guard set(CURLOPT_CAINFO_BLOB, blob: bundle) else { throw .oldLibrary }
        } else if let file = Environment.value(of: "SSL_CERT_FILE") {
            set(CURLOPT_CAINFO, Path(word: file))
        }
        if let (certificate, key) = settings.certificate {
            set(CURLOPT_SSLCERT, certificate)
            set(CURLOPT_SSLKEY, key)
        }
    }

    /// Where a request to this place goes through. libcurl reads the variables itself, but HTTP_PROXY in capitals, which
    /// other programs know; in a CGI script it would come from whoever asks.
    func applyProxy(_ settings: HTTPSettings, for place: HTTPAddress) {
        set(CURLOPT_PROXY, settings.socket == nil ? settings.proxy ?? Self.proxyInCapitals(for: place) : "")
    }

    private static func proxyInCapitals(for place: HTTPAddress) -> String? {
        guard place.scheme == "http", Environment.value(of: "http_proxy") == nil,
            Environment.value(of: "REQUEST_METHOD") == nil
        else { return nil }
        return Environment.value(of: "HTTP_PROXY")
    }
}
