internal import HTTP
internal import Values

extension RegistryClient {
    /// All tags of a repository, over all pages; nil where there is no such repository. What cannot be a tag is left out.
    package func tags(of repository: String) throws -> [String]? {
        let request = RegistryRequest(
            .get, "tags/list?n=\(measures.page)", of: repository, [.pull], "the tags of \(repository)")
        var tags: [String] = []
        let isKnown = try pages(of: request) { answer in
            guard let page = try? JSON(parsing: answer.body), page["tags"] != nil else {
                throw home.badAnswer(request, "no list of tags comes")
            }
            tags += (page["tags"]?.elements ?? []).compactMap(\.string).filter(Self.isTag)
        }
        return isKnown ? tags : nil
    }

    private static func isTag(_ text: String) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
            default: false
            }
        }
        guard let first = text.utf8.first, isWord(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// Asks for a list, and on for each page that it leads to. False where there is no first page.
    func pages(of first: RegistryRequest, _ take: (RegistryAnswer) throws -> Void) throws -> Bool {
        var request = first
        var seen: Set<HTTPAddress> = []
        while true {
            guard let answer = try asking(request, limit: measures.documentLimit) else { return false }
            try take(answer)
            guard let next = PageLink(answer.response)?.next else { return true }
            guard seen.insert(next).inserted, seen.count < measures.pageLimit else {
                throw home.badAnswer(first, "its pages have no end")
            }
            request.place = .address(next)
        }
    }
}
