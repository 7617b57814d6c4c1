internal import Values

/// What can be wrong with a single instruction once its variables are known.
enum InstructionFault: Error {
    case mount(MountFault, SourceRange)
    case mountAtRoot
    case sourceOfAgent
    case device
    case fileMode(FileModeFault)
    case checksumOfMany
    case checksumOfFile(String)
    case checksum(String)
    case webSource(String)
    case gitSource(String)
    case port(PortFault)
    /// The variables that were asked for and have no value.
    case signal(StopSignalFault, unset: [String])
    case emptyVolume(unset: [String])
    case longDirectory(limit: Int)
}

extension InstructionFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .mount(let fault, _): "\(fault)"
        case .mountAtRoot: "nothing can be mounted at /"
        case .sourceOfAgent: "a mount of type ssh has no source"
        case .device: "RUN --device is not supported"
        case .fileMode(let fault): "\(fault)"
        case .checksumOfMany: "a checksum is for one source, and there are several"
        case .checksumOfFile(let source):
            "a checksum is for sources from the web or from git, and not for \"\(source)\""
        case .checksum(let text): "\"\(text)\" is not a checksum"
        case .webSource(let source): "COPY cannot fetch \"\(source)\""
        case .gitSource(let source): "COPY cannot fetch the repository \"\(source)\""
        case .port(let fault): "\(fault)"
        case .signal(let fault, _): "\(fault)"
        case .emptyVolume: "the path of a volume is empty"
        case .longDirectory(let limit): "the working directory has more than the \(limit) bytes that a path may have"
        }
    }

    /// The next step, where there is one to offer.
    var hint: String? {
        switch self {
        case .mount(let fault, _): fault.hint
        case .mountAtRoot: "give the mount a target"
        case .sourceOfAgent: "write id= for which agent, and target= for where its socket is"
        case .device: "devices are in the experimental language of BuildKit alone, and cannot be given to a step here"
        case .fileMode(let fault): fault.hint
        case .checksum: "a checksum is \"sha256:\" and 64 hexadecimal digits"
        case .webSource, .gitSource: "ADD fetches from the web and from git"
        case .port(let fault): fault.hint
        case .signal(let fault, let unset): Self.variable(unset) ?? fault.hint
        case .emptyVolume(let unset): Self.variable(unset)
        case .longDirectory: "a relative path is taken from the last WORKDIR: write it from the root"
        case .checksumOfMany, .checksumOfFile: nil
        }
    }

    private static func variable(_ unset: [String]) -> String? {
        unset.first.map { "\($0.excerpt) has no value: set it with ARG, ENV or --build-arg" }
    }
}
