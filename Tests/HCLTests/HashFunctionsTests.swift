import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct HashFunctionsTests {
    static let calls: [(String, String?)] = [
        (#"md5("hello")"#, #""5d41402abc4b2a76b9719d911017c592""#),
        (#"md5("")"#, #""d41d8cd98f00b204e9800998ecf8427e""#),
        ("md5(null)", nil),
        (#"sha1("hello")"#, #""aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d""#),
        (#"sha1("ä")"#, #""961fa22f61a56e19f3f5f8867901ac8cf5e6d11f""#),
        (#"sha256("hello")"#, #""2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824""#),
        ("sha256(12)", #""6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918""#),
        (#"strlen(bcrypt("x", 4))"#, "60"),
        (#"strlen(bcrypt("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 4))"#, nil),
        ("strlen(uuidv4())", "36"),
        (#"substr(bcrypt("x", 4), 0, 7)"#, #""$2a$04$""#),
        (#"substr(bcrypt("x", 3), 0, 7)"#, #""$2a$10$""#),
        (#"substr(bcrypt("x"), 0, 7)"#, #""$2a$10$""#),
        (#"substr(sha512("hello"), 0, 64)"#, #""9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7""#),
        (#"bcrypt("x", 32)"#, nil),
        (#"bcrypt("x", 4, 5)"#, nil),
        (#"bcrypt("x", "a")"#, nil),
        (#"uuidv5("dns", "www.terraform.io")"#, #""a5008fae-b28c-5ba5-96cd-82b4c53552d6""#),
        (#"uuidv5("url", "https://www.terraform.io/")"#, #""9db6f67c-dd95-5ea0-aa5b-e70e5c5f7cf5""#),
        (#"uuidv5("oid", "1.3.6.1.4")"#, #""af9d40a5-7a36-5c07-b23a-851cd99fbfa5""#),
        (#"uuidv5("x500", "CN=Example,C=GB")"#, #""84e09961-4aa4-57f8-95b7-03edb1073253""#),
        (
            #"uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.terraform.io")"#,
            #""a5008fae-b28c-5ba5-96cd-82b4c53552d6""#
        ),
        (#"uuidv5("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "a")"#, #""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#),
        (
            #"uuidv5("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "a")"#,
            #""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#
        ),
        (
            #"uuidv5("URN:UUID:6BA7B810-9dad-11d1-80b4-00c04fd430c8", "a")"#,
            #""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#
        ),
        (#"uuidv5("6ba7b8109dad11d180b400c04fd430c8", "a")"#, #""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#),
        (#"uuidv5("tcp", "a")"#, nil),
        (#"uuidv5("", "a")"#, nil),
    ]

    @Test(arguments: calls)
    func `hashes come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
