extension Completion {
    /// For bash 3.2 and newer, without the bash-completion package.
    var bash: String {
        let own = "_\(identifier)"
        return """
            # bash completion for \(program)

            \(tables(own) { name, _ in name })

            \(Self.bashWalk.replacing("_PROGRAM", with: own).replacing("_NAME", with: program))
            complete -F \(own) \(program)

            """
    }

    private static let bashWalk = #"""
        # Sets `words` and `current` to what was typed before the cursor, where bash has parted `--name=value` and `a:b`
        # at the characters of COMP_WORDBREAKS; `parted` is what bash holds for settled in the current word.
        _PROGRAM_join() {
            local i piece glue=
            words=() current= parted=
            for ((i = 1; i <= COMP_CWORD; i++)); do
                piece=${COMP_WORDS[i]}
                if [[ $piece == [=:]* && $piece != *[!=:]* && $COMP_WORDBREAKS == *"${piece:0:1}"* ]]; then
                    current+=$piece parted=$current glue=1
                elif [[ $glue ]]; then
                    current+=$piece glue=
                else
                    [[ $i -gt 1 ]] && words+=("$current")
                    current=$piece parted=
                fi
            done
        }

        # Offers those of the words $2... that begin with what stands behind $1 in the current word.
        _PROGRAM_offer() {
            local lead=$1 typed=${current#"$1"} word
            shift
            for word in "$@"; do
                [[ $word == "$typed"* || $(_PROGRAM_quote "$word") == "$typed"* ]] || continue
                word=$lead$word
                COMPREPLY+=("$(_PROGRAM_quote "${word#"$parted"}")")
            done
        }

        # Plain words stay as they are; bash would take them apart otherwise.
        _PROGRAM_quote() {
            if [[ $1 == *[!a-zA-Z0-9_.,:/=+@%-]* ]]; then printf '%q' "$1"; else printf '%s' "$1"; fi
        }

        # Offers what `found` answers, behind $1 in the current word.
        _PROGRAM_fill() {
            local typed=${current#"$1"} lead= path action=
            case "${found[0]}" in
            words) _PROGRAM_offer "$1" "${found[@]:1}"; return ;;
            file) action=file ;;
            directory) action=directory ;;
            *) return ;;
            esac
            lead=$1
            compopt -o filenames 2>/dev/null
            while IFS= read -r path; do
                path=$lead$path
                COMPREPLY+=("${path#"$parted"}")
            done < <(compgen -A "$action" -- "$typed")
        }

        _PROGRAM() {
            local place='_NAME' waiting= ended= count=0 word letters child current parted
            local -a words found
            COMPREPLY=()
            _PROGRAM_join
            for word in ${words[@]+"${words[@]}"}; do
                if [[ $waiting ]]; then
                    waiting=
                elif [[ ! $ended && $word == -- ]]; then
                    ended=1
                elif [[ ! $ended && $word == --* ]]; then
                    [[ $word != *=* ]] && _PROGRAM_value "$place" "$word" && waiting=$word
                elif [[ ! $ended && $word == -?* ]]; then
                    for ((letters = 1; letters < ${#word}; letters++)); do
                        [[ ${word:letters:1} == = ]] && break
                        _PROGRAM_value "$place" "-${word:letters:1}" || continue
                        [[ $letters -eq $((${#word} - 1)) ]] && waiting=-${word:letters:1}
                        break
                    done
                else
                    found=()
                    _PROGRAM_commands "$place"
                    for child in ${found[@]+"${found[@]}"}; do
                        [[ $child == "$word" ]] && place="$place $word" && continue 2
                    done
                    count=$((count + 1))
                fi
            done

            found=()
            if [[ $waiting ]]; then
                _PROGRAM_value "$place" "$waiting" && _PROGRAM_fill ''
            elif [[ ! $ended && $current == --*=* ]]; then
                _PROGRAM_value "$place" "${current%%=*}" && _PROGRAM_fill "${current%%=*}="
            elif [[ ! $ended && $current == -[!-]?* ]] && _PROGRAM_value "$place" "${current:0:2}"; then
                [[ $current == -?=* ]] && _PROGRAM_fill "${current:0:3}" || _PROGRAM_fill "${current:0:2}"
            elif [[ ! $ended && $current == -* ]]; then
                _PROGRAM_options "$place"
                _PROGRAM_offer '' "${found[@]}"
            else
                _PROGRAM_commands "$place"
                if [[ ${#found[@]} -gt 0 ]]; then
                    _PROGRAM_offer '' "${found[@]}"
                else
                    _PROGRAM_argument "$place" "$count"
                    _PROGRAM_fill ''
                fi
            fi
        }
        """#
}
