internal import CCurl
internal import Host

/// An easy handle of libcurl, with the connections that it keeps. For one thread at a time.
final class CurlHandle {
    private var curl: hearth_curl
    private let handle: UnsafeMutableRawPointer
    /// Which server was asked last: to that one there may be a connection.
    var origin = ""

    init() throws(HTTPFault) {
        curl = try CurlLibrary.functions()
        guard let handle = curl.easy_init() else { throw .noLibrary }
        self.handle = handle
    }

    deinit {
        hearth_curl_cleanup(&curl, handle)
    }

    @discardableResult func set(_ option: CURLoption, _ value: Int) -> Bool {
        hearth_curl_set_number(&curl, handle, option, value) == CURLE_OK
    }

    func set(_ option: CURLoption, offset: Int64) {
        _ = hearth_curl_set_offset(&curl, handle, option, curl_off_t(offset))
    }

    func set(_ option: CURLoption, _ value: String?) {
        _ = hearth_curl_set_text(&curl, handle, option, value)
    }

    func set(_ option: CURLoption, _ path: Path) {
        path.withCString { _ = hearth_curl_set_text(&curl, handle, option, $0) }
    }

    /// The bytes have to stay until the request is over.
    func set(_ option: CURLoption, bytes: UnsafeRawPointer?) {
        _ = hearth_curl_set_bytes(&curl, handle, option, bytes)
    }

    /// False for a libcurl that cannot take it.
    func set(_ option: CURLoption, blob: [UInt8]) -> Bool {
        blob.withUnsafeBytes {
            hearth_curl_set_blob(&curl, handle, option, $0.baseAddress, $0.count) == CURLE_OK
        }
    }

    func setCallbacks(
        body: hearth_curl_taker, header: hearth_curl_taker, giver: hearth_curl_giver, connector: hearth_curl_connector,
        watcher: hearth_curl_watcher
    ) {
        _ = hearth_curl_set_callbacks(&curl, handle, body, header, giver, connector, watcher)
    }

    /// Performs what has been set, with these lines as headers. The callbacks are given `context`.
    func perform(_ lines: [String], context: UnsafeMutableRawPointer) -> CURLcode {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl.slist_append(list, line) ?? list }
        _ = hearth_curl_set_headers(&curl, handle, list)
        _ = hearth_curl_set_context(&curl, handle, context)
        defer {
            _ = hearth_curl_set_headers(&curl, handle, nil)
            _ = hearth_curl_set_context(&curl, handle, nil)
            curl.slist_free_all(list)
        }
        return hearth_curl_perform(&curl, handle)
    }

    /// Why a request failed, to go on in a sentence: what the system says of a connection that could not be made, else what
    /// libcurl says of the code.
    func reason(for code: CURLcode) -> String {
        let system = hearth_curl_get_number(&curl, handle, CURLINFO_OS_ERRNO)
        if code == CURLE_COULDNT_CONNECT, system > 0 { return "\(SystemError.Code(rawValue: Int32(system)))" }
        let words = curl.easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
