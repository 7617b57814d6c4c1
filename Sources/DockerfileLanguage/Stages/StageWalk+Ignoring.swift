internal import Values

extension StageWalk {
    /// Tells of a source that .dockerignore drops; where the file brings things back, nobody can know.
    mutating func checkIgnored(_ source: String, isAdd: Bool, _ instruction: Instruction) {
        guard let ignore = surroundings.request.ignore, !ignore.isEmpty, !ignore.bringsBack,
            RemoteSource(source) == nil
        else { return }
        let path = SlashPath.clean(source)
        let isRoot = path == "." || path == "/"
        guard isRoot ? ignore.dropsEverything : ignore.drops(path) else { return }
        let detail =
            "Attempting to \(isAdd ? "Add" : "Copy") file \(HistoryText.quoted(path)) that is excluded by "
            + ".dockerignore"
        find(.copyIgnoredFile, detail, instruction)
    }
}

extension PathFilter {
    /// As the check sees it, which takes what is before a slash at the beginning for a name.
    fileprivate func drops(_ path: String) -> Bool {
        dropping(Array(path.utf8)) != nil || path.utf8.first == UInt8(ascii: "/") && dropping([]) != nil
    }
}
