/// Something to be done, and what must be done before it.
struct Task: Sendable {
    /// Places of others in the list of all tasks.
    var needs: [Int]
    /// How long it will take, in seconds, as far as history tells.
    var seconds: Double
    var body: @Sendable () throws -> Void

    init(needs: [Int] = [], seconds: Double = 1, _ body: @escaping @Sendable () throws -> Void) {
        self.needs = needs
        self.seconds = seconds
        self.body = body
    }
}
