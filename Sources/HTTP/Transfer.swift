internal import CCurl
internal import Host
internal import Values

/// One fetching with libcurl, over all redirects. For one thread.
final class Transfer {
    enum Outcome {
        case answer(HTTPAnswer)
        case redirect(HTTPAddress)
    }

    private var curl: hearth_curl
    private let handle: UnsafeMutableRawPointer
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let limit: Int64
    private let begin: (HTTPAnswer) throws -> Void
    private let body: (UnsafeRawBufferPointer) throws -> Void

    private var place: HTTPAddress?
    private var etag: String?
    private var received: Int64 = 0
    private var hasBegun = false
    /// What was thrown under C, through which it cannot go.
    private var failure: (any Error)?

    init(
        limit: Int64, begin: @escaping (HTTPAnswer) throws -> Void,
        body: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        curl = try CurlLibrary.functions()
        guard let handle = curl.easy_init() else { throw HTTPFault.noLibrary }
        (self.handle, self.limit, self.begin, self.body) = (handle, limit, begin, body)
    }

    deinit {
        curl.easy_cleanup(handle)
        curl.slist_free_all(headers)
    }

    func perform(_ place: HTTPAddress) throws -> Outcome {
        (self.place, etag, received, hasBegun, failure) = (place, nil, 0, false, nil)
        set(CURLOPT_URL, place.text)
        set(CURLOPT_PROXY, proxy(for: place))
        let code = hearth_curl_perform(&curl, handle)
        if let failure { throw failure }
        let status = status
        if let next = try redirection(status, from: place) { return .redirect(next) }
        guard code == CURLE_OK else { throw fault(code, place) }
        guard status == 200 || status == 304 else { throw HTTPFault.status(status, place) }
        try start()
        return .answer(answer(place))
    }

    func prepare(userAgent: String, authorities: String?, etag: String?) {
        set(CURLOPT_USERAGENT, userAgent)
        if let authorities { set(CURLOPT_CAINFO, authorities) }
        // What is no plain text would be taken for further headers.
        if let etag, etag.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) {
            headers = curl.slist_append(nil, "If-None-Match: \(etag)")
            hearth_curl_set_headers(&curl, handle, headers)
        }
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 0)
        set(CURLOPT_FILETIME, 1)
        set(hearth_curl_option_protocols, hearth_curl_protocols)
        set(CURLOPT_CONNECTTIMEOUT, 30)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, 60)
        hearth_curl_set_takers(
            &curl, handle, { Transfer.take($0, $1 &* $2, $3) }, { Transfer.takeHeader($0, $1 &* $2, $3) },
            { _, _, _, _, _ in Interruption.isRequested ? 1 : 0 }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// libcurl reads the variables itself, but HTTP_PROXY in capitals, which other programs know; in a CGI script it
    /// would come from whoever asks.
    private func proxy(for place: HTTPAddress) -> String? {
        guard place.scheme == "http", Environment.value(of: "http_proxy") == nil,
            Environment.value(of: "REQUEST_METHOD") == nil
        else { return nil }
        return Environment.value(of: "HTTP_PROXY")
    }

    private var status: Int { hearth_curl_get_number(&curl, handle, CURLINFO_RESPONSE_CODE) }

    private func redirection(_ status: Int, from place: HTTPAddress) throws -> HTTPAddress? {
        guard [301, 302, 303, 307, 308].contains(status),
            let text = hearth_curl_get_text(&curl, handle, CURLINFO_REDIRECT_URL)
        else { return nil }
        return try HTTPAddress(String(cString: text))
    }

    private func answer(_ place: HTTPAddress) -> HTTPAnswer {
        let modified = hearth_curl_get_offset(&curl, handle, CURLINFO_FILETIME_T)
        let length = hearth_curl_get_offset(&curl, handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        return HTTPAnswer(
            status: status, etag: etag,
            lastModified: modified == -1 ? nil : Timestamp(seconds: Int64(modified), nanoseconds: 0),
            address: place, contentLength: length < 0 ? nil : Int64(length))
    }

    private func fault(_ code: CURLcode, _ place: HTTPAddress) -> any Error {
        let words = curl.easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
        let why = words.prefix(1).lowercased() + words.dropFirst()
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return SystemError("fetch", nil, .interrupted)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return HTTPFault.unreachable(place, why)
        case CURLE_OPERATION_TIMEDOUT: return HTTPFault.timedOut(place)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            return HTTPFault.untrusted(place, why)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return HTTPFault.badAddress("\(place)")
        // An answer that brings nothing is not read on.
        case CURLE_WRITE_ERROR where status != 200: return HTTPFault.status(status, place)
        default: return HTTPFault.broken(place, why)
        }
    }

    private func set(_ option: CURLoption, _ value: Int) {
        hearth_curl_set_number(&curl, handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String?) {
        hearth_curl_set_text(&curl, handle, option, value)
    }
}

// What libcurl calls.
extension Transfer {
    private func start() throws {
        if hasBegun { return }
        hasBegun = true
        guard let place else { return }
        let answer = answer(place)
        if let length = answer.contentLength, length > limit { throw HTTPFault.tooLarge(place, limit: limit) }
        try begin(answer)
    }

    private func take(_ piece: UnsafeRawBufferPointer) throws {
        try start()
        received += Int64(piece.count)
        if received > limit, let place { throw HTTPFault.tooLarge(place, limit: limit) }
        try body(piece)
    }

    /// Whether to read on where what comes is none of the answer. What a redirect says has to be heard out, or it
    /// leads nowhere.
    private func passOver(_ count: Int) -> Bool {
        received += Int64(count)
        return count == 0 || 300..<400 ~= status && received < 1 << 20
    }

    /// How much was taken; anything else than all ends the transfer.
    private static func take(_ start: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?)
        -> Int
    {
        guard let context else { return count }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        guard transfer.status == 200 else { return transfer.passOver(count) ? count : count - 1 }
        do {
            try transfer.take(UnsafeRawBufferPointer(start: start, count: count))
            return count
        } catch {
            transfer.failure = error
            return count == 0 ? 1 : 0
        }
    }

    private static func takeHeader(
        _ start: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?
    ) -> Int {
        guard let context else { return count }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        let line = String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") { transfer.etag = nil }
        if let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "etag" {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            transfer.etag = String(value.prefix { !$0.isNewline })
        }
        return count
    }
}
