import BakeLanguage
import Contexts
import DockerfileLanguage
import Foundation
import Host
import OCI
import Planning
import TestSupport
import Values

/// A directory with a context, and plans of it. Every image is at hand, with one layer that its name makes.
final class Workbench {
    let directory: TemporaryDirectory
    let cache: TemporaryDirectory
    var target: Target

    init(_ dockerfile: String = "", files: [String: String] = [:]) throws {
        directory = try TemporaryDirectory.quick()
        cache = try TemporaryDirectory.quick()
        target = Target(name: "app")
        target.context = directory.path.description
        try write(dockerfile, to: "Dockerfile")
        for (name, text) in files { try write(text, to: name) }
    }

    func write(_ text: String, to name: String) throws {
        let path = self.path(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }

    func path(_ name: String) -> String { (directory.path / name).description }

    func plan(_ more: [Target] = []) throws -> Plan {
        let world = KnownImages(WorkTree(Machine(), images: Images(store: nil), cache: cache.path))
        defer { world.workTree.save() }
        return try Planner(world).plan((more + [target]).map { BuildInput($0) })
    }

    /// The messages of what is wrong.
    func complaints() -> [String] {
        do {
            _ = try plan()
            return []
        } catch let faults as Diagnostics {
            return faults.all.map(\.message)
        } catch {
            return ["\(error)"]
        }
    }
}

/// A work tree in which every image is known.
struct KnownImages: PlanningWorld {
    let workTree: WorkTree

    init(_ workTree: WorkTree) {
        self.workTree = workTree
    }

    var surroundings: any Surroundings { workTree.surroundings }

    func directory(_ path: String) throws -> any ContextFiles { try workTree.directory(path) }

    func image(_ request: ImageRequest) throws -> BaseImage {
        let (reference, platform) = (request.reference, request.platform)
        if reference.repository.hasSuffix("/absent") { return try workTree.image(request) }
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.environment = ["PATH=/bin"]
        let digest = FramedDigest.of(reference.description + platform.description)
        configuration.layers = [digest]
        return BaseImage(name: reference.description, origin: .manifest(digest), configuration: configuration)
    }

    func layout(_ reference: LayoutReference, named name: String, for platform: Platform) throws -> BaseImage {
        try image(ImageRequest(ImageReference("layout.test/\(name)"), for: platform))
    }
}
