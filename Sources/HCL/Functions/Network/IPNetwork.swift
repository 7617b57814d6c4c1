/// The addresses that begin with the same bits: `10.0.0.0/8`.
struct IPNetwork {
    /// The first of them.
    let address: IPAddress
    /// How many bits they share.
    let prefix: Int

    /// The network of `address`, whichever of its addresses that is.
    init(_ address: IPAddress, prefix: Int) {
        let host = Self.ones(address.width - prefix)
        self.address = IPAddress(bits: address.bits & ~host, width: address.width)
        self.prefix = prefix
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(parts[0]), 1...3 ~= parts[1].utf8.count,
            parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let prefix = Int(parts[1]), prefix <= address.width
        else { return nil }
        self.init(address, prefix: prefix)
    }

    var hostBits: Int { address.width - prefix }
    var last: UInt128 { address.bits | Self.ones(hostBits) }
    var mask: IPAddress { IPAddress(bits: Self.ones(address.width) & ~Self.ones(hostBits), width: address.width) }

    /// The host of a number; those below zero count from the end. Nil when there are not so many.
    func host(_ number: Int) -> IPAddress? {
        let offset = UInt128(number < 0 ? ~number : number)
        guard offset <= Self.ones(hostBits) else { return nil }
        return IPAddress(bits: number < 0 ? last - offset : address.bits | offset, width: address.width)
    }

    /// The network of a number among those that share so many more bits. Nil when there is none.
    func subnet(bits: Int, number: Int) -> IPNetwork? {
        guard bits >= 0, bits <= hostBits, number >= 0, UInt128(number) <= Self.ones(bits) else { return nil }
        let offset = UInt128(number) << UInt128(hostBits - bits)
        return IPNetwork(IPAddress(bits: address.bits | offset, width: address.width), prefix: prefix + bits)
    }

    /// The first network of the size that begins at `start` or later and is inside this one.
    func next(from start: UInt128, prefix: Int) -> IPNetwork? {
        let host = Self.ones(address.width - prefix)
        let (end, isBeyond) = start.addingReportingOverflow(host)
        let first = end & ~host
        guard !isBeyond, first <= last else { return nil }
        return IPNetwork(IPAddress(bits: first, width: address.width), prefix: prefix)
    }

    private static func ones(_ count: Int) -> UInt128 {
        count >= 128 ? .max : (1 << UInt128(max(0, count))) - 1
    }
}

extension IPNetwork: CustomStringConvertible {
    var description: String { "\(address)/\(prefix)" }
}
