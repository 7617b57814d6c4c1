import HTTP
import Hashing
import OCI
import Synchronization
import TestSupport
import Testing
import Values

@testable import Registry

struct PageLinkTests {
    typealias Answer = ScriptedServer.Answer

    private func next(_ link: String) throws -> String? {
        let address = try HTTPAddress("https://registry.test/v2/app/tags/list?n=2")
        return PageLink(HTTPResponse(status: 200, headers: ["Link": link], address: address))?.next.text
    }

    @Test(arguments: [
        (#"</v2/app/tags/list?n=2&last=b>; rel="next""#, "https://registry.test/v2/app/tags/list?n=2&last=b"),
        (#"<list?last=b>; rel=next"#, "https://registry.test/v2/app/tags/list?last=b"),
        (#"<https://other.test/x>; title="a"; rel="next""#, "https://other.test/x"),
        (#"</first>; rel="first", </second,x>; REL="prev next""#, "https://registry.test/second,x"),
        (#"</v2/>; rel="prev""#, nil), ("</v2/>", nil), ("<", nil), ("", nil), (#"rel="next""#, nil),
    ])
    func `where a list goes on is read`(link: String, expected: String?) throws {
        #expect(try next(link) == expected)
    }

    @Test func `all pages are asked for`() throws {
        let server = try ScriptedServer { request in
            switch request.target {
            case "/v2/app/tags/list?n=2":
                Answer(200, [("Link", #"</v2/app/tags/list?n=2&last=b>; rel="next""#)], body: #"{"tags":["a","b"]}"#)
            case "/v2/app/tags/list?n=2&last=b":
                Answer(200, [("Link", #"<list?n=2&last=d>; rel="next""#)], body: #"{"tags":["c","d"]}"#)
            case "/v2/app/tags/list?n=2&last=d": Answer(200, body: #"{"tags":null}"#)
            default: Answer(500)
            }
        }
        let client = RegistryClient.forTest(server.name, .plain) { $0.page = 2 }
        #expect(try client.tags(of: "app") == ["a", "b", "c", "d"])
    }

    @Test func `pages that lead round in a circle come to an end`() throws {
        let server = try ScriptedServer { _ in
            Answer(200, [("Link", #"</v2/app/tags/list?n=1>; rel="next""#)], body: #"{"tags":["a"]}"#)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect { try client.tags(of: "app") } throws: { "\($0)".contains("its pages have no end") }
        #expect(server.requests.count == 2)
    }

    @Test func `pages without end come to one`() throws {
        let count = Atomic(0)
        let server = try ScriptedServer { _ in
            let number = count.add(1, ordering: .relaxed).newValue
            return Answer(200, [("Link", "</v2/app/tags/list?last=\(number)>; rel=next")], body: #"{"tags":[]}"#)
        }
        let client = RegistryClient.forTest(server.name, .plain) { $0.pageLimit = 20 }
        #expect { try client.tags(of: "app") } throws: { "\($0)".contains("its pages have no end") }
        #expect(count.load(ordering: .relaxed) == 20)
    }

    @Test func `what cannot be a tag is left out`() throws {
        let server = try ScriptedServer { _ in
            Answer(200, body: #"{"tags":["v1","\u001b[31m",7,"","-x","../..","_ok.2-3"]}"#)
        }
        #expect(try RegistryClient.forTest(server.name, .plain).tags(of: "app") == ["v1", "_ok.2-3"])
    }

    @Test func `what is no list of tags is refused`() throws {
        let server = try ScriptedServer { _ in Answer(200, body: "<html>") }
        #expect(throws: RegistryFault.self) { try RegistryClient.forTest(server.name, .plain).tags(of: "app") }
    }

    @Test func `referrers come over all pages of the API`() throws {
        let (one, two) = (ContentHash.digest(of: [1]), ContentHash.digest(of: [2]))
        func index(_ digest: Digest) -> String {
            let descriptor = OCI.Descriptor(mediaType: MediaType.manifest, digest: digest, size: 7)
            return String(decoding: Index(manifests: [descriptor]).json.encoded(), as: UTF8.self)
        }
        let (first, second) = (index(one), index(two))
        let server = try ScriptedServer { request in
            request.target.hasSuffix("page=2")
                ? Answer(200, body: second) : Answer(200, [("Link", "<?page=2>; rel=next")], body: first)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(try client.referrers(of: ContentHash.digest(of: []), in: "app").map(\.digest) == [one, two])
    }

    @Test(arguments: [404, 400, 405, 501, 200])
    func `a registry that does not know referrers is asked for the tag`(status: Int) throws {
        let subject = ContentHash.digest(of: [])
        let server = try ScriptedServer { request in
            request.path.contains("/referrers/") ? Answer(status, body: "<html>") : Answer(404)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(try client.referrers(of: subject, in: "app") == [])
        #expect(server.requests.last?.path == "/v2/app/manifests/sha256-\(subject.hex)")
    }
}
