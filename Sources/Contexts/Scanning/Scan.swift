internal import Host
internal import Synchronization

/// One run's view of a directory on the disk: what is known of its tree, and how more is learnt.
// @unchecked: `DirectoryContext` lets one caller in at a time. The threads of a walk change different entries of the
// tree; what they share is behind locks.
final class Scan: @unchecked Sendable {
    let system: any TreeSystem
    let tree: Tree
    let rootPath: Path
    private var root: Handle?
    let openCount = OpenCount()
    private let volumes = Mutex<[UInt64: VolumeKind]>([:])
    /// Held to change what is said of a directory by several threads. Whether there is anything new to remember.
    private let summaries = Mutex(false)
    var figures = ScanFigures()
    private var answers: [Question: Answer] = [:]

    private struct Answer {
        let selector: Selector
        let inputs: [SelectedInput]
    }

    /// Whether the tree comes from an earlier run.
    let isRemembered: Bool

    /// What is other than on the disk.
    let layout: Layout?
    /// The bytes of a file of the layout.
    var laidContents: @Sendable ([UInt8]) -> [UInt8]? = { _ in nil }
    /// Whence its files are read after the scan.
    private(set) lazy var contentRoot = ContentFolder(ContentReader(rootPath, system))

    init(_ rootPath: Path, _ remembered: Tree?, on system: any TreeSystem, layout: Layout? = nil) {
        self.layout = layout
        self.rootPath = rootPath
        tree = remembered ?? Tree()
        isRemembered = remembered != nil
        self.system = system
    }

    /// The same, of which nothing is known yet.
    func forgetful() -> Scan {
        let scan = Scan(rootPath, nil, on: system, layout: layout)
        scan.laidContents = laidContents
        return scan
    }

    /// Whether all that was answered so far is answered the same here.
    func agrees(with other: Scan) -> Bool {
        other.answers.values.allSatisfy { answer in (try? select(answer.selector)) == answer.inputs }
    }

    func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput] {
        let question = Question(selector)
        if let answer = answers[question] { return answer.inputs }
        let inputs = try Selection(selector, on: self).inputs()
        answers[question] = Answer(selector: selector, inputs: inputs)
        return inputs
    }

    /// Like `select`, but answered anew each time: what it gives may be large.
    func files(_ selector: Selector) throws(ContextFault) -> [SelectedTree] {
        try Selection(selector, on: self).files()
    }

    /// The top, opened on first use.
    func rootHandle() throws(ContextFault) -> Handle {
        if let root { return root }
        do throws(SystemError) {
            let handle = Handle(try system.open(rootPath), system, openCount)
            root = handle
            return handle
        } catch {
            throw error.code == .notDirectory ? .notDirectory(rootPath) : .noContext(rootPath, error)
        }
    }

    /// Whether queued work should open its directory anew instead of keeping it open.
    var hasManyOpen: Bool { openCount.isHigh }

    /// What files on that device have; `descriptor` is on it.
    func grain(_ device: UInt64, _ descriptor: Int32) -> Grain {
        Grain(isLocal: volumeKind(device, descriptor) == .local, tick: system.tick)
    }

    func volumeKind(_ device: UInt64, _ descriptor: Int32) -> VolumeKind {
        volumes.withLock { known in
            if let answer = known[device] { return answer }
            let answer = system.volumeKind(descriptor)
            known[device] = answer
            return answer
        }
    }

    /// Something in the directory is not what it was, so what was summed up of it and of all above is void. With
    /// `isDoubtful` its names have to be read again next time.
    func forgetSummary(_ node: Node, isDoubtful: Bool = false) {
        summaries.withLock { isChanged in
            isChanged = true
            if isDoubtful { node.pointee.isDoubtful = true }
            var next: Node? = node
            // Above a directory without a summary none has one.
            while let node = next, node.pointee.hasSummary {
                (node.pointee.hasSummary, node.pointee.isWalked) = (false, false)
                next = node.pointee.parent
            }
        }
    }

    /// Something is known that was not before, which changes no sum.
    func noteNews() { summaries.withLock { $0 = true } }

    var hasNews: Bool { summaries.withLock { $0 } }

    func forgetNews() { summaries.withLock { $0 = false } }
}

/// What a scan did.
package struct ScanFigures: Equatable, Sendable {
    /// Entries whose status was asked for.
    package var looked = 0
    /// Directories whose names were read.
    package var listed = 0
    package var hashedFiles = 0
    package var hashedBytes: Int64 = 0
    /// Files whose digest the stat cache had.
    package var rememberedFiles = 0
    package var rememberedBytes: Int64 = 0

    package init() {}

    package static func += (sum: inout ScanFigures, more: ScanFigures) {
        sum.looked += more.looked
        sum.listed += more.listed
        sum.hashedFiles += more.hashedFiles
        sum.hashedBytes.add(more.hashedBytes)
        sum.rememberedFiles += more.rememberedFiles
        sum.rememberedBytes.add(more.rememberedBytes)
    }
}
