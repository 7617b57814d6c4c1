/// A word of EXPOSE: `80`, `8000-8010/udp`. What it says of the host, `127.0.0.1:80:80`, must make sense and is
/// dropped.
package struct PortSpecification: Equatable, Sendable {
    package enum Transport: String, Sendable, CaseIterable {
        case tcp
        case udp
        case sctp
    }

    package let ports: ClosedRange<UInt16>
    package let transport: Transport
    /// Whether the protocol is not written in small letters. (ExposeProtoCasing)
    package let hasCapitals: Bool
    /// Whether it says something of the host. (ExposeInvalidFormat)
    package let namesHost: Bool

    package init(_ text: String) throws(PortFault) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let port = parts.last ?? text.utf8[...]
        let hostPort = parts.dropLast().last ?? text.utf8.prefix(0)
        let address = Array(parts.dropLast(2).joined(separator: [UInt8(ascii: ":")]))

        let slash = port.firstIndex(of: UInt8(ascii: "/"))
        let name = slash.map { port[port.index(after: $0)...] } ?? port.prefix(0)
        transport = try Self.transport(String(Substring(name)), of: text)
        hasCapitals = name.contains { 0x41...0x5a ~= $0 }
        namesHost = !hostPort.isEmpty || !address.isEmpty
        guard InternetAddress.isAddress(address) else {
            throw .badAddress(String(decoding: address, as: UTF8.self), of: text)
        }
        ports = try Self.range(port[..<(slash ?? port.endIndex)], of: text)
        guard !hostPort.isEmpty else { return }
        let hostPorts = try Self.range(hostPort, of: text)
        guard hostPorts.count == ports.count || ports.count == 1 else {
            throw .unequalRanges(ports, hostPorts, of: text)
        }
    }

    /// As images store them: `80/tcp`.
    package var names: [String] {
        ports.map { "\($0)/\(transport.rawValue)" }
    }

    private static func transport(_ name: String, of text: String) throws(PortFault) -> Transport {
        if name.isEmpty { return .tcp }
        let small = String(decoding: name.utf8.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
        guard let transport = Transport(rawValue: small) else { throw .badTransport(name, of: text) }
        return transport
    }

    private static func range(_ digits: Substring.UTF8View, of text: String) throws(PortFault) -> ClosedRange<UInt16> {
        guard !digits.isEmpty else { throw .missing(of: text) }
        let dash = digits.firstIndex(of: UInt8(ascii: "-")) ?? digits.endIndex
        let first = try number(digits[..<dash], of: text)
        guard dash < digits.endIndex else { return first...first }
        let last = try number(digits[digits.index(after: dash)...], of: text)
        guard first <= last else { throw .backwardRange(first, last, of: text) }
        return first...last
    }

    private static func number(_ digits: Substring.UTF8View, of text: String) throws(PortFault) -> UInt16 {
        guard !digits.isEmpty else { throw .missing(of: text) }
        let word = Substring(digits)
        guard let number = Int(word) else { throw .badNumber(String(word), of: text) }
        guard let port = UInt16(exactly: number) else { throw .tooHigh(String(word), of: text) }
        return port
    }
}
