import DockerfileLanguage
import OCI
import Values

/// What is done with a broken Dockerfile.
enum DockerfileInput {
    /// Reads stages and instructions, and those that wait in an ONBUILD; mounts, too, with words put in for variables. Then
    /// everything is resolved and reported on.
    static func read(_ bytes: [UInt8]) {
        let reading = Reading(SourceFile(name: "Dockerfile", bytes: bytes))
        for fault in reading.faults { _ = fault.range?.start }
        for instruction in reading.dockerfile.stages.flatMap(\.instructions) {
            switch instruction.content {
            case .run(let running):
                for mount in running.mounts {
                    _ = try? mount.mount { word throws(ExpansionFault) in word.isEmpty ? "cache" : word }
                }
            case .onbuild(let text):
                _ = try? Instruction(trigger: text, lines: instruction.lines, range: instruction.range)
            default: break
            }
        }
        resolve(reading)
    }

    private static func resolve(_ reading: Reading) {
        let here = Platform(system: "linux", architecture: "amd64")
        for wantsAllStages in [false, true] {
            var request = BuildRequest(platform: here, buildPlatform: here)
            request.wantsAllStages = wantsAllStages
            request.arguments = ["V": "1", "HTTP_PROXY": "x"]
            let resolution = Resolution(reading, request, AnyImage())
            let report = CheckReport(reading.dockerfile, resolution.findings, faults: resolution.faults)
            _ = (report.text, report.json, Outline(reading.dockerfile, resolution)?.json)
            _ = TargetList(reading.dockerfile).text
        }
    }
}

/// Has every image that is asked for.
private struct AnyImage: StageSources {
    func context(named name: String, for platform: Platform) -> NamedSource? {
        name.hasPrefix("files") ? .files(name) : nil
    }

    func image(_ reference: ImageReference, for platform: Platform) -> BaseImage {
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.onBuild = ["COPY --from=0 a b", "RUN --mount=from=build,target=m x"]
        return BaseImage(name: reference.description, origin: .unknown, configuration: configuration)
    }
}
