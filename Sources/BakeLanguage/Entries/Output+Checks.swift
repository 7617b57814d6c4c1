package import Values

extension [Output] {
    /// Throws where there is one that no engine can make.
    package func checkTypes() throws(EntryFault) {
        let known = ["local", "tar", "oci", "docker", "image", "registry", "cacheonly"]
        for output in self where !known.contains(output.type) {
            throw .unknownWord(output.type, noun: "output type", known: known)
        }
    }

    /// The outputs of one target as a build would write them: an archive without a destination goes to the standard
    /// output. Throws where a build would refuse them.
    package func settled(in surroundings: any Surroundings) throws(EntryFault) -> [Output] {
        var settled: [Output] = []
        var usesStandardOutput = false
        for var output in self {
            try output.settle(in: surroundings)
            if output.destination == "-", output.form == .file {
                if usesStandardOutput { throw .standardOutputTaken }
                usesStandardOutput = true
            }
            settled.append(output)
        }
        return settled
    }
}

extension Output {
    fileprivate enum Form {
        case file
        case directory
        /// It goes to an image store or a registry.
        case elsewhere
    }

    fileprivate var form: Form {
        switch type {
        case "local": .directory
        case "tar": .file
        case "oci", "docker": Bool(word: attributes["tar"] ?? "") ?? true ? .file : .directory
        default: .elsewhere
        }
    }

    fileprivate mutating func settle(in surroundings: any Surroundings) throws(EntryFault) {
        switch form {
        case .directory: try checkDirectory(in: surroundings)
        case .file:
            if destination.isEmpty, type != "docker" { destination = "-" }
            if !destination.isEmpty, destination != "-" { try checkFile(in: surroundings) }
        case .elsewhere: break
        }
    }

    private func checkDirectory(in surroundings: any Surroundings) throws(EntryFault) {
        if destination.isEmpty { throw .destinationMissing(type: type) }
        if destination == "-" { throw .destinationIsStandardOutput(type: type) }
        switch surroundings.kind(of: destination) {
        case .directory: break
        case nil: try surroundings.checkReachable(destination)
        case .file, .socket, .other: throw .destinationIsNoDirectory(destination)
        }
    }

    private func checkFile(in surroundings: any Surroundings) throws(EntryFault) {
        switch surroundings.kind(of: destination) {
        case .directory: throw .destinationIsDirectory(destination)
        case nil: try surroundings.checkReachable(destination)
        case .file, .socket, .other: break
        }
    }
}

extension Surroundings {
    /// Throws where the nearest thing on the way to `path` that there is cannot hold anything.
    func checkReachable(_ path: String) throws(EntryFault) {
        var rest = path.utf8[...]
        while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            guard let ancestor = String(rest), !ancestor.isEmpty else { return }
            switch kind(of: ancestor) {
            case nil: continue
            case .directory: return
            case .file, .socket, .other: throw .unreachable(path)
            }
        }
    }
}
