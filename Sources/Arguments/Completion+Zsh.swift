extension Completion {
    /// For zsh: as the file `_hearth` on the `fpath`, or sourced behind `compinit`.
    var zsh: String {
        let own = "_\(identifier)"
        return """
            #compdef \(program)

            \(tables(own, item: Self.described))

            \(Self.zshWalk.replacing("_PROGRAM", with: own).replacing("_NAME", with: program))
            # Run as a file of the fpath, this is the first call; sourced, it is none.
            if [[ $funcstack[1] == \(own) ]]; then
                \(own) "$@"
            else
                compdef \(own) \(program)
            fi

            """
    }

    /// As `_describe` reads it: what stands behind the first colon is the description, in which a backslash quotes.
    private static func described(_ name: String, _ text: String) -> String {
        "\(name):\(text.onOneLine.replacing(#"\"#, with: #"\\"#))"
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
