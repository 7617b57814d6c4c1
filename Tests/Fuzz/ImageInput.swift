import OCI
import Values

/// The documents of images and their names.
enum ImageInput {
    /// Reads an input as every kind of document and name, as far as it can be read. What was read is written, and must be
    /// read again as the same.
    static func read(_ bytes: [UInt8]) {
        if let json = try? JSON(parsing: bytes) {
            precondition((try? JSON(parsing: json.encoded())) == json, "JSON is not read as it was written")
            read(json, bytes)
        }
        let source = AnyBlobs(bytes: bytes)
        for platform in platforms {
            guard let digest = Digest(.sha256, bytes: Array(repeating: 1, count: 32)) else { continue }
            do throws(ImageFault) {
                _ = try Image(digest, for: platform, from: source)
            } catch {
                _ = "\(error) \(error.hint ?? "")"
            }
        }
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(200) {
            readName(String(decoding: line, as: UTF8.self))
        }
    }

    private static let platforms = [
        Platform(system: "linux", architecture: "amd64", variant: "v3"),
        Platform(system: "linux", architecture: "arm64"),
        Platform(system: "windows", architecture: "amd64", systemVersion: "10.0.20348"),
    ]

    private static func read(_ json: JSON, _ bytes: [UInt8]) {
        do throws(DocumentFault) {
            switch try ImageDocument(parsing: bytes) {
            case .manifest(let manifest):
                precondition((try? ImageDocument(parsing: manifest.json.encoded())) == .manifest(manifest))
            case .index(let index):
                precondition((try? ImageDocument(parsing: index.json.encoded())) == .index(index))
                for platform in platforms { _ = platform.choices(among: index.manifests.map(\.platform)) }
            }
        } catch {
            _ = "\(error) \(error.hint ?? "")"
        }
        if let read = try? ImageConfiguration(json, platform: platforms[0]) {
            precondition((try? ImageConfiguration(read.json, platform: platforms[0])) == read)
        }
    }

    private static func readName(_ text: String) {
        do throws(ReferenceFault) {
            let reference = try ImageReference(text)
            precondition((try? ImageReference(reference.description)) == reference)
            precondition((try? ImageReference(reference.familiar)) == reference)
        } catch {
            _ = "\(error) \(error.hint ?? "")"
        }
        do throws(LayoutFault) {
            _ = try LayoutReference("oci-layout://" + text)
        } catch {
            _ = "\(error) \(error.hint ?? "")"
        }
    }

    /// Has one blob under every name.
    private final class AnyBlobs: BlobSource {
        private let bytes: [UInt8]
        private var asked: Digest?

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
            asked = digest
            return bytes
        }

        func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest { asked! }
    }

    static let words = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "false", "1e9", "-", "0", "9223372036854775808", "\\u00e9",
        "\\ud800", "\\udc00", "\\", "[[[[", "{\"a\":", "\u{0}", "\u{e9}", "@", "/", ".", "__", "--", "docker.io/",
        "library/",
        "localhost:5000/", "[::1]", ":latest", "@sha256:", "\(digest)", "oci-layout://", "\"config\":{",
        "\"manifests\":[",
        "\"layers\":[", "\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v9.2\"},",
        "\"os.features\":[\"a\"],", "\"mediaType\":\"\(MediaType.index)\",", "\"fsLayers\":[],",
        "\"digest\":\"\(digest)\",",
        "\"size\":-1,", "\"Env\":[\"A=1\"],", "\"Healthcheck\":{\"Interval\":1},", "\"annotations\":{\"a\":\"b\"},",
    ]

    private static let digest = "sha256:" + String(repeating: "0c", count: 32)

    static let corpus: [[UInt8]] = {
        let blob = #"{"mediaType":"x","digest":"\#(digest)","size":3,"platform":{"os":"linux","architecture":"arm64"}}"#
        return [
            #"{"schemaVersion":2,"mediaType":"\#(MediaType.manifest)","config":\#(blob),"layers":[\#(blob),\#(blob)]}"#,
            #"{"schemaVersion":2,"mediaType":"\#(MediaType.index)","manifests":[\#(blob),\#(blob)],"annotations":{"a":"b"}}"#,
            """
            {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":["sh"],"Labels":{"a":"b"},\
            "ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},"Healthcheck":{"Test":["CMD"],"Retries":3}},\
            "rootfs":{"type":"layers","diff_ids":["\(digest)"]},"history":[{"created_by":"x","empty_layer":true}]}
            """,
            "alpine\nalpine:3.20\nghcr.io/a/b__c@\(digest)\nlocalhost:5000/x-y.z:v1@\(digest)\n[2001:db8::1]:80/a\nFoo/bar\n",
            "dir:v1\n/a/b@\(digest)\n../x:y\na:b/c\n",
        ].map { Array($0.utf8) }
    }()
}

extension Language {
    static let image = Language(
        "image", fileEnding: "json", corpus: { ImageInput.corpus }, words: ImageInput.words
    ) { $0.forEach(ImageInput.read) }
}
