extension InstructionReader {
    func copying(_ keyword: Keyword) throws(PlacedFault) -> Copying {
        var words = words
        guard words.count >= 2, let destination = words.popLast() else {
            throw PlacedFault(.noDestination(keyword), command.rest.isEmpty ? missing : command.rest)
        }
        var copying = try settings(keyword)
        guard HeredocMark(destination) == nil else { throw PlacedFault(.heredocAsDestination(keyword), lastWord) }
        copying.destination = destination
        for word in words {
            if let mark = HeredocMark(word) {
                copying.heredocs.append(heredoc(mark))
            } else {
                copying.sources.append(word)
            }
        }
        return copying
    }

    private func settings(_ keyword: Keyword) throws(PlacedFault) -> Copying {
        var copying = Copying()
        guard !command.flags.isEmpty else { return copying }
        let flags = try FlagValues(command, keyword, text)
        copying.from = flags.string("from")
        copying.owner = flags.string("chown")
        copying.mode = flags.string("chmod")
        copying.isLink = flags.boolean("link") ?? false
        copying.excludes = flags.strings("exclude")
        copying.keepsParents = flags.boolean("parents") ?? false
        copying.keepsGitDirectory = flags.boolean("keep-git-dir")
        copying.checksum = flags.string("checksum")
        copying.unpacks = flags.boolean("unpack")
        return copying
    }

    /// Of several with one name the last is meant. One that is announced in an array has no text.
    private func heredoc(_ mark: HeredocMark) -> Heredoc {
        let found = statement.heredocs.last { $0.name == mark.name }
        return Heredoc(
            name: mark.name, content: found?.content ?? "", expands: mark.expands, chomps: mark.chomps)
    }

    private var lastWord: Range<Int> {
        guard case .words(let places) = statement.arguments, let last = places.last else { return command.rest }
        return last
    }
}
