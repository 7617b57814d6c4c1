internal import Archives
internal import ContentStore
internal import Contexts
internal import DockerfileLanguage
internal import Git
internal import HTTP
internal import Host
internal import Layers
internal import Planning
internal import Values

/// What the sources of a COPY or ADD lead to, each in turn, and how a content key says it.
struct CopySources {
    private(set) var all: [CopySource] = []
    private(set) var found = FoundFiles()
    private let copy: CopyOperation
    private let step: PlannedStep
    private let builder: Builder
    private var files: ArraySlice<SelectedFiles>
    private var reads: ArraySlice<Digest>

    init(of copy: CopyOperation, _ step: PlannedStep, in builder: Builder) throws {
        self.copy = copy
        self.step = step
        self.builder = builder
        files = (builder.order.plan.files[step.key] ?? [])[...]
        reads = step.reads[...]
        for source in copy.sources { try add(source) }
    }

    private mutating func add(_ source: CopyOperation.Source) throws {
        switch source {
        case .inline(let name, let content): all.append(.heredoc(name: name.keptBytes, content.keptBytes))
        case .web(let address): try addDownload(address)
        case .git(let address): try addRepository(address)
        case .path(let path):
            let items = copy.origin.isState ? try stateItems(path) : try contextItems()
            try add(items)
        }
    }

    private mutating func contextItems() throws -> [SourceItem] {
        guard let selected = files.popFirst() else { preconditionFailure("a plan has the files of every source") }
        return try SourceItem.items(of: selected)
    }

    private mutating func stateItems(_ path: String) throws -> [SourceItem] {
        guard let state = reads.popFirst() else { preconditionFailure("a plan has the state of every source") }
        let tree = try builder.tree(of: builder.states.snapshot(state))
        let items = try TreeSelection(tree).items(
            Selector(sources: [path], excludes: copy.excludes, keepsParents: copy.keepsParents))
        found.reads.append(items.map(\.ingredient))
        return items
    }

    /// ADD unpacks archives that are on this machine, unless it is told not to.
    private mutating func add(_ items: [SourceItem]) throws {
        guard copy.isAdd, copy.unpacks != false else {
            all.append(.items(items))
            return
        }
        var plain: [SourceItem] = []
        for item in items {
            guard let content = item.node.content, try builder.layers.isArchive(content) else {
                plain.append(item)
                continue
            }
            if !plain.isEmpty { all.append(.items(plain)) }
            plain = []
            all.append(.archive(try builder.unpacked(content)))
        }
        all.append(.items(plain))
    }

    private mutating func addDownload(_ address: String) throws {
        let spool = try Spool(builder.store.newScratchPath())
        let file = try FetchedFile(address, checksum: copy.checksum, into: spool)
        found.fetched.append(file.ingredient)
        guard copy.unpacks == true, try builder.layers.isArchive(file.content) else {
            all.append(file.source)
            return
        }
        all.append(.archive(try builder.unpacked(file.content)))
    }

    /// The files of a repository, without their history unless that is wanted.
    private mutating func addRepository(_ address: String) throws {
        guard let reference = try GitReference(address) else { throw BuildFault.notRepository(address) }
        let directory = try builder.store.makeScratch()
        let checkout = try reference.checkOut(
            into: directory, keepsGitDirectory: reference.keepsGitDirectory ?? copy.keepsGitDirectory)
        if let checksum = copy.checksum, !checkout.commit.id.hasPrefix(checksum) {
            throw BuildFault.otherCommit(address, expected: checksum, found: checkout.commit.id)
        }
        let context = DirectoryContext(root: checkout.directory, cache: nil)
        let items = try context.files(Selector(sources: ["."], excludes: copy.excludes)).map { SourceItem($0) }
        found.fetched.append(items.map(\.ingredient).joined(separator: "\n"))
        all.append(.items(items))
    }
}
