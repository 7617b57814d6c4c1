package import Values

/// The variables of an env file.
///
/// A line is `NAME=value` or `NAME: value`, with or without `export` before it. A name alone takes the value it has
/// outside. Values in single quotes are taken as they are; in double quotes escapes are resolved; both may go over
/// several lines. A `#` with a space before it begins a comment, outside of quotes. Variables in values are filled in as
/// in compose files, but for single quotes: what is outside goes before what stands earlier in the file.
package struct Dotenv: Sendable {
    /// Those of the file, and those that were known before.
    package let variables: [String: String]

    /// `known` are variables that the file may refer to and set anew, such as those of a file before it.
    package init(
        _ file: SourceFile, known: [String: String] = [:], outside: @escaping (String) -> String?
    ) throws(Diagnostics) {
        var parser = DotenvParser(file, known: known, outside: outside)
        do throws(DotenvFault) {
            try parser.parse()
        } catch {
            throw Diagnostics(error.diagnostic)
        }
        variables = parser.variables
    }
}
