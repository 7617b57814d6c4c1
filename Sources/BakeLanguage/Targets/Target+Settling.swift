internal import Values

extension Target {
    /// Makes the target what a build would take, and gives what a build would refuse.
    mutating func settle(for purpose: Purpose, _ surroundings: any Surroundings) -> [Diagnostic] {
        let here = surroundings.platform
        var faults: [Diagnostic] = []
        func check(_ attribute: TargetAttribute, _ body: () throws(EntryFault) -> Void) {
            do throws(EntryFault) {
                try body()
            } catch {
                faults.append(refusal(of: attribute, .entry(error.place.fault)))
            }
        }
        if let fault = settleContext() { faults.append(fault) }
        check(.platforms) { () throws(EntryFault) in try TargetChecks.check(platforms: platforms ?? [], here: here) }
        if purpose != .planning {
            check(.secret) { () throws(EntryFault) in try (secrets ?? []).check(in: surroundings) }
            check(.ssh) { () throws(EntryFault) in try sshForBuild.check(in: surroundings) }
        }
        if purpose != .printing {
            check(.output) { () throws(EntryFault) in try outputs?.checkTypes() }
            check(.cacheTo) { () throws(EntryFault) in try cacheTo?.checkDestinations() }
        }
        check(.output) { () throws(EntryFault) in outputs = try outputs?.settled(in: surroundings) }
        check(.annotations) { () throws(EntryFault) in try Annotation.check(annotations ?? [], here: here) }
        check(.ulimits) { () throws(EntryFault) in try Ulimit.check(ulimits ?? []) }
        check(.shmSize) { () throws(EntryFault) in if let shmSize { try TargetChecks.check(sharedMemory: shmSize) } }
        check(.resources) { () throws(EntryFault) in try resources?.check() }
        return faults
    }

    private func refusal(of attribute: TargetAttribute, _ refusal: Refusal) -> Diagnostic {
        refusal.diagnostic(name, at: place(of: attribute))
    }

    /// The context as a build looks for it.
    private mutating func settleContext() -> Diagnostic? {
        guard let context else { return nil }
        if context == "-" { return refusal(of: .context, .contextFromStandardInput) }
        if dockerfile == "-" { return refusal(of: .dockerfile, .dockerfileFromStandardInput) }
        let local = "cwd://"
        if context.hasPrefix(local) {
            self.context = SlashPath.clean(String(context.dropFirst(local.count)))
        } else if !context.hasPrefix("docker-image://"), !context.isRemoteContext {
            self.context = SlashPath.clean(context)
        }
        return nil
    }

    /// A context that git fetches through SSH needs the agent, whether or not the file says so.
    private var sshForBuild: [SSHKey] {
        if let ssh, !ssh.isEmpty { return ssh }
        return context?.isGitOverSSH == true ? [SSHKey(id: "default")] : []
    }
}
