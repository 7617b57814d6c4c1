internal import CCrypto

/// The half of a pair of RSA keys that opens what was sealed with the other.
package struct RSAPrivateKey: ~Copyable {
    private let key: OpaquePointer

    package enum Fault: Error, Sendable {
        /// There is no key in the text.
        case noKey
        /// The key is sealed with a password.
        case locked
        case notRSA
        /// Was not sealed for this key, or was changed since.
        case wrongText
    }

    /// Reads the PEM form.
    package init(pem: String) throws(Fault) {
        guard !pem.utf8.isEmpty, !Self.mentions("ENCRYPTED", pem) else { throw pem.utf8.isEmpty ? .noKey : .locked }
        let bytes = Array(pem.utf8)
        guard let count = Int32(exactly: bytes.count), let source = BIO_new_mem_buf(bytes, count) else { throw .noKey }
        defer { BIO_free(source) }
        // The callback gives no password, instead of asking for one at the terminal.
        guard let key = PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in 0 }, nil) else { throw .noKey }
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else {
            EVP_PKEY_free(key)
            throw .notRSA
        }
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// Opens what was sealed after PKCS #1, version 1.5.
    package func decrypt(_ sealed: [UInt8]) throws(Fault) -> [UInt8] {
        guard let context = EVP_PKEY_CTX_new(key, nil) else { throw .wrongText }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_decrypt_init(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        else { throw .wrongText }
        // Newer libraries make up a text instead of failing, unless told not to; older ones do not know the setting.
        _ = EVP_PKEY_CTX_ctrl_str(context, "rsa_pkcs1_implicit_rejection", "0")
        var room = Int(EVP_PKEY_get_size(key))
        var opened = [UInt8](repeating: 0, count: room)
        guard EVP_PKEY_decrypt(context, &opened, &room, sealed, sealed.count) == 1 else { throw .wrongText }
        return Array(opened.prefix(room))
    }

    private static func mentions(_ word: StaticString, _ text: String) -> Bool {
        text.split(separator: "\n").contains {
            ($0.hasPrefix("Proc-Type:") || $0.hasPrefix("-----BEGIN")) && $0.contains("\(word)")
        }
    }
}
