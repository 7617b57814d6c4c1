package import Values

extension [SSHKey] {
    /// Throws where a build would find neither an agent nor a key.
    package func check(in surroundings: any Surroundings) throws(EntryFault) {
        var seen: Set<String> = []
        for key in self {
            let id = key.id.isEmpty ? "default" : key.id
            guard seen.insert(id).inserted else { throw .agentTwice(id: id) }
            try SSHKey(id: id, paths: key.paths).check(in: surroundings)
        }
    }
}

extension SSHKey {
    fileprivate func check(in surroundings: any Surroundings) throws(EntryFault) {
        var paths = paths
        if paths.isEmpty || paths == [""] { paths = [surroundings.environment["SSH_AUTH_SOCK"] ?? ""] }
        if paths[0].isEmpty { throw .noAgent(id: id) }
        var keys = 0
        var hasSocket = false
        for path in paths {
            if hasSocket { throw .socketAmongOthers(id: id) }
            if surroundings.kind(of: path) == .socket {
                hasSocket = true
            } else {
                try checkKey(path, in: surroundings)
                keys += 1
            }
        }
        if hasSocket, keys > 0 { throw .socketAmongOthers(id: id) }
    }

    private func checkKey(_ path: String, in surroundings: any Surroundings) throws(EntryFault) {
        let contents: [UInt8]?
        switch surroundings.kind(of: path) {
        case nil: throw .keyMissing(id: id, path: path)
        // A device could be read for ever.
        case .other: throw .notPrivateKey(id: id, path: path)
        case .file, .directory, .socket:
            do {
                contents = try surroundings.contents(of: path)
            } catch {
                throw .keyUnreadable(id: id, error)
            }
        }
        guard let contents else { throw .keyMissing(id: id, path: path) }
        switch PrivateKeyForm(contents) {
        case .plain: break
        case .locked: throw .keyHasPassphrase(id: id, path: path)
        case nil: throw .notPrivateKey(id: id, path: path)
        }
    }
}
