#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// Runs the program that its arguments name, and writes to the file that the first one names how many bytes of memory
// that program had at most.
//
// Linux lets the account of a process begin with the memory of whoever started it. A test process is large, so
// somebody small has to stand between.

var program: pid_t = 0
var status: Int32 = 0
guard posix_spawn(&program, CommandLine.arguments[2], nil, nil, CommandLine.unsafeArgv + 2, environ) == 0,
    waitpid(program, &status, 0) == program
else { exit(125) }

var usage = rusage()
#if os(Linux)
getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
let bytes = usage.ru_maxrss * 1024
#else
getrusage(RUSAGE_CHILDREN, &usage)
let bytes = usage.ru_maxrss
#endif

guard let file = fopen(CommandLine.arguments[1], "w") else { exit(125) }
fputs("\(bytes)", file)
fclose(file)
exit(status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f))
