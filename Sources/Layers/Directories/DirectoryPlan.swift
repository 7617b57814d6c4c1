/// What there is to do to make the directory of a layer.
struct DirectoryPlan {
    struct Folder {
        /// From the top, without a slash at either end.
        let path: [UInt8]
        let attributes: FileAttributes
        let directory: Directory
        /// What layers that are like this one have in its place.
        let alike: [Directory?]
    }

    /// Some of the entries of a folder, all of which are made by one thread.
    struct Part {
        let folder: Int
        let entries: Range<Int>
    }

    /// A file's further names, which are made when the first is there.
    struct Link {
        let folder: Int
        let name: [UInt8]
        let firstFolder: Int
        let firstName: [UInt8]
    }

    /// Each after what it is in; the top first.
    private(set) var folders: [Folder] = []
    private(set) var parts: [Part] = []
    private(set) var links: [Link] = []
    private var first: [Int: (folder: Int, name: [UInt8])] = [:]
    /// What is not made with its part.
    private(set) var isLink: Set<LinkPlace> = []

    struct LinkPlace: Hashable {
        let folder: Int
        let entry: Int
    }

    /// What one thread does at once.
    private static let mostEntries = 256
    private static let mostBytes: Int64 = 8 << 20

    static let blockLength: Int64 = 4096

    /// About what a file of that length takes on a disk.
    static func allocated(_ length: Int64) -> Int64 {
        length.addingReportingOverflow(blockLength - 1).overflow
            ? length : (length + blockLength - 1) / blockLength * blockLength
    }

    init(_ tree: FileTree, like others: [FileTree]) {
        add(
            Folder(
                path: [], attributes: FileAttributes(mode: 0o755, modified: 0), directory: tree.top,
                alike: others.map(\.top)))
        var next = 0
        while next < folders.count {
            let folder = folders[next]
            for entry in folder.directory.entries {
                guard case .directory(let inner) = entry.node.kind else { continue }
                let path = folder.path.isEmpty ? entry.name : folder.path + [PathNames.slash] + entry.name
                let alike = folder.alike.map { other -> Directory? in
                    if case .directory(let same)? = other?[entry.name]?.kind { same } else { nil }
                }
                add(Folder(path: path, attributes: entry.node.attributes, directory: inner, alike: alike))
            }
            next += 1
        }
    }

    private mutating func add(_ folder: Folder) {
        let number = folders.count
        folders.append(folder)
        var (start, bytes): (Int, Int64) = (0, 0)
        for (place, entry) in folder.directory.entries.enumerated() {
            if place - start == Self.mostEntries || bytes > Self.mostBytes {
                parts.append(Part(folder: number, entries: start..<place))
                (start, bytes) = (place, 0)
            }
            guard case .file(let content) = entry.node.kind else { continue }
            bytes += content.length
            guard let identity = content.identity else { continue }
            if let first = first[identity] {
                links.append(
                    Link(folder: number, name: entry.name, firstFolder: first.folder, firstName: first.name))
                isLink.insert(LinkPlace(folder: number, entry: place))
            } else {
                first[identity] = (number, entry.name)
            }
        }
        let count = folder.directory.entries.count
        if start < count { parts.append(Part(folder: number, entries: start..<count)) }
    }
}
