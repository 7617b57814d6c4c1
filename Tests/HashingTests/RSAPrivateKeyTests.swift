import Hashing
import Testing
import Values

@Suite struct RSAPrivateKeyTests {
    /// Made for this test, with `openssl genrsa -traditional 1024`.
    static let key = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXAIBAAKBgQCnWGieirCBl81jgf00s+MMB9IkdOJdJ4+226lJasnQITPDQMoE
        xNhZ/ma+bf11coZMfddBoZJs24aOkGCwh7xyKWUyBVt3SG51VurdYwU/vnPwemOV
        l4HUS53X9qkZJ6rVMOIvQ7yrkGvoZAybDKLqEt5zrkPffTjsPwKMuYFJfwIDAQAB
        AoGAP494zR7oQ5Cg1ja9MZNRnXQrAOXURIWONGniNpx04rR5sKOfF4iclDHoXFPy
        fPVuxQbXB3qS3v3ScbusveAQVr6eNcviu8QwO5tWgZhyYWMuhyTCif2OVaqSopcO
        KtdpPEDWUlGAQrLxBqGb94PUDo97+rKV2YiwfA3TXK+pjEECQQDbFxRq24dzuGnz
        shNlbb5PfH7ervaVsbSA6roPXmQHM2cDQaxiEJhzKMHNBmH/Uv3nrV9zUAGH4Qbw
        XeTGHTApAkEAw4mtxQfcA3wVY3Jp0kYoUCfBte8hveQqj3/Y5e0ulxteHPsa7ahp
        Tlepi5o5jDn4uG641khx55UkY4GKLVTBZwJASASrMoEdYn3BXlkwJQxRHcHX1o1/
        AzAaHLKMHNczXGaaOyjQaJ/57Qj9w86QUiTOz+Re1wH6rtbauBK1TCZ2GQJBAKPp
        UKI+sV62cFN5wF1E9Fwkx4wUFgvRLSA3goFTLl/60AypLeyU5RmIAJcGxEDZA7bP
        EeCGv/zqF6PWHhdb2fcCQAhtsrlW5DJzinQK3n6zPA9nPutjPIQc1af8xhg2PM8S
        VGpGxyr/GRtAHFBw0EzGRWyl0m+lkqNvF95WZhLRt8g=
        -----END RSA PRIVATE KEY-----
        """

    /// `hello, wörld`, sealed with `openssl pkeyutl -encrypt`.
    static let sealed =
        "8692971b7854b59b28ab8af5fd615aea49b77620b49be060b364b0e10ec668e54faed2d659ba8a4d8a593aa7feb2a6ee"
        + "eae332461949ae3bd8e4eada0570ac77b464aecf82f358884d7d399bb10e41468de425815e0c75f8f40cdb244cd36f12"
        + "d8f0aebeb42cbf62d6fda071468a22f683cfaa096d28d25c0687d1cb5221cddb"

    @Test func `what was sealed for the key is opened`() throws {
        let sealed = try #require(Hex.decode(Self.sealed))
        #expect(String(decoding: try RSAPrivateKey(pem: Self.key).decrypt(sealed), as: UTF8.self) == "hello, wörld")
    }

    @Test func `what was changed since is not`() throws {
        var sealed = try #require(Hex.decode(Self.sealed))
        sealed[40] ^= 1
        #expect(throws: RSAPrivateKey.Fault.wrongText) { _ = try RSAPrivateKey(pem: Self.key).decrypt(sealed) }
        #expect(throws: RSAPrivateKey.Fault.wrongText) { _ = try RSAPrivateKey(pem: Self.key).decrypt([]) }
    }

    @Test(
        arguments: [
            ("", RSAPrivateKey.Fault.noKey),
            ("no key at all", .noKey),
            ("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", .noKey),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
                    + "AAAA\n-----END RSA PRIVATE KEY-----\n", .locked
            ),
        ])
    func `a text without a usable key says why`(text: String, fault: RSAPrivateKey.Fault) {
        #expect(throws: fault) { _ = try RSAPrivateKey(pem: text) }
    }
}
