internal import Values

extension StageWalk {
    mutating func mounts(_ running: Running, _ instruction: Instruction) throws(ResolutionFault) -> [ResolvedMount] {
        var written: [Mount] = []
        for mount in running.mounts { written.append(try read(mount, instruction)) }
        var resolved: [ResolvedMount] = []
        var agents = 0
        for (number, mount) in written.enumerated() {
            part = .flag("mount", number)
            switch mount.kind {
            case .secret: resolved.append(ResolvedMount(mount: secret(mount, instruction), origin: nil))
            case .ssh:
                resolved.append(ResolvedMount(mount: try agent(mount, agents, instruction), origin: nil))
                agents += 1
            case .bind, .cache, .tmpfs: resolved.append(try files(mount))
            }
        }
        return resolved
    }

    private mutating func read(_ written: WrittenMount, _ instruction: Instruction) throws(ResolutionFault) -> Mount {
        let (expander, variables) = (surroundings.expander, state.variables)
        var unset: [Set<ExactText>] = []
        defer { for names in unset { report(unset: names, instruction) } }
        var field: Int?
        do throws(MountFault) {
            return try written.mount(reading: &field) { (word) throws(ExpansionFault) in
                let result = try expander.expand(word, variables)
                unset.append(result.unmatched)
                return result.text
            }
        } catch {
            throw .instruction(.mount(error, written.place(ofField: field)))
        }
    }

    private func files(_ mount: Mount) throws(ResolutionFault) -> ResolvedMount {
        var mount = mount
        var origin: Origin?
        if let from = mount.from {
            origin = try self.origin(of: surroundings.graph.source(ofMount: from), from, isMount: true)
        } else if mount.kind == .bind {
            origin = .mainContext
        }
        if mount.kind == .tmpfs { origin = nil }
        if mount.kind == .cache { mount.id = cacheID(mount) }
        mount.target =
            SlashPath.clean(mount.target).utf8.first == UInt8(ascii: "/")
            ? mount.target : SlashPath.join(state.workingDirectory, mount.target)
        if mount.target == "/" { throw .instruction(.mountAtRoot) }
        return ResolvedMount(mount: mount, origin: origin)
    }

    private func cacheID(_ mount: Mount) -> String {
        let id = mount.id ?? SlashPath.clean(mount.target)
        let space = surroundings.request.arguments["BUILDKIT_CACHE_MOUNT_NS"] ?? ""
        return space.isEmpty ? id : "\(space)/\(id)"
    }

    private mutating func secret(_ mount: Mount, _ instruction: Instruction) -> Mount {
        var mount = mount
        let name = mount.source.isEmpty ? mount.id ?? "" : mount.source
        let id = name.isEmpty ? SlashPath.base(of: mount.target) : name
        mount.id = id
        mount.source = ""
        if mount.target.isEmpty, mount.variable == nil { mount.target = "/run/secrets/" + SlashPath.base(of: id) }
        if !mount.target.isEmpty { mount.target = SlashPath.rooted(mount.target) }
        parameters.useSecret(id, isRequired: mount.isRequired, instruction.lines)
        return mount
    }

    private mutating func agent(
        _ mount: Mount, _ number: Int, _ instruction: Instruction
    ) throws(ResolutionFault) -> Mount {
        var mount = mount
        guard mount.source.isEmpty else { throw .instruction(.sourceOfAgent) }
        mount.id = mount.id ?? "default"
        mount.target = mount.target.isEmpty ? "/run/buildkit/ssh_agent.\(number)" : SlashPath.rooted(mount.target)
        parameters.useAgent(mount.id ?? "", isRequired: mount.isRequired, instruction.lines)
        return mount
    }

    func origin(of source: StageGraph.Source, _ written: String, isMount: Bool) throws(ResolutionFault) -> Origin {
        switch source {
        case .scratch: return .scratch
        case .stage(let other) where other >= number:
            let stage = surroundings.graph.nodes[other]
            throw .stageBelow(written, stage.stage.range, isMount: isMount)
        case .stage(let other): return .stage(other)
        case .foreign(let name): return surroundings.origins.origin(named: name)
        }
    }
}
