package import Values

/// Why a registry did not do what it was asked. Without secrets, whoever it is shown to.
package enum RegistryFault: Error {
    /// What was asked for, in words: `manifest latest of library/alpine`.
    case notFound(String, registry: String)
    /// It wants other credentials, or any. `account` is whose password was refused, where there was one; `repository` is empty
    /// for the registry itself.
    case unauthorized(
        registry: String, repository: String, hadCredentials: Bool, reason: String?, account: String? = nil)
    case denied(registry: String, repository: String, reason: String?)
    case notAllowed(String, registry: String)
    /// Any other status, with what the registry says about it.
    case refused(String, registry: String, status: Int, reason: String?)
    case wrongDigest(String, registry: String, expected: Digest, found: Digest)
    case wrongSize(String, registry: String, expected: Int64, found: Int64)
    case badAnswer(String, registry: String, reason: String)
    /// Asked as long as patience lasts.
    case unreachable(registry: String, cause: any Error)
    /// A file with its line, or a variable.
    case badConfiguration(String, reason: String, hint: String? = nil)
    /// The program's name.
    case credentialHelper(String, reason: String, hint: String? = nil)
}
