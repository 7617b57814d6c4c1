internal import HTTP

/// Where a list goes on: `Link: </v2/app/tags/list?n=2&last=b>; rel="next"`.
struct PageLink {
    let next: HTTPAddress

    /// Nil for an answer that is the last page.
    init?(_ response: HTTPResponse) {
        for header in response.headers.values(of: "Link") {
            for (target, parameters) in Self.links(in: header) where Self.isNext(parameters) {
                guard let next = try? HTTPAddress(String(target), relativeTo: response.address) else { continue }
                self.next = next
                return
            }
        }
        return nil
    }

    /// Each target with the parameters behind it. Commas may stand in targets.
    private static func links(in header: String) -> [(target: Substring, parameters: Substring)] {
        var links: [(Substring, Substring)] = []
        var rest = header[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let behind = rest[rest.index(after: close)...]
            let parameters = behind.prefix { $0 != "<" }
            links.append((rest[rest.index(after: open)..<close], parameters))
            rest = rest[parameters.endIndex...]
        }
        return links
    }

    private static func isNext(_ parameters: Substring) -> Bool {
        parameters.split { $0 == ";" || $0 == "," }.contains { parameter in
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "rel" else { return false }
            return parts[1].lowercased().split { $0 == "\"" || $0 == " " }.contains("next")
        }
    }
}
