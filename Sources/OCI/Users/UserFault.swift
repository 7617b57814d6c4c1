/// Why a user of an image cannot be had.
package enum UserFault: Error, Equatable, Sendable {
    case unknownUser(String, nearest: String? = nil)
    case unknownGroup(String, nearest: String? = nil)
    /// No system has users or groups of that number.
    case outOfRange(String)
    /// A name, where there is no image to look it up in.
    case nowhereToLook(String)
}

extension UserFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownUser(let name, _): "there is no user \(name) in /etc/passwd of the stage"
        case .unknownGroup(let name, _): "there is no group \(name) in /etc/group of the stage"
        case .outOfRange(let number): "\(number) is not the number of a user or group"
        case .nowhereToLook(let name): "there is no image in which the user or group \(name) could be looked up"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownUser(_, let name?), .unknownGroup(_, let name?): "did you mean \"\(name)\"?"
        case .unknownUser(let name, nil): "make it in an earlier step: RUN adduser \(name)"
        case .unknownGroup(let name, nil): "make it in an earlier step: RUN addgroup \(name)"
        case .outOfRange: "numbers go from 0 to 2147483647"
        case .nowhereToLook: "write numbers, such as 1000:1000"
        }
    }
}
