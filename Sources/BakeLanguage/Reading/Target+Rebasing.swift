internal import Values

extension Target {
    /// Makes the paths of the target relative to the working directory, given what those of its file are relative to.
    ///
    /// The Dockerfile and policies are looked up in the context, and stay as they are.
    mutating func rebase(onto base: PathBase?, context contextBase: PathBase?) {
        if let contextBase { context = context.map(contextBase.context) }
        guard let base else { return }
        defaultContext = base.directory
        contexts = contexts.mapValues(base.context)
        settings.keyFiles = settings.keyFiles?.map(base.context)
        if base.holdsAll { rebaseOthers(onto: base) }
    }

    private mutating func rebaseOthers(onto base: PathBase) {
        for place in (secrets ?? []).indices { secrets?[place].rebase(onto: base) }
        for place in (ssh ?? []).indices { ssh?[place].rebase(onto: base) }
        for place in (outputs ?? []).indices { outputs?[place].rebase(onto: base) }
        for place in (cacheFrom ?? []).indices { cacheFrom?[place].rebase(onto: base) }
        for place in (cacheTo ?? []).indices { cacheTo?[place].rebase(onto: base) }
    }
}

extension Secret {
    fileprivate mutating func rebase(onto base: PathBase) {
        path = base.path(path)
    }
}

extension SSHKey {
    fileprivate mutating func rebase(onto base: PathBase) {
        paths = paths.map(base.path)
    }
}

extension Output {
    /// A destination `-` is the standard output.
    fileprivate mutating func rebase(onto base: PathBase) {
        if destination != "-" { destination = base.path(destination) }
    }
}

extension CacheEntry {
    fileprivate mutating func rebase(onto base: PathBase) {
        guard type == "local" else { return }
        for key in ["src", "dest"] { attributes[key] = attributes[key].map(base.path) }
    }
}
