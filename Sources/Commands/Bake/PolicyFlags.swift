internal import BakeLanguage

/// What `--policy` says of all targets.
struct PolicyFlags {
    let overrides: [Override]
    let isDisabled: Bool

    init(_ words: [String]) throws {
        let entries = try words.map { try PolicyEntry(text: $0) }
        for entry in entries {
            if !entry.files.isEmpty { throw PolicyFlagsFault.namesFile }
            if entry.resets { throw PolicyFlagsFault.resets }
        }
        isDisabled = entries.contains(where: \.isDisabled)
        if isDisabled, entries.count > 1 || entries[0].isStrict != nil || entries[0].logLevel != nil {
            throw PolicyFlagsFault.disabledAmongOthers
        }
        let given = isDisabled ? [] : words
        overrides = given.map { Override(.policy, of: "--policy", written: $0, value: $0, isAddition: true) }
    }
}

/// What policies of a bake file may say, and those of the command line may not.
enum PolicyFlagsFault: UsageFault {
    case namesFile
    case resets
    case disabledAmongOthers

    var description: String {
        switch self {
        case .namesFile: "files of policies are not named here"
        case .resets: "policies are not reset here"
        case .disabledAmongOthers: "a disabled policy has no further options"
        }
    }

    var hint: String? {
        switch self {
        case .namesFile, .resets: "say so in the bake file, in the attribute policy of a target"
        case .disabledAmongOthers: "give disabled=true alone"
        }
    }
}
