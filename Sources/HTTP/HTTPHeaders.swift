package import Values

/// The headers of a request or an answer, in their order; names are looked up in any case.
package struct HTTPHeaders: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var all: [(name: String, value: String)] = []

    package init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { (name: $0, value: $1) }
    }

    package mutating func add(_ name: String, _ value: String) { all.append((name, value)) }

    /// The first of a name.
    package subscript(_ name: String) -> String? { values(of: name).first }

    package func values(of name: String) -> [String] {
        let name = name.lowercased()
        return all.filter { $0.name.lowercased() == name }.map(\.value)
    }

    /// The first of a name as a number that is not negative; nil where it is none.
    package func number(_ name: String) -> Int64? {
        guard let text = self[name], !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int64(text)
    }

    /// The first of a name as a time, in any of the forms that servers use.
    package func time(_ name: String) -> Timestamp? {
        self[name].flatMap(CurlLibrary.time)
    }

    package static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
        left.all.elementsEqual(right.all) { $0.name == $1.name && $0.value == $1.value }
    }
}

extension HTTPHeaders {
    /// As libcurl takes them. Throws for what would be taken for further headers.
    func lines() throws(HTTPFault) -> [String] {
        var lines: [String] = []
        for (name, value) in all {
            guard Self.isName(name), value.utf8.allSatisfy({ $0 == 9 || $0 >= 0x20 && $0 != 0x7f }) else {
                throw .badHeader(Self.isName(name) ? name : "a header")
            }
            // An empty one would be taken for one to leave out.
            lines.append(value.utf8.allSatisfy { $0 == 9 || $0 == 0x20 } ? "\(name);" : "\(name): \(value)")
        }
        return lines
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
                default: "!#$%&'*+-.^_`|~".utf8.contains($0)
                }
            }
    }
}
