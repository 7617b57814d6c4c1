extension Completion {
    /// For fish 3 and newer.
    var fish: String {
        let own = "__\(identifier)"
        let values = valueRows(quoted: \.fishQuoted, answer: answer)
        return """
            # fish completion for \(program)

            function \(own)_commands
                switch "$argv[1]"
            \(cases(commandRows))
                end
            end

            function \(own)_options
                switch "$argv[1]"
            \(cases(optionRows))
                end
            \(list(shared, indent: "    "))
            end

            # What the option $argv[2] of the command $argv[1] takes; fails when it takes nothing.
            function \(own)_value
                switch "$argv[1] $argv[2]"
            \(cases(values.own, end: "return 0"))
                end
                switch "$argv[2]"
            \(cases(values.shared, end: "return 0"))
                end
                return 1
            end

            # What the argument $argv[2], counted from 0, of the command $argv[1] is.
            function \(own)_argument
                switch "$argv[1] $argv[2]"
            \(cases(argumentRows(quoted: \.fishQuoted, anything: #""*""#, answer: answer)))
                end
            end

            \(Self.fishWalk.replacing("__PROGRAM", with: own).replacing("__NAME", with: program))
            complete -c \(program) -e
            complete -c \(program) -f -k -a '(\(own))'

            """
    }

    private var commandRows: [Row] {
        places.filter { !$0.commands.isEmpty }.map { place in
            let lines = place.commands.map { line($0.name, $0.summary, indent: "        ") }
            return ([place.path.fishQuoted], lines.joined(separator: "\n"))
        }
    }

    private var optionRows: [Row] {
        places.filter { !$0.options.isEmpty }.map {
            ([$0.path.fishQuoted], list($0.options, indent: "        "))
        }
    }

    private func list(_ options: [DeclaredOption], indent: String) -> String {
        options.flatMap { option in option.spellings.map { line($0, option.help, indent: indent) } }
            .joined(separator: "\n")
    }

    private func line(_ name: String, _ text: String, indent: String) -> String {
        #"\#(indent)printf '%s\t%s\n' \#(name.fishQuoted) \#(text.onOneLine.fishQuoted)"#
    }

    private func answer(_ kind: ValueKind) -> String {
        #"        printf '%s\n' \#(kind.answer.map(\.fishQuoted).joined(separator: " "))"#
    }

    private func cases(_ rows: [Row], end: String? = nil) -> String {
        rows.map { row in
            let end = end.map { "\n        \($0)" } ?? ""
            return "    case \(row.patterns.joined(separator: " "))\n\(row.action)\(end)"
        }.joined(separator: "\n")
    }

    private static let fishWalk = #"""
        # Offers what $argv[2..] answers, behind $argv[1] in the current word.
        function __PROGRAM_fill
            set -l lead $argv[1]
            set -l typed (string sub -s (math 1 + (string length -- "$lead")) -- (commandline -ct))
            switch "$argv[2]"
                case words
                    printf "$lead%s\n" $argv[3..]
                case file
                    for path in (__fish_complete_path "$typed")
                        printf '%s%s\n' $lead $path
                    end
                case directory
                    for path in (__fish_complete_directories "$typed" '')
                        printf '%s%s\n' $lead $path
                    end
            end
        end

        function __PROGRAM
            set -l place '__NAME'
            set -l waiting ''
            set -l ended ''
            set -l count 0
            set -l current (commandline -ct)
            for word in (commandline -opc)[2..]
                if test -n "$waiting"
                    set waiting ''
                else if test -z "$ended"; and test "$word" = --
                    set ended 1
                else if test -z "$ended"; and string match -q -- '--*' $word
                    if not string match -q -- '*=*' $word; and __PROGRAM_value $place $word >/dev/null
                        set waiting $word
                    end
                else if test -z "$ended"; and string match -q -- '-?*' $word
                    set -l letters (string split '' -- (string sub -s 2 -- $word))
                    for i in (seq (count $letters))
                        test "$letters[$i]" = '='; and break
                        __PROGRAM_value $place -$letters[$i] >/dev/null; or continue
                        test $i -eq (count $letters); and set waiting -$letters[$i]
                        break
                    end
                else if contains -- $word (__PROGRAM_commands $place | string replace -r '\t.*' '')
                    set place "$place $word"
                else
                    set count (math $count + 1)
                end
            end

            set -l found
            set -l long (string match -r -- '^--[^=]+=' $current)
            set -l short (string match -r -- '^-[^-](?==?.)' $current)
            if test -n "$waiting"
                __PROGRAM_fill '' (__PROGRAM_value $place $waiting)
            else if test -z "$ended"; and test -n "$long"
                __PROGRAM_fill $long (__PROGRAM_value $place (string trim -r -c = -- $long))
            else if test -z "$ended"; and test -n "$short"; and set found (__PROGRAM_value $place $short)
                string match -q -- '-?=*' $current; and set short "$short="
                __PROGRAM_fill $short $found
            else if test -z "$ended"; and string match -q -- '-*' $current
                __PROGRAM_options $place
            else
                set found (__PROGRAM_commands $place)
                if test (count $found) -gt 0
                    printf '%s\n' $found
                else
                    __PROGRAM_fill '' (__PROGRAM_argument $place $count)
                end
            end
        end
        """#
}
