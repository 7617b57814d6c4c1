package import Values

/// What is wrong with a file that should be a base-image tarball.
package enum BaseTarballFault: Error, Equatable, Sendable {
    /// It is no zstd data, or damaged: in the library's words.
    case compression(String)
    /// It begins with something else than the list.
    case notTarball
    case list(String)
    case newer(version: Int64, known: Int64)
    /// It ends before all that the list says has come.
    case cutShort
    /// More comes than the list says.
    case tooLong
    /// It unpacks to so much more than it is that nobody can mean it.
    case bomb(plain: Int64, packed: Int64)
    case unsafeName(String)
    case twice(String)
    /// Another entry comes than should.
    case unexpected(String, expected: String)
    case wrongDigest(String, found: Digest)
    case damagedTree(Digest, String)
    /// The record of a step that its ingredients do not lead to.
    case wrongKey(Digest)
    /// It is one, but not of what was asked for.
    case otherKey(target: String, key: Digest)
}

extension BaseTarballFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .compression(let words): "it is damaged, or no zstd data: \(words)"
        case .notTarball: "it is no base-image tarball"
        case .list(let words): "its list \(words)"
        case .newer(let version, let known): "it has the format \(version), and this hearth knows \(known)"
        case .cutShort: "it is cut short"
        case .tooLong: "it has more in it than its list says"
        case .bomb(let plain, let packed):
            "it has \(ByteCount(packed)), and would unpack to \(ByteCount(plain)) or more"
        case .unsafeName(let name): "\"\(name)\" leads out of it"
        case .twice(let name): "\"\(name)\" is in it twice"
        case .unexpected(let name, let expected): "\"\(name)\" is in it where \"\(expected)\" should be"
        case .wrongDigest(let name, let found): "\"\(name)\" is damaged: it holds \(found)"
        case .damagedTree(let digest, let words): "the list of a layer's files, \(digest), is damaged: \(words)"
        case .wrongKey(let key): "the record of a step, \(key), is damaged: its ingredients have another key"
        case .otherKey(let target, let key): "it is of the target \(target) with the key \(key)"
        }
    }

    package var hint: String? {
        switch self {
        case .notTarball: "images in other archives are taken by `hearth load`"
        case .newer: "use the newer hearth"
        case .compression, .list, .cutShort, .tooLong, .bomb, .unsafeName, .twice, .unexpected, .wrongDigest,
            .damagedTree, .wrongKey:
            "write it anew with `hearth cache export`"
        case .otherKey: nil
        }
    }
}
