internal import CCrypt

/// The password hash of OpenBSD, made slow on purpose.
package enum Bcrypt {
    package static let saltLength = 16
    /// Longer passwords would be cut.
    package static let passwordLimit = 72

    /// The hash in the form `$2a$10$…`, or nil for what cannot be hashed: a password that is too long or holds a zero
    /// byte, a salt of another length, a cost that is not from 4 to 31. Each step of the cost takes twice the time.
    package static func hash(_ password: [UInt8], cost: Int, salt: [UInt8]) -> String? {
        guard password.count <= passwordLimit, !password.contains(0), salt.count == saltLength, 4...31 ~= cost,
            let setting = setting(cost: cost, salt: salt)
        else { return nil }
        var data = crypt_data()
        let phrase = password.map { CChar(bitPattern: $0) } + [0]
        guard let hash = crypt_r(phrase, setting, &data) else { return nil }
        let text = String(cString: hash)
        // All of `2a`, `2b` and `2y` mean the same to those who do it right, and the first is the most widely known.
        return text.hasPrefix("$2b$") ? "$2a$" + text.dropFirst(4) : nil
    }

    private static func setting(cost: Int, salt: [UInt8]) -> [CChar]? {
        let random = salt.map { CChar(bitPattern: $0) }
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        let size = Int32(setting.count)
        let isMade =
            crypt_gensalt_rn("$2b$", UInt(cost), random, Int32(random.count), &setting, size) != nil
        return isMade ? setting : nil
    }
}
