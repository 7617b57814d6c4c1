extension Completion {
    /// The four tables, as functions that bash and zsh read alike.
    ///
    /// `item` writes the name of a command or of an option, with its meaning where the shell can show one.
    func tables(_ own: String, item: (_ name: String, _ meaning: String) -> String) -> String {
        let values = valueRows(quoted: \.shellQuoted, answer: found)
        return """
            # Every table sets `found`, which belongs to its caller.
            \(own)_commands() {
                case "$1" in
            \(cases(commandRows(item)))
                esac
            }

            \(own)_options() {
                case "$1" in
            \(cases(optionRows(item)))
                esac
                found+=(\(list(shared, item)))
            }

            # What the option $2 of the command $1 takes; fails when it takes nothing.
            \(own)_value() {
                found=()
                case "$1 $2" in
            \(cases(values.own))
                esac
                [[ ${#found[@]} -gt 0 ]] && return 0
                case "$2" in
            \(cases(values.shared))
                *) return 1 ;;
                esac
            }

            # What the argument $2, counted from 0, of the command $1 is.
            \(own)_argument() {
                case "$1 $2" in
            \(cases(argumentRows(quoted: \.shellQuoted, anything: "*", answer: found)))
                esac
            }
            """
    }

    private func commandRows(_ item: (String, String) -> String) -> [Row] {
        places.filter { !$0.commands.isEmpty }.map { place in
            let items = place.commands.map { item($0.name, $0.summary).shellQuoted }
            return ([place.path.shellQuoted], "found=(\(items.joined(separator: " ")))")
        }
    }

    private func optionRows(_ item: (String, String) -> String) -> [Row] {
        places.filter { !$0.options.isEmpty }.map { ([$0.path.shellQuoted], "found=(\(list($0.options, item)))") }
    }

    private func list(_ options: [DeclaredOption], _ item: (String, String) -> String) -> String {
        options.flatMap { option in option.spellings.map { item($0, option.help).shellQuoted } }
            .joined(separator: " ")
    }

    private func found(_ kind: ValueKind) -> String {
        "found=(\(kind.answer.map(\.shellQuoted).joined(separator: " ")))"
    }

    private func cases(_ rows: [Row]) -> String {
        rows.map { "    \($0.patterns.joined(separator: " | "))) \($0.action) ;;" }.joined(separator: "\n")
    }
}
