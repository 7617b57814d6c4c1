internal import HTTP

extension RegistryClient {
    /// Asks whether the registry takes the credentials that this was made with. False where it asks nobody for any, and so
    /// has said nothing about them. Throws `.unauthorized` where it does not.
    package func takesLogin() throws -> Bool {
        _ = try asking(RegistryRequest(.get, .path(""), [], "a login"))
        return home.authorizer.header(for: []) != nil
    }
}
