import Values

/// Why a word of EXPOSE is no port.
package enum PortFault: Error, Equatable, Sendable {
    case missing(of: String)
    case badNumber(String, of: String)
    case tooHigh(String, of: String)
    case backwardRange(UInt16, UInt16, of: String)
    case badTransport(String, of: String)
    /// What it says of the host is no address.
    case badAddress(String, of: String)
    case unequalRanges(ClosedRange<UInt16>, ClosedRange<UInt16>, of: String)
}

extension PortFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let text): "\"\(text.excerpt)\" lacks a port"
        case .badNumber(let number, let text): "\"\(number.excerpt)\" is not a port" + Self.place(text, unless: number)
        case .tooHigh(let number, let text):
            "the port \(number.excerpt) is not between 0 and 65535" + Self.place(text, unless: number)
        case .backwardRange(let first, let last, let text):
            "the ports in \"\(text.excerpt)\" run backwards, from \(first) to \(last)"
        case .badTransport(let name, let text): "unknown protocol \"\(name.excerpt)\" in \"\(text.excerpt)\""
        case .badAddress(let address, let text): "invalid IP address \"\(address.excerpt)\" in \"\(text.excerpt)\""
        case .unequalRanges(let ports, let hostPorts, let text):
            "\"\(text.excerpt)\" has \(Quantity(ports.count, "port")) and \(hostPorts.count) of the host"
        }
    }

    /// The next step, where there is one to offer.
    package var hint: String? {
        switch self {
        case .backwardRange(let first, let last, _): "write \(last)-\(first)"
        case .badTransport(let name, _):
            Spelling.nearest(to: name, among: PortSpecification.Transport.allCases.map(\.rawValue))
                .map { "did you mean \"\($0)\"?" } ?? "known protocols are tcp, udp and sctp"
        case .badAddress, .unequalRanges:
            "EXPOSE needs only the port of the container: what is said of the host has no effect"
        case .missing, .badNumber: "ports are written as 80, 80/udp or 8000-8010"
        case .tooHigh: nil
        }
    }

    private static func place(_ text: String, unless part: String) -> String {
        part == text ? "" : " in \"\(text.excerpt)\""
    }
}
