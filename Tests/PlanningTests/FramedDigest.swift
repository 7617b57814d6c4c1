import Hashing
import Values

enum FramedDigest {
    static func of(_ text: String) -> Digest { ContentHash.digest(of: Array(text.utf8)) }

    static func plain(_ json: JSON) -> Digest { ContentHash.digest(of: json.encoded()) }
}
