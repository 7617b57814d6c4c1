import Foundation
import Host
import TestSupport

/// A small monorepo with every way in which targets come by files.
enum Monorepo {
    static func make(in hearth: HearthFixture) throws -> Checkout {
        let checkout = try Checkout(hearth)
        for (name, text) in files { try checkout.write(text, to: name) }
        for name in ["tools/run.sh", "services/api/bin/start"] {
            try checkout.write("#!/bin/sh\n", to: name, executable: true)
        }
        try checkout.link("api-link", to: "services/api")
        try checkout.link("services/web/common.txt", to: "src/index.html")
        try checkout.link("services/api/current", to: "conf")
        try checkout.link("Dockerfile.link", to: "docker/root.Dockerfile")
        _ = try hearth.run("/bin/sh", ["-c", "mkdir -p outside && echo o > outside/o.txt"])
        try checkout.commit()
        return checkout
    }

    private static let files: [String: String] = [
        "bake.hcl": """
        x-hearth = { include = ["services/worker/bake.hcl"] }
        variable "VERSION" { default = "1" }
        target "api" { context = "services/api" }
        target "web" {
          context  = "services/web"
          contexts = { common = "libs/common", outside = "../outside" }
          args     = { VERSION = VERSION }
        }
        target "lib" {
          context           = "libs/common"
          dockerfile-inline = "FROM scratch\\nCOPY . /lib/"
        }
        target "root" { dockerfile = "docker/root.Dockerfile" }
        target "root-source" {
          dockerfile = "docker/root.Dockerfile"
          target     = "source"
        }
        target "through-link" { dockerfile = "Dockerfile.link" }
        target "tools" { dockerfile = "docker/tools.Dockerfile" }
        target "linked" {
          context           = "api-link"
          dockerfile-inline = "FROM scratch\\nCOPY conf bin /"
        }
        target "promised" {
          x-hearth = { key-files = ["locks/one.lock", "locks/two words.lock"] }
          dockerfile-inline = "FROM scratch"
        }
        target "mounts" {
          dockerfile-inline = <<EOT
        FROM busybox
        RUN --mount=type=bind,source=libs,target=/libs --mount=type=bind,source=tools/run.sh,target=/run.sh /run.sh
        EOT
        }
        target "parts" {
          dockerfile-inline = <<EOT
        FROM scratch
        COPY --parents services/*/conf /
        COPY --exclude=*.md docs /docs/
        COPY tools/*.sh /tools/
        EOT
        }

        """,
        "services/worker/bake.hcl": """
        target "worker" {
          contexts = { base = "target:lib" }
          context  = "."
        }
        target "files-only" {
          contexts          = { files = "data" }
          dockerfile-inline = "FROM files\\nCOPY main.txt /"
        }

        """,
        "services/worker/Dockerfile": "FROM base\nCOPY main.txt /\n",
        "services/worker/main.txt": "worker",
        "services/worker/data/one": "1",
        "services/worker/data/deep/two": "2",
        "services/api/Dockerfile": "FROM busybox\n# builds\nCOPY . /api/\nRUN make\n",
        "services/api/main.c": "int main;",
        "services/api/conf/api.conf": "a",
        "services/api/conf/two words.conf": "b",
        "services/api/.dockerignore": "*.md\nDockerfile\n",
        "services/api/notes.md": "n",
        "services/web/Dockerfile": """
        ARG VERSION
        FROM busybox AS build
        COPY --from=common a.txt b.txt /common/
        COPY --from=outside o.txt /
        FROM scratch
        COPY --from=build /common /common
        COPY src/ /src/
        COPY common.txt /
        LABEL version=$VERSION

        """,
        "services/web/src/index.html": "<p>",
        "services/web/src/ünï cödé.txt": "ü",
        "services/web/src/line\nbreak.txt": "l",
        "services/web/conf/web.conf": "w",
        "services/web/bin/start": "",
        "libs/common/a.txt": "a",
        "libs/common/b.txt": "b",
        "libs/common/deep/er/c.txt": "c",
        "docker/root.Dockerfile": "FROM scratch AS source\nCOPY libs /libs/\nFROM source\nCOPY . /all/\n",
        "docker/tools.Dockerfile": "FROM busybox\nCOPY . /all/\nRUN true\n",
        "docker/tools.Dockerfile.dockerignore": "*\n!tools\n!docs/*.md\n",
        ".dockerignore": ".git\ndocs/*.html\n**/*.log\nservices/*/src\n",
        ".gitignore": "*.o\nbuild/\n",
        "docs/readme.md": "r",
        "docs/index.html": "i",
        "tools/fetch.sh": "f",
        "locks/one.lock": "1",
        "locks/two words.lock": "2",
    ]
}

extension Checkout {
    /// The key of each target that can be planned; the others have none.
    func keys(of names: [String]) throws -> [String: String] {
        let all = try self("key", "--format", "json", "*")
        if all.code == 0 { return try Self.keys(in: all) }
        return try names.reduce(into: [:]) { keys, name in
            let run = try self("key", "--format", "json", name)
            if run.code == 0 { keys.merge(try Self.keys(in: run)) { $1 } }
        }
    }

    func keys() throws -> [String: String] {
        let run = try self("key", "--format", "json", "*")
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return try Self.keys(in: run)
    }

    func head() throws -> String {
        String(decoding: try git("rev-parse", "HEAD"), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private static func keys(in run: HearthRun) throws -> [String: String] {
        try run.list.reduce(into: [:]) { keys, item in
            if let name = item["name"] as? String { keys[name] = item["key"] as? String }
        }
    }

    /// The targets whose keys, which are given, are others than in a checkout of a revision, in which lies what git ignores as it does here.
    func changed(_ keys: [String: String], since revision: String) throws -> Set<String> {
        let past = Checkout(hearth, at: hearth.folder / "past")
        try git("worktree", "add", "-q", "--detach", past.path.word, revision)
        defer { _ = try? git("worktree", "remove", "--force", past.path.word) }
        for name in try ignored() where !past.exists(name) { try past.write(text(name) ?? "", to: name) }
        let old = try past.keys(of: keys.keys.sorted())
        return Set(keys.filter { old[$0.key] != $0.value }.keys)
    }

    func affected(since revision: String) throws -> Set<String> {
        let run = try self("affected", "--since", revision, "--format", "json", "*")
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return Set(try JSONSerialization.jsonObject(with: Data(run.bytes)) as? [String] ?? [])
    }

    private func ignored() throws -> [String] {
        try git("ls-files", "-z", "--others", "--ignored", "--exclude-standard").split(separator: 0)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
