package import Contexts
internal import Values

extension SourceItem {
    /// What a selector leads to in a context. It belongs to root, unless an archive says otherwise, and has no extended
    /// attributes.
    package init(_ selected: SelectedTree) {
        var conversion = ContextConversion()
        conversion.findFilesWithManyNames(in: selected.file)
        let node = conversion.node(selected.file, [])
        self.init(
            name: selected.input.name.keptBytes, node: node, digest: selected.input.digest,
            passages: conversion.passages)
    }
}

extension SelectedContent: FileBytes {}

/// Makes nodes of files of a context, which are at most 1,000 directories deep.
private struct ContextConversion {
    private(set) var passages: Set<[UInt8]> = []
    /// Of files with several names.
    private var numbers: [FileIdentity: Int] = [:]

    mutating func findFilesWithManyNames(in file: SelectedFile) {
        var identities: [FileIdentity] = []
        Self.collect(file, &identities)
        identities.sort { ($0.inode, $0.device) < ($1.inode, $1.device) }
        for (one, next) in zip(identities, identities.dropFirst()) where one == next && numbers[one] == nil {
            numbers[one] = numbers.count + 1
        }
    }

    private static func collect(_ file: SelectedFile, _ identities: inout [FileIdentity]) {
        switch file.kind {
        case .file: if let identity = file.identity { identities.append(identity) }
        case .directory(let files): for file in files { collect(file, &identities) }
        case .link, .fifo, .device: break
        }
    }

    mutating func node(_ file: SelectedFile, _ path: [UInt8]) -> FileNode {
        let attributes = FileAttributes(
            mode: file.mode, owner: file.owner, group: file.group,
            modified: file.modified ?? FileAttributes.unknownTime)
        if file.isPassage { passages.insert(path) }
        switch file.kind {
        case .file(let content): return FileNode(attributes, .file(self.content(content, of: file)))
        case .directory(let files):
            let entries = files.map { inner in
                Directory.Entry(inner.name, node(inner, inner.isDirectory ? PathNames.join(path, inner.name) : []))
            }
            return FileNode(attributes, .directory(Directory(entries)))
        case .link(let target): return FileNode(attributes, .link(target: target))
        case .fifo: return FileNode(attributes, .fifo)
        case .device(let isBlock, let major, let minor):
            return FileNode(attributes, .device(isBlock: isBlock, major: major, minor: minor))
        }
    }

    private func content(_ content: SelectedContent, of file: SelectedFile) -> FileContent {
        FileContent(
            length: content.length, digest: content.digest, place: .elsewhere(content),
            identity: numbers.isEmpty ? nil : file.identity.flatMap { numbers[$0] })
    }
}

extension SelectedFile {
    fileprivate var isDirectory: Bool {
        if case .directory = kind { true } else { false }
    }
}
