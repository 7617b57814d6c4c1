import Foundation
import Host
package import Values

// What it has, read from its folder.
extension RegistryServer {
    var root: Path { directory.path / "data/docker/registry/v2" }

    private func repository(_ name: String) -> Path { root / "repositories" / name }

    /// The digest that a tag leads to; nil where there is none.
    package func digest(of tag: String, in repository: String) -> Digest? {
        link(self.repository(repository) / "_manifests/tags" / tag / "current/link")
    }

    package func tags(of repository: String) -> Set<String> {
        names(in: self.repository(repository) / "_manifests/tags")
    }

    package func manifests(of repository: String) -> Set<Digest> {
        digests(in: self.repository(repository) / "_manifests/revisions")
    }

    /// The blobs that a repository has, the configurations among them.
    package func blobs(of repository: String) -> Set<Digest> {
        digests(in: self.repository(repository) / "_layers")
    }

    /// The uploads that have begun and not come to an end, by their name.
    package func uploads(of repository: String) -> Set<String> { names(in: self.repository(repository) / "_uploads") }

    package func content(_ digest: Digest) -> [UInt8]? {
        let place = root / "blobs/\(digest.algorithm.rawValue)/\(digest.hex.prefix(2))/\(digest.hex)/data"
        return FileManager.default.contents(atPath: place.description).map(Array.init)
    }

    /// Puts other bytes into the place of a blob or a manifest, as a disk that lies.
    package func replace(_ digest: Digest, with bytes: [UInt8]) throws {
        let place = root / "blobs/\(digest.algorithm.rawValue)/\(digest.hex.prefix(2))/\(digest.hex)/data"
        try Data(bytes).write(to: place.url)
    }

    private func digests(in path: Path) -> Set<Digest> {
        let all = names(in: path / "sha256").compactMap { name in
            // What was deleted leaves a directory without a link.
            link(path / "sha256" / name / "link")
        }
        return Set(all)
    }

    private func link(_ path: Path) -> Digest? {
        FileManager.default.contents(atPath: path.description).flatMap { Digest(String(decoding: $0, as: UTF8.self)) }
    }

    private func names(in path: Path) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: path.description)) ?? [])
    }
}
