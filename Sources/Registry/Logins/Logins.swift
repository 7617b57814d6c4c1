package import Host
internal import Values

/// The logins of this user, as Docker keeps them: in its `config.json`, or with the helpers that this names.
package struct Logins: Sendable {
    private let file: Path
    private let searchPath: String?
    private let helperLimit: Double

    /// Who has a login now.
    package enum Keeper: Equatable, Sendable {
        /// A program, by its name.
        case helper(String)
        case file(Path)
    }

    /// Throws where there is no place for the file.
    package init(environment: (String) -> String?, helperLimit: Double = 30) throws(RegistryFault) {
        guard let file = ConfigurationPlaces(environment).docker else {
            throw .badConfiguration(
                "HOME", reason: "it is not set, so there is no place for a login", hint: "set DOCKER_CONFIG")
        }
        self.file = file
        self.helperLimit = helperLimit
        searchPath = environment("PATH")
    }

    /// Keeps what has been found to be right, in the place of what was kept before.
    package func keep(_ credentials: Credentials, for place: LoginPlace) throws -> Keeper {
        try LockedFile(file).change { text in
            let reader = try text.reader()
            if let helper = try helper(for: place, in: reader) {
                try helper.store(credentials, for: place.registry)
                // An empty entry is what Docker lists logins by.
                let changed = try reader.keeping([], for: place)
                return (changed == reader.value ? nil : changed, .helper(helper.program))
            }
            return (try reader.keeping(credentials.entry, for: place), .file(file))
        }
    }

    /// False where there was no login.
    package func remove(_ place: LoginPlace) throws -> Bool {
        guard let text = try ConfigurationText(reading: file) else { return false }
        let helper = try helper(for: place, in: text.reader())
        let wasListed = try LockedFile(file).change { text in
            let (changed, found) = try text.reader().removing(place)
            return (found ? changed : nil, found)
        }
        let wasKept = try helper?.erase(place.registry) ?? false
        return wasListed || wasKept
    }

    /// Helpers know hosts alone.
    private func helper(for place: LoginPlace, in reader: ConfigurationReader) throws -> CredentialHelper? {
        guard place.path.isEmpty else { return nil }
        return try CredentialFile(reader).helper(for: place.registry).map {
            CredentialHelper($0, path: searchPath, limit: helperLimit)
        }
    }
}

extension Credentials {
    /// As an entry of `auths` has it.
    fileprivate var entry: [JSON.Member] {
        switch self {
        case .password(let name, let password):
            [JSON.Member("auth", .string(Base64.encode(Array("\(name):\(password)".utf8))))]
        case .identityToken(let token): [JSON.Member("identitytoken", .string(token))]
        }
    }
}
