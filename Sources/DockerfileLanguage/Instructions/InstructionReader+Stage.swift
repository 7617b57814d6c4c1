extension InstructionReader {
    func heading() throws(PlacedFault) -> StageHeading {
        guard case .words(let places) = statement.arguments else { throw PlacedFault(.fromForm, missing) }
        let name = try stageName(places)
        let flags = try FlagValues(command, .from, text)
        return StageHeading(name: name, base: string(places[0]), platform: flags.string("platform"))
    }

    private func stageName(_ places: [Range<Int>]) throws(PlacedFault) -> String? {
        if places.count == 1 { return nil }
        guard places.count == 3, string(places[1]).lowercased() == "as" else {
            let wrong = places[1].lowerBound..<places[places.count - 1].upperBound
            throw PlacedFault(.fromForm, wrong)
        }
        let name = string(places[2]).lowercased()
        guard Self.isStageName(name) else { throw PlacedFault(.badStageName(string(places[2])), places[2]) }
        return name
    }

    private static func isStageName(_ name: String) -> Bool {
        let isFirst = name.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
        return isFirst
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}
