import Hashing
import Testing

@Suite struct BcryptTests {
    static let salt: [UInt8] = Array(1...16)

    @Test func `a known password has its known hash`() {
        // In the alphabet of this hash, `CCCCCCCCCCCCCCCCCCCCC.`
        let salt = Array([[UInt8]](repeating: [0x10, 0x41, 0x04], count: 5).joined()) + [0x10]
        let hash = Bcrypt.hash(Array("U*U".utf8), cost: 5, salt: salt)
        #expect(hash == "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
    }

    @Test func `the same password and salt have the same hash, another password has another`() {
        let hash = Bcrypt.hash(Array("secret".utf8), cost: 4, salt: Self.salt)
        #expect(Bcrypt.hash(Array("secret".utf8), cost: 4, salt: Self.salt) == hash)
        #expect(Bcrypt.hash(Array("Secret".utf8), cost: 4, salt: Self.salt) != hash)
    }

    @Test(arguments: [(73, 4, 16), (1, 3, 16), (1, 32, 16), (1, 4, 15)])
    func `what cannot be hashed is refused`(length: Int, cost: Int, salt: Int) {
        let password = [UInt8](repeating: 97, count: length)
        #expect(Bcrypt.hash(password, cost: cost, salt: Array(repeating: 1, count: salt)) == nil)
    }

    @Test func `a zero byte would cut the password`() {
        #expect(Bcrypt.hash([97, 0, 98], cost: 4, salt: Self.salt) == nil)
    }
}
