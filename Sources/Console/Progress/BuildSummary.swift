package import Events
package import Values

/// What a build came to: how much was to be done, how much was there already, and where the time went. Made from
/// events alone.
package struct BuildSummary: Sendable {
    package struct Target: Sendable {
        package let name: String
        package internal(set) var steps = Tally()
        /// From its first step's beginning to its last one's end.
        package internal(set) var span: ClosedRange<Timestamp>?
        /// Nil where it was not built to the end.
        package internal(set) var image: EventImage?
    }

    /// Instructions of Dockerfiles, by what became of them.
    package struct Tally: Equatable, Sendable {
        package internal(set) var known = 0
        package internal(set) var hits = 0
        package internal(set) var misses = 0
        package internal(set) var failures = 0
    }

    package struct Step: Equatable, Sendable {
        package let name: String
        package let targets: [String]
        package let seconds: Double
    }

    /// In the order in which they were first heard of.
    package private(set) var targets: [Target] = []
    package private(set) var steps = Tally()
    package private(set) var span: ClosedRange<Timestamp>?
    /// Those that took longest, the longest first.
    package private(set) var slowest: [Step] = []

    private var places: [String: Int] = [:]
    private var known: [Digest: EventStep] = [:]
    private var began: [Digest: Timestamp] = [:]

    private static let slowestCount = 10

    package init() {}

    package func target(_ name: String) -> Target? { places[name].map { targets[$0] } }

    package mutating func hear(_ event: BuildEvent) {
        switch event {
        case .known(let steps): for step in steps where known[step.digest] == nil { note(step) }
        case .began(let step, let moment):
            began[step] = moment
            stretch(step, to: moment)
        case .ended(let step, let ending, let moment): end(step, ending, at: moment)
        case .built(let image, let moment):
            let place = place(of: image.target)
            targets[place].image = image
            targets[place].span = targets[place].span.reaching(moment)
            span = span.reaching(moment)
        case .log, .progress, .warning: break
        }
    }

    private mutating func note(_ step: EventStep) {
        known[step.digest] = step
        count(step) { $0.known += 1 }
    }

    private mutating func end(_ digest: Digest, _ ending: StepEnding, at moment: Timestamp) {
        guard let step = known[digest] else { return }
        stretch(digest, to: moment)
        switch ending {
        case .cached: count(step) { $0.hits += 1 }
        case .done: count(step) { $0.misses += 1 }
        case .failed: count(step) { $0.failures += 1 }
        case .cancelled: break
        }
        if let start = began.removeValue(forKey: digest) { rank(step, max(0, moment.seconds(since: start))) }
    }

    /// What is done around instructions belongs to targets, and is none of their steps.
    private mutating func count(_ step: EventStep, _ change: (inout Tally) -> Void) {
        let places = step.targets.map { place(of: $0) }
        guard step.kind == .instruction else { return }
        change(&steps)
        for place in places { change(&targets[place].steps) }
    }

    private mutating func stretch(_ digest: Digest, to moment: Timestamp) {
        span = span.reaching(moment)
        for target in known[digest]?.targets ?? [] {
            let place = place(of: target)
            targets[place].span = targets[place].span.reaching(moment)
        }
    }

    private mutating func rank(_ step: EventStep, _ seconds: Double) {
        if slowest.count == Self.slowestCount, let last = slowest.last, last.seconds >= seconds { return }
        let place = slowest.firstIndex { $0.seconds < seconds } ?? slowest.count
        slowest.insert(Step(name: step.name, targets: step.targets, seconds: seconds), at: place)
        if slowest.count > Self.slowestCount { slowest.removeLast() }
    }

    private mutating func place(of target: String) -> Int {
        if let place = places[target] { return place }
        places[target] = targets.count
        targets.append(Target(name: target))
        return targets.count - 1
    }
}

extension ClosedRange<Timestamp>? {
    fileprivate func reaching(_ moment: Timestamp) -> ClosedRange<Timestamp> {
        guard let self else { return moment...moment }
        return min(self.lowerBound, moment)...max(self.upperBound, moment)
    }
}

extension ClosedRange<Timestamp> {
    package var seconds: Double { upperBound.seconds(since: lowerBound) }
}
