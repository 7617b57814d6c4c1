import Foundation
import Host
import TestSupport
import Testing

/// What `hearth build` says of command lines that no Dockerfile could make sense of.
struct BuildUsageTests {
    static let cases: [(words: [String], message: String)] = [
        ([], "error: the argument CONTEXT is missing\nhint: see `hearth build --help`\n"),
        ([""], "error: the context is empty\nhint: write . for the working directory\n"),
        (["gone"], "error: there is no directory gone\n"),
        (["ctxt"], "error: there is no directory ctxt\nhint: did you mean ctx?\n"),
        (
            ["Dockerfile"],
            "error: the context Dockerfile is not a directory\nhint: an archive of one is read from standard input: -\n"
        ),
        (
            ["https://example.com/app.git"],
            "error: contexts are not fetched from the network\n"
                + "hint: fetch https://example.com/app.git, and name the directory\n"
        ),
        (["-f", "Dockerfle", "."], "error: there is no Dockerfile Dockerfle\nhint: did you mean Dockerfile?\n"),
        (
            ["-f", "inner", "ctx"],
            "error: there is no Dockerfile inner\n"
                + "hint: it is looked for here, and not in the context: did you mean ctx/inner?\n"
        ),
        (["-f", "ctx", "."], "error: the Dockerfile ctx is a directory\n"),
        (["ctx"], "error: there is no ctx/Dockerfile\nhint: name the Dockerfile with --file\n"),
        (
            ["-f", "https://example.com/Dockerfile", "."],
            "error: Dockerfiles are not fetched from the network\n"
                + "hint: fetch https://example.com/Dockerfile, and name the copy\n"
        ),
        (["-f", "-", "-"], "error: the context and the Dockerfile cannot both be the standard input\n"),
        (
            ["-f", "Dockerfile", "-"],
            "error: the standard input is no archive, and would be a Dockerfile beside Dockerfile\n"
                + "hint: give a directory as context, or leave --file out\n"
        ),
        (["--build-context", "d=gone", "."], "error: --build-context d: there is no directory gone\n"),
        (
            ["--build-context", "d=Dockerfile", "."],
            "error: --build-context d: Dockerfile is not a directory\n"
        ),
        (
            ["--build-context", "d=target:x", "."],
            "error: --build-context d: only bake files have targets\n"
                + "hint: name a directory, docker-image://NAME or oci-layout://DIR:TAG\n"
        ),
        (
            ["--output", "type=foo", "."],
            "error: --output: unknown output type \"foo\"\n"
                + "hint: there are local, tar, oci, docker, image, registry, cacheonly\n"
        ),
        (
            ["--cache-to", "type=regsitry", "."],
            "error: --cache-to: unknown cache type \"regsitry\"\nhint: did you mean \"registry\"?\n"
        ),
        (
            ["--build-context", "nothing", "."],
            "error: invalid value 'nothing' for --build-context: write NAME=PLACE\nhint: see `hearth build --help`\n"
        ),
        (
            ["--build-arg", "=x", "."],
            "error: invalid value '=x' for --build-arg: write NAME=VALUE\nhint: see `hearth build --help`\n"
        ),
        (
            ["--platform", "linux/amd64/v1/extra/more", "."],
            "error: --platform: the platform \"linux/amd64/v1/extra/more\" has more than three parts\n"
                + "hint: platforms are written as \"linux/amd64\" or \"linux/arm/v7\"\n"
        ),
        (
            ["--tag", "team/App", "."],
            "error: --tag: the repository \"team/App\" has letters in upper case\n"
                + "hint: names of repositories are lower case: did you mean \"team/app\"?\n"
        ),
        (
            ["--secret", "id=a,foo=b", "."],
            "error: --secret: a secret has no key \"foo\"\nhint: there are id, src, source, env, type\n"
        ),
        (["--secret", "src=Dockerfile", "."], "error: --secret: a secret needs an id\n"),
        (
            ["--ssh", "default=none.key", "."],
            "error: --ssh: \"none.key\", for the ssh id \"default\", does not exist\n"
        ),
        (
            ["--network", "hst", "."],
            "error: invalid value 'hst' for --network\nhint: did you mean host? If not, see `hearth build --help`\n"
        ),
        (["--add-host", "lonely", "."], "error: --add-host: \"lonely\" is not of the form HOST=ADDRESS\n"),
        (
            ["--add-host", "a:10.0.0.300", "."],
            "error: --add-host: \"10.0.0.300\" is no address\nhint: write one such as 10.0.0.1 or ::1, or host-gateway\n"
        ),
        (
            ["--ulimit", "nofile=2:1", "."],
            "error: --ulimit: the soft limit 2 is above the hard limit 1\n"
        ),
        (
            ["--shm-size", "big", "."],
            "error: --shm-size: \"big\" is not an amount of memory, as \"shm-size\" must be\n"
                + "hint: for example \"512m\" or \"2g\"\n"
        ),
        (
            ["--resource", "memroy=1g", "."],
            "error: --resource: resources has no key \"memroy\"\nhint: did you mean \"memory\"?\n"
        ),
        (
            ["-m", "1g", "-c", "x", "."],
            "error: --cpu-shares: \"x\" is not a whole number of 64 bits, as \"cpu-shares\" must be\n"
        ),
        (
            ["--no-cache", "--no-cache-filter", "base", "."],
            "error: --no-cache and --no-cache-filter cannot go together\nhint: --no-cache is for all stages\n"
        ),
        (["-q", "--progress", "plain", "."], "error: --quiet and --progress=plain cannot go together\n"),
        (["--iidfile", "id", "-o", "out", "."], "error: --iidfile needs an image, and the output is files\n"),
        (
            ["--allow", "fs.read=/", "."],
            "error: --allow: files, images and ssh are allowed to bake files alone\n"
        ),
        (
            ["--attest", "generator=x", "."],
            "error: --attest: an attestation needs a type\nhint: for example \"type=provenance,mode=max\"\n"
        ),
        (
            ["--call", "check,verbose=yes", "."],
            "error: --call: a call method has no key \"verbose\"\nhint: there are format, ignorestatus\n"
        ),
    ]

    @Test(arguments: cases) func `a faulty command line says what to change`(words: [String], message: String) throws {
        let hearth = try HearthFixture()
        try FileManager.default.createDirectory(at: (hearth.folder / "ctx").url, withIntermediateDirectories: true)
        try hearth.file("Dockerfile", Array("FROM scratch\n".utf8))
        try hearth.file("ctx/inner", Array("FROM scratch\n".utf8))
        let run = try hearth.run(HearthFixture.program, ["build"] + words)
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors == message)
    }
}
