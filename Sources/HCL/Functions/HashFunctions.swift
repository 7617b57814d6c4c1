internal import Hashing
internal import Values

struct HashFunctions {
    private let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    var table: [String: Function] {
        let surroundings = surroundings
        let effort = HashEffort()
        return [
            "md5": Self.hash { LegacyHash.md5.hash(of: $0) },
            "sha1": Self.hash { LegacyHash.sha1.hash(of: $0) },
            "sha256": Self.hash { ContentHash.digest(of: $0, .sha256).bytes },
            "sha512": Self.hash { ContentHash.digest(of: $0, .sha512).bytes },
            "bcrypt": .taking([.text("str")], variadic: .number("cost")) { arguments throws(CallFailure) in
                try Self.bcrypt(arguments, effort, salt: surroundings.randomBytes(Bcrypt.saltLength))
            },
            "rsadecrypt": .taking([.text("ciphertext"), .text("privatekey")], reading: Self.decrypt),
            "uuidv4": .taking([]) { _ in .string(UUID(random: surroundings.randomBytes(16)).description) },
            "uuidv5": .taking([.text("namespace"), .text("name")], reading: Self.namedUUID),
        ]
    }

    private static func hash(_ hash: @escaping ([UInt8]) -> [UInt8]?) -> Function {
        .taking([.text("str")]) { arguments throws(CallFailure) in
            guard let bytes = hash(Array(try arguments.text(0).utf8)) else {
                throw .failed(reason: "this machine's policy forbids this hash")
            }
            return .string(Hex.encode(bytes))
        }
    }

    private static func bcrypt(
        _ arguments: Arguments, _ effort: HashEffort, salt: [UInt8]
    ) throws(CallFailure) -> Value {
        guard arguments.count <= 2 else { throw .argument(2, reason: "is one too many") }
        let given = arguments.count == 2 ? try arguments.integer(1) : defaultCost
        let cost = given < 4 ? defaultCost : given
        guard cost <= costLimit else {
            throw .argument(1, reason: "must not be above \(costLimit), which takes seconds already")
        }
        let password = Array(try arguments.text(0).utf8)
        guard password.count <= Bcrypt.passwordLimit else {
            throw .argument(0, reason: "must not be longer than \(Bcrypt.passwordLimit) bytes")
        }
        guard effort.spend(onCost: cost) else { throw .failed(reason: "so many of these hashes take too long") }
        guard let hash = Bcrypt.hash(password, cost: cost, salt: salt) else {
            throw .argument(0, reason: "must not hold a zero byte")
        }
        return .string(hash)
    }

    private static let defaultCost = 10
    /// Each step takes twice the time.
    private static let costLimit = 16

    private static func decrypt(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard let sealed = Base64.decode(try arguments.text(0)) else {
            throw .argument(0, reason: "must be base 64")
        }
        let pem = try arguments.text(1)
        let opened: [UInt8]
        do {
            opened = try RSAPrivateKey(pem: pem).decrypt(sealed)
        } catch {
            throw failure(error)
        }
        guard let text = String(validating: opened, as: UTF8.self) else {
            throw .failed(reason: "what comes out is not UTF-8")
        }
        return Value(text: text)
    }

    private static func failure(_ fault: RSAPrivateKey.Fault) -> CallFailure {
        switch fault {
        case .noKey: .argument(1, reason: "holds no key in the PEM form")
        case .locked: .argument(1, reason: "is a key with a password; take that off first")
        case .notRSA: .argument(1, reason: "is not an RSA key")
        case .wrongText: .argument(0, reason: "was not encrypted for this key")
        }
    }

    private static func namedUUID(_ arguments: Arguments) throws(CallFailure) -> Value {
        let name = try arguments.text(0)
        guard let namespace = UUID.namespaces[name] ?? UUID(name) else {
            throw .argument(0, reason: "must be \"dns\", \"url\", \"oid\", \"x500\" or a UUID")
        }
        let hashed = namespace.bytes + Array(try arguments.text(1).utf8)
        guard let hash = LegacyHash.sha1.hash(of: hashed) else {
            throw .failed(reason: "this machine's policy forbids SHA-1")
        }
        return .string(UUID(hash: hash).description)
    }
}
