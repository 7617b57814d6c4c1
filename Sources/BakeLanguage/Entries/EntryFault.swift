package import Values

/// What can be wrong with an entry of a target.
package indirect enum EntryFault: Error, Equatable, Sendable {
    // Text
    case noFields
    /// A double quote in the midst of a field.
    case strayQuote(String)
    case openQuote(String)
    case notKeyValue(String, EntryKind)
    case unknownKey(String, EntryKind)
    case missingType(EntryKind)
    case emptyValue(key: String, EntryKind)
    case notBoolean(String, key: String)
    case notWholeNumber(String, key: String)
    case notMemorySize(String, key: String)
    /// A word that is none of those there are. `noun` says of what: `secret type`.
    case unknownWord(String, noun: String, known: [String])
    case secondName(String, EntryKind)
    case notAnnotation(String)
    case badAnnotationType(String)
    case notUlimit(String)
    case tooManyLimits(String)
    case softAboveHard(soft: Int64, hard: Int64)
    case unwantedValue(entitlement: String)
    case platform(PlatformFault)

    // Values
    /// Something of another type than is needed; `name` is that of the attribute, where it is one.
    case wrongType(name: String?, expected: String, found: String)
    case null(name: String?)
    /// The element of a list with this index is at fault.
    case element(Int, EntryFault)

    // Checks
    case destinationMissing(type: String)
    case destinationIsStandardOutput(type: String)
    case destinationIsNoDirectory(String)
    case destinationIsDirectory(String)
    /// Something on the way to the path is no directory.
    case unreachable(String)
    case standardOutputTaken
    case secretWithoutID
    /// `isPlain`: only an id was given, and there is no variable of that name either.
    case secretFileMissing(id: String, path: String, isPlain: Bool)
    case secretTooLarge(id: String, limit: Int)
    case agentTwice(id: String)
    case noAgent(id: String)
    case keyMissing(id: String, path: String)
    case keyUnreadable(id: String, UnreadableFile)
    case notPrivateKey(id: String, path: String)
    case keyHasPassphrase(id: String, path: String)
    case socketAmongOthers(id: String)
}

extension EntryFault {
    /// Which element of a list is at fault, and what is wrong with it.
    package var place: (index: Int?, fault: EntryFault) {
        if case .element(let index, let fault) = self { (index, fault) } else { (nil, self) }
    }
}
