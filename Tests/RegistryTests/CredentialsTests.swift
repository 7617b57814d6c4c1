import Testing

@testable import Registry

struct CredentialsTests {
    @Test func `credentials are never printed`() {
        #expect("\(Credentials.password(name: "me", password: "secret"))" == "a password of me")
        #expect("\(Credentials.identityToken("secret"))" == "an identity token")
    }
}
