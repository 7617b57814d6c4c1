extension Double {
    /// The number with so many decimals, six at most.
    func fixed(_ decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        guard let scaled = Int64(exactly: (magnitude * Double(scale)).rounded()) else { return "\(self)" }
        let sign = self < 0 && scaled > 0 ? "-" : ""
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
        if decimals == 0 { return "\(sign)\(whole)" }
        let fraction = String(rest)
        return "\(sign)\(whole).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
    }
}
