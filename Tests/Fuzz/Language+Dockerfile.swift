import Foundation

extension Language {
    static let dockerfile = Language(
        "dockerfile", fileEnding: "Dockerfile",
        corpus: {
            Corpus.files(in: ["Tests/Conformance/dockerfile", "examples"]) {
                $0.lastPathComponent.contains("Dockerfile")
            }
        },
        words: [
            "FROM a\n", "FROM a AS b\n", "RUN ", "COPY ", "ADD ", "ENV a=", "ENV ", "LABEL ", "ARG ", "ONBUILD ",
            "CMD ",
            "SHELL [\"a\"]\n", "EXPOSE 80/tcp\n", "VOLUME ", "HEALTHCHECK --interval=1m30s --retries=3 CMD ",
            "USER ",
            "MAINTAINER ", "STOPSIGNAL ", "WORKDIR ", "\\\n", "`\n", "\n", "\r\n", "#", "# escape=`\n",
            "# syntax=a\n",
            "<<EOF\n", "<<-\"EOF\"\n", "<< ", "EOF\n", "\"", "'", "\\", "$", "${x:-", "${x/", "}", "[", "]", "{",
            "}", ",",
            "[\"a\", \"b\"]", "\\ud800", "--from=a ", "--link ", "--exclude=a ", "--mount=type=cache,target=/a ",
            "--mount=type=secret,id=a,mode=0400,required ", "--mount=type=tmpfs,size=1m ", "--device=a,required ",
            "--",
            "\u{0}", "\u{a0}", "\u{2003}", "\u{feff}", "\t", " ", "=",
        ],
        openings: ["# escape=`\n", "# syntax=docker/dockerfile:1\n", "#!/bin/x\n", "\u{feff}"]
    ) { $0.forEach(DockerfileInput.read) }
}
