/// One login, for whatever is asked.
package struct GivenLogin: CredentialSource {
    private let credentials: Credentials

    package init(_ credentials: Credentials) {
        self.credentials = credentials
    }

    package func credentials(for registry: String, repository: String) -> Credentials? { credentials }
}
