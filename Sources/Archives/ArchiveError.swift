/// Why an archive could not be read.
package enum ArchiveError: Error, Equatable, Sendable {
    /// Nothing at all.
    case empty
    case notArchive
    /// It ends before it says so.
    case truncated
    /// What a library says of bytes that it cannot read.
    case damaged(String)
    /// What comes before the content of an entry: names, maps, whatever else it says of itself.
    case headerTooLarge(limit: Int)
    /// More bytes of files that are nowhere in it, but are zeros by what it says.
    case holesTooLarge(limit: Int64)
    case outOfMemory
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "it is empty"
        case .notArchive: "it is no tar archive, or damaged"
        case .truncated: "it is cut short"
        case .damaged(let words): words
        case .headerTooLarge(let limit): "an entry has a description of more than \(limit >> 20) MiB"
        case .holesTooLarge(let limit): "its files have holes of more than \(limit >> 30) GiB"
        case .outOfMemory: "out of memory"
        }
    }
}
