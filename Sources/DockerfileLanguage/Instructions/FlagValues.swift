/// The flags of an instruction, held against those it has.
struct FlagValues {
    private var given: [(name: String, flag: WrittenFlag)] = []
    private let text: WordText

    private static let booleans = ["link", "parents", "keep-git-dir", "unpack"]
    private static let lists = ["exclude", "mount", "device"]

    init(_ command: Command, _ keyword: Keyword, _ text: WordText) throws(PlacedFault) {
        self.text = text
        guard !command.flags.isEmpty else { return }
        let known = keyword.flags
        for flag in command.flags {
            let name = text.string(flag.name)
            guard known.contains(name) else { throw PlacedFault(.unknownFlag(name, keyword), flag.place) }
            try add(flag, name)
        }
    }

    private mutating func add(_ flag: WrittenFlag, _ name: String) throws(PlacedFault) {
        let isBoolean = Self.booleans.contains(name)
        if Self.lists.contains(name) {
            guard flag.value != nil else { throw PlacedFault(.flagWithoutValue(name), flag.place) }
            given.append((name, flag))
            return
        }
        guard self.flag(name) == nil else { throw PlacedFault(.repeatedFlag(name), flag.place) }
        guard let value = flag.value ?? (isBoolean ? [] : nil), !isBoolean || flag.value != [] else {
            throw PlacedFault(.flagWithoutValue(name), flag.place)
        }
        if isBoolean, !value.isEmpty, !Self.isBoolean(value) {
            throw PlacedFault(.notBoolean(text.string(value), flag: name), flag.place)
        }
        given.append((name, flag))
    }

    private static func isBoolean(_ value: ArraySlice<UInt8>) -> Bool {
        let word = value.map(\.lowercased)
        return word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
    }

    func flag(_ name: String) -> WrittenFlag? {
        given.first { $0.name == name }?.flag
    }

    /// Nil for one that is not given, or empty.
    func string(_ name: String) -> String? {
        guard let value = flag(name)?.value, !value.isEmpty else { return nil }
        return text.string(value)
    }

    /// Nil for one that is not given.
    func boolean(_ name: String) -> Bool? {
        flag(name).map { $0.value.map { $0.first?.lowercased == UInt8(ascii: "t") } ?? true }
    }

    func list(_ name: String) -> [WrittenFlag] {
        given.filter { $0.name == name }.map(\.flag)
    }

    func strings(_ name: String) -> [String] {
        list(name).map { text.string($0.value ?? []) }
    }
}
