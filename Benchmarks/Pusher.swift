import Foundation
import TestSupport

/// A program that brings the four images of a stack to a registry, one of its own, so that nobody profits from another.
final class Pusher {
    let name: String
    /// Makes the images as they are now ready for it; given the registry's name.
    private let prepare: (String) throws -> Void
    /// A line of shell that sends them; given the registry's name.
    private let line: (String) -> String
    private var registry: RegistryServer?

    private init(
        _ name: String, line: @escaping (String) -> String, prepare: @escaping (String) throws -> Void
    ) {
        (self.name, self.line, self.prepare) = (name, line, prepare)
    }

    /// Goes on with a registry that has nothing.
    func beginAnew() throws { registry = try RegistryServer() }

    func time(in workshop: Workshop) throws -> Double {
        guard let registry else { return 0 }
        try prepare(registry.name)
        return try workshop.time(line(registry.name))
    }

    /// Nothing is compressed before it is asked to push.
    static func hearth(_ stack: ImageStack) -> Pusher {
        Pusher("hearth", line: push) { try stack.build(for: $0) }
    }

    /// All is compressed already.
    static func hearthPacked(_ stack: ImageStack, _ workshop: Workshop) -> Pusher {
        Pusher("hearth, packed", line: push) { registry in
            try stack.build(for: registry)
            let names = ImageStack.names.map { "\(registry)/\($0):1" }.joined(separator: " ")
            try workshop.time("$HEARTH save \(names) --type oci -o /dev/null")
        }
    }

    private static func push(_ registry: String) -> String {
        "exec $HEARTH push --progress=quiet " + ImageStack.names.map { "\(registry)/\($0):1" }.joined(separator: " ")
    }

    static func docker(_ daemon: DockerDaemon, _ stack: ImageStack, _ workshop: Workshop) -> Pusher {
        // The daemon lasts as long as somebody has it.
        func docker() -> String { "DOCKER_HOST=\(daemon.address) docker" }
        return Pusher("docker push") { registry in
            atOnce { "\(docker()) push -q \(registry)/\($0):1" }
        } prepare: { registry in
            try stack.build(for: registry)
            let names = ImageStack.names.map { "\(registry)/\($0):1" }.joined(separator: " ")
            try workshop.time("$HEARTH save \(names) | \(docker()) load -q >/dev/null && \(docker()) image prune -f")
        }
    }

    /// From OCI layouts, one for each image.
    static func skopeo(_ stack: ImageStack, _ workshop: Workshop) -> Pusher {
        Pusher("skopeo copy") { registry in
            atOnce { "skopeo copy -q --dest-tls-verify=false oci:layouts/\($0) docker://\(registry)/\($0):1" }
        } prepare: { registry in
            try stack.build(for: registry)
            for name in ImageStack.names {
                let folder = "layouts/\(name)"
                try workshop.time(
                    "rm -rf \(folder); mkdir -p \(folder)"
                        + " && $HEARTH save \(registry)/\(name):1 --type oci | tar -x -C \(folder)")
            }
        }
    }

    /// As quickly as it goes by hand: all images at once.
    private static func atOnce(_ command: (String) -> String) -> String {
        var line = ""
        for (number, name) in ImageStack.names.enumerated() { line += "\(command(name)) & p\(number)=$!; " }
        return line + ImageStack.names.indices.map { "wait $p\($0)" }.joined(separator: " && ")
    }
}
