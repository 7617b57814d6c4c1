internal import OCI
internal import Values

extension StageWalk {
    mutating func expose(_ written: [String], _ instruction: Instruction) throws(ResolutionFault) {
        var names: [String] = []
        for word in written {
            part = .reading(word)
            for text in try self.words(word) { names += try ports(text, instruction) }
        }
        state.configuration.execution.exposedPorts.formUnion(names.lazy.map { ExactText($0) })
        record("EXPOSE " + HistoryText.list(names))
    }

    private func words(_ word: String) throws(ResolutionFault) -> [String] {
        do throws(ExpansionFault) {
            return try surroundings.expander.words(word, state.variables)
        } catch {
            throw .expansion(error)
        }
    }

    private mutating func ports(_ text: String, _ instruction: Instruction) throws(ResolutionFault) -> [String] {
        do throws(PortFault) {
            let port = try PortSpecification(text)
            checkForm(text, hasCapitals: port.hasCapitals, namesHost: port.namesHost, instruction)
            return port.names
        } catch {
            checkForm(ofFaulty: text, error, instruction)
            throw .instruction(.port(error))
        }
    }

    /// The form is looked at before the numbers and the address, and after the rest.
    private mutating func checkForm(ofFaulty text: String, _ fault: PortFault, _ instruction: Instruction) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let port = parts.last, port.first != nil, port.first != UInt8(ascii: "/") else { return }
        if case .badTransport = fault { return }
        let name = port.drop { $0 != UInt8(ascii: "/") }
        let hasCapitals = name.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let namesHost = parts.dropLast().contains { !$0.isEmpty } || parts.count > 3
        checkForm(text, hasCapitals: hasCapitals, namesHost: namesHost, instruction)
    }

    private mutating func checkForm(
        _ text: String, hasCapitals: Bool, namesHost: Bool, _ instruction: Instruction
    ) {
        if hasCapitals {
            find(
                .exposeProtoCasing, "Defined protocol '\(text)' in EXPOSE instruction should be lowercase", instruction)
        }
        if namesHost {
            let detail = "EXPOSE instruction should not define an IP address or host-port mapping, found '\(text)'"
            find(.exposeInvalidFormat, detail, instruction)
        }
    }
}
