internal import BakeLanguage
internal import Values

/// The attributes of an output, taken out one by one. Those that are left are known to nobody.
struct AttributeReader {
    private let type: String
    private var rest: [String: String]
    private var names: [String] = []

    init(_ output: Output) {
        type = output.type
        rest = output.attributes
    }

    mutating func text(_ name: String) -> String? {
        names.append(name)
        return rest.removeValue(forKey: name)
    }

    /// `empty` is what a name without a value means; nil where it must have one.
    mutating func bool(_ name: String, empty: Bool? = nil) throws(OutputFault) -> Bool? {
        guard let word = text(name) else { return nil }
        if word.isEmpty, let empty { return empty }
        guard let value = Bool(word: word) else { throw .notBoolean(word, attribute: name) }
        return value
    }

    mutating func integer(_ name: String) throws(OutputFault) -> Int64? {
        guard let word = text(name) else { return nil }
        guard let value = Int64(word) else { throw .notWholeNumber(word, attribute: name) }
        return value
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, as: Choice.Type
    ) throws(OutputFault) -> Choice? where Choice.RawValue == String {
        guard let word = text(name) else { return nil }
        guard let choice = Choice(rawValue: word) else {
            throw .unknownWord(word, attribute: name, known: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    /// What means nothing here, and is taken for the sake of those to whom it does.
    mutating func pass(_ names: String...) {
        for name in names { _ = text(name) }
    }

    /// The attributes whose names begin with a word, in the order of their names.
    mutating func all(beginningWith prefix: String) -> [(name: String, value: String)] {
        let found = rest.filter { $0.key.utf8.starts(with: prefix.utf8) }
        for name in found.keys { rest[name] = nil }
        return found.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
    }

    /// Throws where something is left.
    func finish() throws(OutputFault) {
        guard let name = rest.keys.min() else { return }
        throw .unknownAttribute(
            name, type: type, near: Spelling.nearest(to: name, among: names + ["dest", "annotation."]))
    }
}

/// SOURCE_DATE_EPOCH as an attribute, which overrides what the build was given.
enum EpochAttribute: Equatable {
    case given(Timestamp?)
    case unsaid

    init(_ reader: inout AttributeReader) throws(OutputFault) {
        let name = "source-date-epoch"
        guard let word = reader.text(name) else {
            self = .unsaid
            return
        }
        if word.isEmpty {
            self = .given(nil)
            return
        }
        guard let seconds = Int64(word) else { throw .notWholeNumber(word, attribute: name) }
        self = .given(Timestamp(seconds: seconds, nanoseconds: 0))
    }

    func epoch(else usual: Timestamp?) -> Timestamp? {
        if case .given(let epoch) = self { epoch } else { usual }
    }
}
