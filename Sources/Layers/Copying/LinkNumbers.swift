/// Gives the files of one source that have several names numbers that no other source has.
struct LinkNumbers {
    private var numbers: [Int: Int] = [:]
    private(set) var next: Int

    init(from first: Int) {
        next = first
    }

    mutating func renumber(_ kind: FileNode.Kind) -> FileNode.Kind {
        guard case .file(var content) = kind, let old = content.identity else { return kind }
        if numbers[old] == nil {
            numbers[old] = next
            next += 1
        }
        content.identity = numbers[old]
        return .file(content)
    }
}
