extension Completion {
    /// For zsh: as the file `_hearth` on the `fpath`, or sourced behind `compinit`.
    var zsh: String {
        let own = "_\(identifier)"
        let values = valueRows(quoted: \.shellQuoted, answer: answer)
        return """
            #compdef \(program)

            # Every table sets `found`, which belongs to its caller.
            \(own)_commands() {
                case "$1" in
            \(posixCases(commandRows))
                esac
            }

            \(own)_options() {
                case "$1" in
            \(posixCases(optionRows))
                esac
                found+=(\(list(shared)))
            }

            # What the option $2 of the command $1 takes; fails when it takes nothing.
            \(own)_value() {
                found=()
                case "$1 $2" in
            \(posixCases(values.own))
                esac
                (( $#found )) && return 0
                case "$2" in
            \(posixCases(values.shared))
                *) return 1 ;;
                esac
            }

            # What the argument $2, counted from 0, of the command $1 is.
            \(own)_argument() {
                case "$1 $2" in
            \(posixCases(argumentRows(quoted: \.shellQuoted, anything: "*", answer: answer)))
                esac
            }

            \(Self.zshWalk.replacing("_PROGRAM", with: own).replacing("_NAME", with: program))
            # Run as a file of the fpath, this is the first call; sourced, it is none.
            if [[ $funcstack[1] == \(own) ]]; then
                \(own) "$@"
            else
                compdef \(own) \(program)
            fi

            """
    }

    private var commandRows: [Row] {
        places.filter { !$0.commands.isEmpty }.map { place in
            let items = place.commands.map { described($0.name, $0.summary) }
            return ([place.path.shellQuoted], "found=(\(items.joined(separator: " ")))")
        }
    }

    private var optionRows: [Row] {
        places.filter { !$0.options.isEmpty }.map { ([$0.path.shellQuoted], "found=(\(list($0.options)))") }
    }

    private func list(_ options: [DeclaredOption]) -> String {
        options.flatMap { option in option.spellings.map { described($0, option.help) } }.joined(separator: " ")
    }

    /// As `_describe` reads it: what stands behind the first colon is the description, in which a backslash quotes.
    private func described(_ name: String, _ text: String) -> String {
        "\(name):\(text.onOneLine.replacing(#"\"#, with: #"\\"#))".shellQuoted
    }

    private func answer(_ kind: ValueKind) -> String {
        "found=(\(kind.answer.map(\.shellQuoted).joined(separator: " ")))"
    }

    private static let zshWalk = #"""
        # Offers what `found` answers.
        _PROGRAM_fill() {
            case "$found[1]" in
            words) compadd -- "${(@)found[2,-1]}" ;;
            file) _files ;;
            directory) _path_files -/ ;;
            *) return 1 ;;
            esac
        }

        _PROGRAM() {
            local place='_NAME' waiting= ended= current=$PREFIX word
            local -i count=0 i letter
            local -a found names
            for (( i = 2; i < CURRENT; i++ )); do
                word=${(Q)words[i]}
                if [[ -n $waiting ]]; then
                    waiting=
                elif [[ -z $ended && $word == -- ]]; then
                    ended=1
                elif [[ -z $ended && $word == --* ]]; then
                    [[ $word != *=* ]] && _PROGRAM_value "$place" "$word" && waiting=$word
                elif [[ -z $ended && $word == -?* ]]; then
                    for (( letter = 2; letter <= $#word; letter++ )); do
                        [[ $word[letter] == '=' ]] && break
                        _PROGRAM_value "$place" "-$word[letter]" || continue
                        (( letter == $#word )) && waiting=-$word[letter]
                        break
                    done
                else
                    found=()
                    _PROGRAM_commands "$place"
                    names=("${(@)found%%:*}")
                    if (( $names[(Ie)$word] )); then place="$place $word"; else (( ++count )); fi
                fi
            done

            found=()
            if [[ -n $waiting ]]; then
                _PROGRAM_value "$place" "$waiting" && _PROGRAM_fill
            elif [[ -z $ended && $current == --*=* ]]; then
                compset -P '*='
                _PROGRAM_value "$place" "${current%%=*}" && _PROGRAM_fill
            elif [[ -z $ended && $current == -[^-]?* ]] && _PROGRAM_value "$place" "$current[1,2]"; then
                compset -P '-?=' || compset -P '-?'
                _PROGRAM_fill
            elif [[ -z $ended && $current == -* ]]; then
                _PROGRAM_options "$place"
                _describe -o option found
            else
                _PROGRAM_commands "$place"
                if (( $#found )); then
                    _describe command found
                else
                    _PROGRAM_argument "$place" "$count"
                    _PROGRAM_fill
                fi
            fi
        }
        """#
}
