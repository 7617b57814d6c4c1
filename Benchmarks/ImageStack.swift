import Foundation

/// Four images of 100 MB, half of which compresses well: one that the other three are made from, as in examples/stack.
///
/// Their names are below the variable REGISTRY.
struct ImageStack {
    static let names = ["base", "api", "web", "jobs"]

    private let workshop: Workshop

    init(_ workshop: Workshop) throws {
        self.workshop = workshop
        var bake = "variable \"REGISTRY\" { default = \"localhost\" }\n"
        bake += "group \"default\" { targets = \(Self.names) }\n"
        for name in Self.names {
            let isBase = name == "base"
            try workshop.write(
                "FROM \(isBase ? "scratch" : "base")\nCOPY noise /\(name).bin\nCOPY text /\(name).txt\n",
                to: "stack/\(name)/Dockerfile")
            bake += """
                target "\(name)" {
                  context  = "stack/\(name)"
                  contexts = { \(isBase ? "" : "base = \"target:base\"") }
                  tags     = ["${REGISTRY}/\(name):1"]
                }

                """
        }
        try workshop.write(bake, to: "stack.hcl")
    }

    /// Makes all layers new.
    func renew() throws {
        for name in Self.names {
            let size = name == "base" ? "29m" : "7m"
            try fill("noise", of: name, "head -c \(size) /dev/urandom")
            try fill(
                "text", of: name,
                "seq \(Int.random(in: 100_000_000..<900_000_000)) 1000000000 2>/dev/null | head -c \(size)")
        }
    }

    /// Makes one layer new.
    func renewOne() throws {
        try fill("noise", of: "jobs", "head -c 7m /dev/urandom")
    }

    private func fill(_ file: String, of name: String, _ line: String) throws {
        try workshop.time("\(line) > stack/\(name)/\(file)")
    }

    /// Builds the images under their names in a registry.
    func build(for registry: String) throws {
        try workshop.time("REGISTRY=\(registry) $HEARTH bake -f stack.hcl --progress=quiet >/dev/null")
    }
}
