import Layers
import Testing

struct FileTreeApplyingTests {
    /// What is below, a layer, what shows.
    private static let rules: [([String], [String], [String])] = [
        // What either has, both have.
        (["a x", "d/", "d/f x"], ["b y", "d/", "d/g y"], ["a x", "b y", "d/", "d/f x", "d/g y"]),
        // The layer's file is the one that shows.
        (["a x"], ["a 0600 5:6 y"], ["a 0600 5:6 y"]),
        // Whiteouts hide what is below, and show themselves nowhere.
        (["a x", "d/", "d/f x", "d/g x"], ["a -", "d/", "d/f -"], ["d/", "d/g x"]),
        (["a x", "d/", "d/f x"], ["d -"], ["a x"]),
        // A directory takes the layer's attributes, and keeps what it holds.
        (["d/ 0700 1:1", "d/f x"], ["d/ 0711 2:2"], ["d/ 0711 2:2", "d/f x"]),
        // A directory that is only implied leaves what is there, and is made where nothing is.
        (
            ["d/ 0700 1:1", "d/f x"], ["d/ ?", "d/g y", "e/ ?", "e/h z"],
            ["d/ 0700 1:1", "d/f x", "d/g y", "e/", "e/h z"]
        ),
        // An opaque directory shows nothing of what is below.
        (["d/", "d/f x", "d/e/", "d/e/g x"], ["d/ !", "d/h y"], ["d/", "d/h y"]),
        // One kind over another takes its place as a whole.
        (["d/", "d/f x"], ["d y"], ["d y"]), (["d x"], ["d/", "d/f y"], ["d/", "d/f y"]),
        (["l -> d", "d/", "d/f x"], ["l/", "l/g y"], ["d/", "d/f x", "l/", "l/g y"]),
        (["d/", "d/f x"], ["d -> e"], ["d -> e"]),
        // A layer's whiteouts and opaque directories that hide nothing.
        ([], ["n -", "d/ !", "d/e/ !", "d/e/w -", "d/e/f y"], ["d/", "d/e/", "d/e/f y"]),
    ]

    @Test(arguments: rules)
    func `a layer lies over what is below it`(below: [String], layer: [String], shown: [String]) throws {
        let result = try FileTree().applying(TreeLines.tree(below)).applying(TreeLines.tree(layer))
        #expect(lines(result) == shown)
    }

    @Test func `what a layer does not touch is shared`() throws {
        let below = try TreeLines.tree("a/", "a/f x", "b/", "b/c/", "b/c/f x", "b/d/", "b/d/f x")
        let result = try below.applying(TreeLines.tree("b/", "b/c/", "b/c/g y"))
        func directory(_ path: String, of tree: FileTree) -> Directory? { tree.node(at: Array(path.utf8))?.directory }
        #expect(directory("a", of: result) === directory("a", of: below))
        #expect(directory("b/d", of: result) === directory("b/d", of: below))
        #expect(directory("b/c", of: result) !== directory("b/c", of: below))
    }
}
