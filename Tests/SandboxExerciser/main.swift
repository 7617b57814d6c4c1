import Host
import Sandbox
import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// Enters namespaces and does one run there, for the tests: they have many threads, and namespaces are for processes that have
// one. The run is described as JSON in a file; what came of it is written to the standard output.

Interruption.listen()
guard CommandLine.arguments.count == 3 else { exit(2) }
let description = try JSON(
    parsing: OpenFile(Path(CommandLine.arguments[1]), .read, on: LocalFileSystem()).readToEnd(limit: 1 << 24))
let report = Exercise(description, folder: Path(CommandLine.arguments[2])).perform()
let bytes = report.encoded(indent: 2) + [10]
try bytes.withUnsafeBytes { try OpenFile.standardOutput.write($0) }
