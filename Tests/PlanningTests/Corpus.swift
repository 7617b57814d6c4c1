import BakeLanguage
import Foundation
import Host
import TestSupport
import Values

/// The recorded projects that make images, each as a directory with a target.
enum Corpus {
    struct Project {
        let folder: URL
        let spec: [String: Any]

    }

    /// Where the conformance cases are.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Conformance/dockerfile")

    /// Those that a plan can be made of with no more than a directory and arguments.
    static func projects() throws -> [Project] {
        try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
            .compactMap { folder in
                guard let data = try? Data(contentsOf: folder.appendingPathComponent("case.json")),
                    let spec = try JSONSerialization.jsonObject(with: data) as? [String: Any],
                    spec["expect"] as? String == "image", spec["stdin"] == nil, spec["context"] == nil,
                    spec["dockerfile"] == nil, spec["http"] == nil, spec["needs"] == nil
                else { return nil }
                return Project(folder: folder, spec: spec)
            }
    }

    /// Makes the project's files in a workbench, as they were when it was recorded, and its target.
    static func workbench(of project: Project) throws -> Workbench? {
        let bench = try Workbench()
        try FileManager.default.removeItem(atPath: bench.path("Dockerfile"))
        let own = ["case.json", "expected.json", "expected.stderr.txt", "setup.sh"]
        for name in try FileManager.default.contentsOfDirectory(atPath: project.folder.path) where !own.contains(name) {
            try FileManager.default.copyItem(
                atPath: project.folder.appendingPathComponent(name).path, toPath: bench.path(name))
        }
        for (name, text) in project.spec["files"] as? [String: String] ?? [:] { try bench.write(text, to: name) }
        let setUp = project.folder.appendingPathComponent("setup.sh")
        if FileManager.default.fileExists(atPath: setUp.path) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-e", setUp.path]
            process.currentDirectoryURL = URL(fileURLWithPath: bench.directory.path.description)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { return nil }
        }
        guard apply(project.spec["args"] as? [String] ?? [], to: &bench.target) else { return nil }
        return bench
    }

    /// False for an argument that a target of this kind has no place for.
    private static func apply(_ words: [String], to target: inout Target) -> Bool {
        var words = words[...]
        while let word = words.popFirst() {
            let (name, joined) = split(word)
            guard let value = joined ?? words.popFirst() else { return false }
            switch name {
            case "--build-arg":
                let (key, value) = split(value)
                target.arguments[key] = value ?? ""
            case "--target": target.stage = value
            case "--platform": target.platforms = value.split(separator: ",").map(String.init)
            default: return false
            }
        }
        return true
    }

    private static func split(_ word: String) -> (String, String?) {
        guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
}
