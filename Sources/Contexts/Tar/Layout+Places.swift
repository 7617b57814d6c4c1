/// Where paths lead in a layout that is all there is.
extension Layout {
    /// As many links as Linux follows in one path.
    private static let mostLinks = 40

    /// The directory that holds what a path names, through links if need be. What is missing of it is made.
    mutating func directory(for path: [UInt8]) throws(ContextFault) -> Int {
        try follow(path) { layout, name, place in
            let made = layout.child(name, of: place) ?? layout.addChild(name, to: place)
            layout.lay(.directory(mode: 0o755), at: made)
            return made
        }
    }

    /// The directory that holds what a path names, through links if need be.
    func existingDirectory(for path: [UInt8]) throws(ContextFault) -> Int? {
        var layout = self
        return try layout.follow(path) { _, _, _ in nil }
    }

    /// `make` is asked for what the path itself names and is not there; what a link names is not made.
    private mutating func follow(
        _ path: [UInt8], make: (inout Layout, ArraySlice<UInt8>, Int) -> Int?
    ) throws(ContextFault) -> Int {
        let shown = { String(decoding: path, as: UTF8.self) }
        var way = [Layout.root]
        // The next name is the last.
        var rest = Array(RelativePath.components(path).dropLast().reversed())
        // How many of them the path itself has.
        var own = rest.count
        var links = 0
        while let name = rest.popLast() {
            let isOwn = rest.count < own
            if isOwn { own = rest.count }
            if RelativePath.isParent(name) {
                if way.count > 1 { way.removeLast() }
                continue
            }
            let place = way[way.count - 1]
            let next = child(name, of: place)
            switch next.flatMap({ branches[$0].file }) {
            case .directory?: way.append(next ?? place)
            case .link(let target)?:
                links += 1
                guard links <= Self.mostLinks else { throw .archive("\(shown()) leads through a loop of links") }
                if target.first == UInt8(ascii: "/") { way = [Layout.root] }
                rest += RelativePath.components(target).reversed()
            case nil, .absent?:
                guard isOwn, let made = make(&self, name, place) else {
                    throw .archive("\(shown()) leads through a link to nothing")
                }
                way.append(made)
            case .file?, .fifo?, .device?: throw .archive("\(shown()) leads through what is no directory")
            }
        }
        return way[way.count - 1]
    }

    func isDirectory(_ place: Int) -> Bool {
        if case .directory? = branches[place].file { return true }
        return false
    }
}
