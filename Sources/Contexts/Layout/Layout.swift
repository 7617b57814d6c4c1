/// Files by their paths, as a tree of names without pointers: an archive may nest them as deep as it likes.
struct Layout: Sendable {
    struct Branch: Sendable {
        var children: [[UInt8]: Int] = [:]
        var file: LaidFile?
        /// Where in `origins` it stands whence the file comes; nil where that does not matter.
        var origin: Int?
    }

    private(set) var branches = [Branch()]
    /// Of files of an archive, one for all the names of a file.
    private(set) var origins: [FileOrigin] = []

    static let root = 0

    init() {}

    init(_ changes: [Replacement]) {
        for change in changes { self[change.path] = change.file }
    }

    /// What is laid at a path; nil where nothing is.
    subscript(path: [UInt8]) -> LaidFile? {
        get { find(path).flatMap { branches[$0].file } }
        set { branches[branch(at: path)].file = newValue }
    }

    func find(_ path: [UInt8]) -> Int? {
        var place = Self.root
        for name in RelativePath.components(RelativePath.cleanFromRoot(path)) {
            guard let next = child(name, of: place) else { return nil }
            place = next
        }
        return place
    }

    func child(_ name: ArraySlice<UInt8>, of place: Int) -> Int? { branches[place].children[Array(name)] }

    /// Makes a place for a name that has none.
    mutating func addChild(_ name: ArraySlice<UInt8>, to place: Int) -> Int {
        branches.append(Branch())
        branches[place].children[Array(name)] = branches.count - 1
        return branches.count - 1
    }

    mutating func lay(_ file: LaidFile, at place: Int, origin: Int? = nil) {
        (branches[place].file, branches[place].origin) = (file, origin)
    }

    mutating func add(_ origin: FileOrigin) -> Int {
        origins.append(origin)
        return origins.count - 1
    }

    /// Says where the content is of a file that was added last.
    mutating func keep(_ content: SpooledFile, of origin: Int) { origins[origin].content = content }

    /// Forgets what is laid at a place and below it.
    mutating func remove(_ place: Int) { branches[place] = Branch() }

    private mutating func branch(at path: [UInt8]) -> Int {
        RelativePath.components(RelativePath.cleanFromRoot(path)).reduce(Self.root) { place, name in
            child(name, of: place) ?? addChild(name, to: place)
        }
    }
}
