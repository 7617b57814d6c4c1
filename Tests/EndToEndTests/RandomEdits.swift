import Foundation
import TestSupport

/// What people do to the files of a repository, one thing after another, the same in every run.
struct RandomEdits {
    private var random: SeededGenerator
    private var count = 0
    private let checkout: Checkout

    init(seed: UInt64, in checkout: Checkout) {
        random = SeededGenerator(seed: seed)
        self.checkout = checkout
    }

    private var rest: [Edit] = []

    private enum Edit: CaseIterable {
        case change, add, addDeep, delete, deleteDirectory, rename, renameDirectory, makeExecutable, makePlain
        case replaceByLink, replaceByDirectory, replaceDirectory, retargetLink, touch, changeAndBack
        case editDockerfile, editComment, editBakeFile, editIgnoreFile, addIgnored, addIgnoredByDocker
        case moveContext, removeTarget, stage, unstage, commit, commitSome, commitAgain
    }

    /// Does the next thing, and says what it was.
    mutating func next() throws -> String {
        count += 1
        // Each comes once before any comes twice.
        if rest.isEmpty { rest = Edit.allCases.shuffled(using: &random) }
        let edit = rest.removeLast()
        let what = try perform(edit)
        try removeEmptyDirectories()
        return "\(count) \(edit): \(what)"
    }

    private mutating func perform(_ edit: Edit) throws -> String {
        switch edit {
        case .change, .add, .addDeep, .delete, .makeExecutable, .makePlain, .touch: try performOnFile(edit)
        case .rename, .renameDirectory, .deleteDirectory: try move(edit)
        case .replaceByLink, .replaceByDirectory, .replaceDirectory, .retargetLink: try replace(edit)
        case .changeAndBack: try changeAndBack()
        case .editDockerfile, .editComment, .editBakeFile, .editIgnoreFile, .addIgnored, .addIgnoredByDocker,
            .moveContext, .removeTarget:
            try editBuild(edit)
        case .stage, .unstage, .commit, .commitSome, .commitAgain: try tellGit(edit)
        }
    }

    private mutating func performOnFile(_ edit: Edit) throws -> String {
        let file = pick(plainFiles)
        let directory = pick(checkout.directories.filter { !$0.hasPrefix("docker") })
        switch edit {
        case .change: try checkout.write((checkout.text(file) ?? "") + "\(count)\n", to: file)
        case .add: try checkout.write("new", to: "\(directory)/new \(count).txt")
        case .addDeep: try checkout.write("new", to: "\(directory)/new\(count)/d\ne/ü.md")
        case .delete: try checkout.remove(file)
        case .makeExecutable: chmod(checkout.place(file), 0o755)
        case .makePlain: chmod(checkout.place(file), 0o644)
        default: try checkout.write(checkout.text(file) ?? "", to: file)
        }
        return "\(file) or \(directory)"
    }

    private mutating func move(_ edit: Edit) throws -> String {
        if edit == .rename {
            let file = pick(plainFiles)
            try FileManager.default.moveItem(atPath: checkout.place(file), toPath: checkout.place(file) + ".moved")
            return file
        }
        let directory = pick(innerDirectories)
        if edit == .deleteDirectory {
            try checkout.remove(directory)
        } else {
            try FileManager.default.moveItem(
                atPath: checkout.place(directory), toPath: checkout.place(directory) + "-moved")
        }
        return directory
    }

    private mutating func replace(_ edit: Edit) throws -> String {
        let file = pick(plainFiles)
        switch edit {
        case .replaceByLink: try checkout.link(file, to: (pick(plainFiles) as NSString).lastPathComponent)
        case .replaceByDirectory:
            try checkout.remove(file)
            try checkout.write("inner", to: "\(file)/inner")
        case .replaceDirectory:
            let directory = pick(innerDirectories)
            try checkout.remove(directory)
            try checkout.write("was a directory", to: directory)
            return directory
        default:
            let links = [
                "api-link": ["services/web", "services/api"], "services/api/current": ["bin", "conf"],
                "Dockerfile.link": ["docker/tools.Dockerfile", "docker/root.Dockerfile"],
            ]
            let name = pick(links.keys.sorted())
            try checkout.link(name, to: pick(links[name] ?? []))
            return name
        }
        return file
    }

    private mutating func changeAndBack() throws -> String {
        let file = pick(plainFiles)
        let text = checkout.text(file) ?? ""
        try checkout.write("other", to: file)
        try checkout.git("add", "--", ":(literal)" + file)
        try checkout.write(text, to: file)
        return file
    }

    private mutating func editBuild(_ edit: Edit) throws -> String {
        switch edit {
        case .editDockerfile: try append("WORKDIR /w\(count)\n", to: pick(dockerfiles))
        case .editComment: try append("# \(count)\n", to: pick(dockerfiles))
        case .editBakeFile:
            let edits = [
                ("default = \"1\"", "default = \"\(count)\""), ("COPY . /lib/", "COPY . /library/"),
                (
                    "\ntarget \"tools\"",
                    "\ntarget \"more\(count)\" { dockerfile = \"docker/root.Dockerfile\" }\ntarget \"tools\""
                ),
                ("target     = \"source\"", "args = { A = \(count) }"),
            ]
            let (old, new) = edits[Int(random.next() % UInt64(edits.count))]
            try replace(old, by: new)
        case .editIgnoreFile:
            let file = pick(checkout.files.filter { $0.hasSuffix(".dockerignore") })
            return try append(pick(["*.txt\n", "!docs\n", "# none\n", "libs/*/deep\n"]), to: file)
        case .addIgnoredByDocker: try checkout.write("log", to: "\(pick(checkout.directories))/logs\(count)/a.log")
        case .moveContext:
            let places = ["libs/common", "libs/shared"]
            let (old, new) = checkout.exists(places[0]) ? (places[0], places[1]) : (places[1], places[0])
            try FileManager.default.moveItem(atPath: checkout.place(old), toPath: checkout.place(new))
            try replace("\"\(old)\"", by: "\"\(new)\"")
        case .removeTarget: try replace("target \"tools\"", by: "target \"tools\(count)\"")
        default: try checkout.write("object", to: pick(["libs/common/x.o", "build/out", "services/api/build/b"]))
        }
        return ""
    }

    private func replace(_ old: String, by new: String) throws {
        let text = checkout.text("bake.hcl") ?? ""
        try checkout.write(text.replacingOccurrences(of: old, with: new), to: "bake.hcl")
    }

    @discardableResult
    private func append(_ text: String, to file: String) throws -> String {
        try checkout.write((checkout.text(file) ?? "") + text, to: file)
        return file
    }

    private mutating func tellGit(_ edit: Edit) throws -> String {
        switch edit {
        case .stage: try checkout.git("add", "-A", "--", pick(["libs", "services", "tools"]))
        case .unstage: try checkout.git("reset", "-q")
        case .commit, .commitAgain: try checkout.commit()
        default:
            try checkout.git("add", "-A", "--", pick(["libs", "services", "docker"]))
            try checkout.git("commit", "-q", "--allow-empty", "-m", "some")
        }
        return ""
    }

    private mutating func pick(_ all: [String]) -> String {
        all.isEmpty ? "libs" : all[Int(random.next() % UInt64(all.count))]
    }

    /// Without those that describe builds, so that most targets can be built at any time.
    private var plainFiles: [String] {
        checkout.files.filter { name in
            !checkout.isLink(name) && !name.contains("ocker") && !name.contains("bake") && !name.hasPrefix(".git")
        }
    }

    private var dockerfiles: [String] { checkout.files.filter { $0.hasSuffix("Dockerfile") } }

    private var innerDirectories: [String] {
        checkout.directories.filter { $0.contains("/") && $0.split(separator: "/").count > 2 }
    }

    /// Git knows none, and takes those away that it empties.
    private func removeEmptyDirectories() throws {
        for directory in checkout.directories.reversed() where !checkout.isLink(directory) {
            let place = checkout.place(directory)
            if try FileManager.default.contentsOfDirectory(atPath: place).isEmpty { try checkout.remove(directory) }
        }
    }
}
