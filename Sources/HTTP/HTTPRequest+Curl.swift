internal import CCurl

extension HTTPRequest {
    var hasBody: Bool {
        switch body {
        case .none: false
        case .bytes(let bytes): !bytes.isEmpty
        case .stream: true
        }
    }

    /// The headers as libcurl takes them. What it would add by itself is left out: servers that do not know `Expect` let
    /// everybody wait, and no body of ours is a form.
    func lines() throws(HTTPFault) -> [String] {
        var lines = try headers.lines() + ["Expect:"]
        if headers["Content-Type"] == nil { lines.append("Content-Type:") }
        return lines
    }

    /// Sets method and body, and lends the bytes of the body.
    func withBody<Result>(set handle: CurlHandle, _ perform: () -> Result) -> Result {
        // Takes back what an earlier request had set.
        handle.set(CURLOPT_POSTFIELDS, bytes: nil)
        handle.set(CURLOPT_HTTPGET, 1)
        handle.set(CURLOPT_CUSTOMREQUEST, nil as String?)
        switch body {
        case .none where method == .get: return perform()
        case .none where method == .head:
            handle.set(CURLOPT_NOBODY, 1)
            return perform()
        case .none where method == .delete:
            handle.set(CURLOPT_CUSTOMREQUEST, method.rawValue)
            return perform()
        case .none: return withBytes([], set: handle, perform)
        case .bytes(let bytes): return withBytes(bytes, set: handle, perform)
        case .stream(let length, _):
            handle.set(CURLOPT_UPLOAD, 1)
            handle.set(CURLOPT_CUSTOMREQUEST, method.rawValue)
            handle.set(CURLOPT_INFILESIZE_LARGE, offset: length ?? -1)
            return perform()
        }
    }

    private func withBytes<Result>(_ bytes: [UInt8], set handle: CurlHandle, _ perform: () -> Result) -> Result {
        // An empty array may have no address, which would stand for a body that is asked for in pieces.
        (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { content in
            handle.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: Int64(bytes.count))
            handle.set(CURLOPT_POSTFIELDS, bytes: content.baseAddress)
            handle.set(CURLOPT_CUSTOMREQUEST, method.rawValue)
            defer { handle.set(CURLOPT_POSTFIELDS, bytes: nil) }
            return perform()
        }
    }
}
