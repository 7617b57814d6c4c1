/// Matches what has wildcards in it, in the time of going through the path once for every token of the pattern at most.
///
/// A state is the number of the token that is to be matched next.
struct PathAutomaton: Sendable {
    private let tokens: [PathToken]

    init(_ tokens: [PathToken]) {
        self.tokens = tokens
    }

    var endsInAnything: Bool { tokens.last == .anything }

    /// Whether it matches all of the path from `start` on.
    func matches(_ path: [UInt8], from start: Int) -> Bool {
        states(after: path, from: start).contains(tokens.count)
    }

    func reach(below directory: [UInt8], from start: Int) -> PathPattern.Reach {
        let states = states(after: directory, from: start)
        if endsInAnything, states.contains(tokens.count - 1) { return .everything }
        // At its end without a name below the directory.
        var some = false
        states.forEach { if $0 < tokens.count { some = true } }
        return some ? .some : .nothing
    }

    private func states(after path: [UInt8], from start: Int) -> NumberSet {
        var states = NumberSet(below: tokens.count + 1)
        var following = states
        enter(0, &states)
        var place = start
        while place < path.count {
            let character = Character32(path, at: place)
            place += character.length
            following.removeAll()
            states.forEach { advance($0, over: character.value, to: &following) }
            swap(&states, &following)
            if states.isEmpty { break }
        }
        return states
    }

    /// A token that may match nothing is passed over as well.
    private func enter(_ state: Int, _ states: inout NumberSet) {
        var state = state
        states.insert(state)
        while state < tokens.count, tokens[state].mayBeNothing {
            state += 1
            states.insert(state)
        }
    }

    @inline(__always)
    private func advance(_ state: Int, over character: UInt32, to states: inout NumberSet) {
        guard state < tokens.count else { return }
        let isSlash = character == 0x2f
        switch tokens[state] {
        case .character(let wanted): if character == wanted { enter(state + 1, &states) }
        case .one: if !isSlash { enter(state + 1, &states) }
        case .oneOf(let characters): if characters.contains(character) { enter(state + 1, &states) }
        case .star: if !isSlash { enter(state, &states) }
        case .anything: enter(state, &states)
        case .directories:
            states.insert(state)
            if isSlash { enter(state + 1, &states) }
        }
    }
}

extension PathToken {
    fileprivate var mayBeNothing: Bool {
        switch self {
        case .star, .directories, .anything: true
        case .character, .one, .oneOf: false
        }
    }
}
