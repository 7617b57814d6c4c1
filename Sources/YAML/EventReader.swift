internal import CYAML
internal import Values

/// Reads a text event by event. Owns the library's parser, and a copy of the text for it to read.
final class EventReader {
    private let file: SourceFile
    private let characters: CharacterOffsets
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutablePointer<UInt8>
    private let isReady: Bool

    init(_ file: SourceFile) {
        self.file = file
        characters = CharacterOffsets(file.bytes)
        input = .allocate(capacity: max(1, file.bytes.count))
        input.initialize(from: file.bytes, count: file.bytes.count)
        parser = .allocate(capacity: 1)
        isReady = yaml_parser_initialize(parser) == 1
        if isReady { yaml_parser_set_input_string(parser, input, file.bytes.count) }
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(YAMLFault) -> Event {
        guard isReady else { throw .outOfMemory(at: file.range) }
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
        defer { yaml_event_delete(&event) }
        let start = characters.byte(ofCharacter: event.start_mark.index)
        let end = characters.byte(ofCharacter: event.end_mark.index)
        return Event(kind: kind(of: event), offsets: start..<max(start, end))
    }

    private func kind(of event: yaml_event_t) -> Event.Kind {
        switch event.type {
        case YAML_ALIAS_EVENT:
            return .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
                properties(scalar.anchor, scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            return .sequenceStart(properties(event.data.sequence_start.anchor, event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            return .mappingStart(properties(event.data.mapping_start.anchor, event.data.mapping_start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return .other
        }
    }

    private func properties(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> Event.Properties {
        let standard = "tag:yaml.org,2002:"
        let tag = text(tag).map { $0.hasPrefix(standard) ? "!!" + $0.dropFirst(standard.count) : $0 }
        return Event.Properties(anchor: text(anchor), tag: tag)
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(decodingCString: $0, as: UTF8.self) }
    }

    private func fault() -> YAMLFault {
        let problem = parser.pointee
        let place = range(problem.problem_mark)
        switch problem.error {
        case YAML_MEMORY_ERROR: return .outOfMemory(at: place)
        case YAML_READER_ERROR:
            let offset = min(problem.problem_offset, file.bytes.count)
            return .notText(at: SourceRange(file, offset..<min(offset + 1, file.bytes.count)))
        default:
            let words = problem.problem.map { String(cString: $0) } ?? "this is not YAML"
            let context = problem.context.map { String(cString: $0) }
            return .syntax(
                problem: words, at: place, context: context,
                since: context == nil ? nil : range(problem.context_mark))
        }
    }

    /// The character at a mark.
    private func range(_ mark: yaml_mark_t) -> SourceRange {
        let start = characters.byte(ofCharacter: mark.index)
        return SourceRange(file, start..<max(start, characters.byte(ofCharacter: mark.index + 1)))
    }
}
