internal import Numbers

enum NetworkFunctions {
    static var table: [String: Function] {
        [
            "cidrhost": .taking([.text("prefix"), .number("hostnum")], reading: host),
            "cidrnetmask": .taking([.text("prefix")]) { arguments throws(CallFailure) in
                .string(try network(arguments).mask.description)
            },
            "cidrsubnet": .taking([.text("prefix"), .number("newbits"), .number("netnum")], reading: subnet),
            "cidrsubnets": .taking([.text("prefix")], variadic: .number("newbits"), reading: subnets),
        ]
    }

    private static func host(_ arguments: Arguments) throws(CallFailure) -> Value {
        let network = try network(arguments)
        let number = try arguments.integer(1)
        guard let address = network.host(number) else {
            throw .argument(1, reason: "there is no host \(number) in \(network)")
        }
        return .string(address.description)
    }

    private static func subnet(_ arguments: Arguments) throws(CallFailure) -> Value {
        let network = try network(arguments)
        let bits = try bits(arguments, at: 1, in: network, atLeast: 0)
        let number = try arguments.integer(2)
        guard let subnet = network.subnet(bits: bits, number: number) else {
            throw .argument(2, reason: "there is no network \(number) with \(bits) bits more")
        }
        return .string(subnet.description)
    }

    private static func subnets(_ arguments: Arguments) throws(CallFailure) -> Value {
        let network = try network(arguments)
        var subnets: [Value] = []
        var start: UInt128? = network.address.bits
        for index in 1..<max(1, arguments.count) {
            let bits = try bits(arguments, at: index, in: network, atLeast: 1)
            guard let subnet = start.flatMap({ network.next(from: $0, prefix: network.prefix + bits) }) else {
                throw .argument(index, reason: "there is no room left in \(network) for a network of \(bits) bits more")
            }
            subnets.append(.string(subnet.description))
            start = subnet.last < network.last ? subnet.last + 1 : nil
        }
        return .list(subnets, of: .string)
    }

    private static func network(_ arguments: Arguments) throws(CallFailure) -> IPNetwork {
        guard let network = IPNetwork(try arguments.text(0)) else {
            throw .argument(0, reason: "must be a network like \"10.0.0.0/8\" or \"fd00::/8\"")
        }
        return network
    }

    private static func bits(
        _ arguments: Arguments, at index: Int, in network: IPNetwork, atLeast least: Int
    ) throws(CallFailure) -> Int {
        let bits = try arguments.integer(index)
        let most = min(32, network.hostBits)
        guard bits >= least else { throw .argument(index, reason: "must not be below \(least)") }
        guard bits <= 32 else { throw .argument(index, reason: "must not be above 32") }
        guard bits <= most else {
            throw .argument(index, reason: "must not be above \(most), which is all that \(network) leaves")
        }
        return bits
    }
}
