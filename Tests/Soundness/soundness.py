#!/usr/bin/env python3
"""Is what comes from the cache what a cold build would have made?

A project is edited at random, round after round.  After every edit it is built twice: in a home that has seen all rounds
before, and in a new one.  Both must give the same files (all but times) and the same configuration, or both must fail.
The seed decides everything, so a round that fails can be had again: --seed S --rounds N.
The last line is 'N rounds sound' or what was not.
"""
import argparse, hashlib, io, json, os, random, shutil, subprocess, sys, tarfile, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Conformance"))
from ociimage import BASE_CONFIG, base_layer, make_layout

NAMES = ["a.txt", "b.txt", "c", "d.sh", "ünïcode.txt", "with space", ".hidden", "sub/x", "sub/y", "sub/deep/z", "other/x"]
TEXTS = ["one\n", "two\n", "three\n", "", "x" * 5000, "one\n" * 50]


class Project:
    """A context and a Dockerfile that change."""
    def __init__(self, root, chance):
        self.root, self.chance = root, chance
        self.arguments = {"V": "1", "UNUSED": "1"}
        self.runs = ["cat /copied/* > /r1 2>/dev/null; true"]
        self.env, self.user, self.copy = "1", "root", "COPY . /copied/"
        self.ignore = []
        root.mkdir()
        for name in NAMES[:8]:
            self.write(name, chance.choice(TEXTS))
        self.save()

    def path(self, name):
        return self.root / name

    def write(self, name, text):
        path = self.path(name)
        for parent in list(path.relative_to(self.root).parents)[-2::-1]:
            if (self.root / parent).is_symlink() or (self.root / parent).is_file():
                (self.root / parent).unlink()
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        path.write_text(text)

    def files(self):
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.rglob("*")
                      if p.name not in ("Dockerfile", ".dockerignore") and not (p.is_dir() and not p.is_symlink()))

    def save(self):
        runs = "\n".join(f"RUN {run}" for run in self.runs)
        (self.root / "Dockerfile").write_text(f"""FROM base AS tools
ARG V
COPY a.tx[t] /tools/
RUN mkdir -p /tools; echo "tool $V" > /tools/made; cat /tools/a.txt >> /tools/made 2>/dev/null; chmod 755 /tools/made
FROM base AS parts
COPY sub* /parts/
RUN ls -R /parts | sort > /listing
FROM base
ENV E={self.env}
WORKDIR /srv/here
{self.copy}
COPY --from=tools /tools /t/
COPY --from=parts --chown=app /listing /parts* /p/
USER {self.user}
RUN --mount=type=bind,target=/ctx (ls /ctx; cat /ctx/b.txt; echo "$E") > /tmp/seen 2>&1; true
{runs}
LABEL round="{self.env}"
""")
        if self.ignore:
            (self.root / ".dockerignore").write_text("\n".join(self.ignore) + "\n")
        elif (self.root / ".dockerignore").exists():
            (self.root / ".dockerignore").unlink()

    def edit(self):
        """One change, in words."""
        chance = self.chance
        kind = chance.choice(["write", "write", "write", "remove", "mode", "touch", "link", "rename", "directory", "argument",
                              "unused", "env", "user", "run", "copy", "ignore", "swap", "same", "hardlink", "dirmode"])
        name, files = chance.choice(NAMES), self.files()
        some = chance.choice(files) if files else None
        if kind == "write":
            self.write(name, chance.choice(TEXTS))
        elif kind == "same" and some and self.path(some).is_file():      # same length and time, other content
            status, text = self.path(some).stat(), self.path(some).read_bytes()
            self.path(some).write_bytes(bytes(b ^ 1 for b in text))
            os.utime(self.path(some), ns=(status.st_atime_ns, status.st_mtime_ns))
        elif kind == "remove" and some:
            self.path(some).unlink()
        elif kind == "mode" and some and not self.path(some).is_symlink():
            self.path(some).chmod(chance.choice([0o644, 0o600, 0o755, 0o4755, 0o440]))
        elif kind == "touch" and some and not self.path(some).is_symlink():
            os.utime(self.path(some), (chance.randrange(1 << 31),) * 2)
        elif kind == "link":
            self.write(name, "")
            self.path(name).unlink()
            self.path(name).symlink_to(chance.choice(["a.txt", "sub/x", "nowhere", "/etc/passwd", "../../x"]))
        elif kind == "hardlink" and some and self.path(some).is_file() and not self.path(some).is_symlink() and some != name:
            source = self.path(some).read_bytes()
            self.write(name, "")
            if self.path(some).exists():
                self.path(name).unlink()
                os.link(self.path(some), self.path(name))
        elif kind == "rename" and some:
            target = self.path(some).parent / chance.choice(["renamed", "a.txt", "q"])
            if not target.is_dir():
                self.path(some).rename(target)
        elif kind == "directory":
            (self.root / chance.choice(["empty", "sub/empty", "other/e"])).mkdir(parents=True, exist_ok=True)
        elif kind == "dirmode":
            directories = sorted(p for p in self.root.rglob("*") if p.is_dir() and not p.is_symlink())
            if directories:
                chance.choice(directories).chmod(chance.choice([0o755, 0o700, 0o775]))
        elif kind == "swap" and len(files) > 1:
            one, two = (self.path(f) for f in chance.sample(files, 2))
            aside = self.root / "aside"
            one.rename(aside), two.rename(one), aside.rename(two)
        elif kind == "argument":
            self.arguments["V"] = str(chance.randrange(3))
        elif kind == "unused":
            self.arguments["UNUSED"] = str(chance.randrange(9))
        elif kind == "env":
            self.env = str(chance.randrange(3))
        elif kind == "user":
            self.user = chance.choice(["root", "app", "1000:50"])
        elif kind == "run":
            self.runs = chance.sample(["echo one > /tmp/one", "rm -rf /copied/sub 2>/dev/null; true", "mkdir -p /tmp/m/n; ln -s n /tmp/m/l",
                                       "cat /copied/* 2>/dev/null | wc -c > /tmp/count; true", "test -e /t/made && cp /t/made /tmp/copy; true",
                                       "touch /tmp/t; chmod 4711 /tmp/t", "ln /tmp/seen /tmp/again; true"], chance.randrange(4))
        elif kind == "copy":
            self.copy = chance.choice(["COPY . /copied/", "COPY --chown=app . /copied", "COPY --chmod=640 . /copied/", "COPY --link . /copied/",
                                       "COPY --exclude=sub . /copied/", "COPY --parents . /copied/", "ADD . /copied/", "COPY . ."])
        elif kind == "ignore":
            self.ignore = chance.sample(["*.txt", "sub", "!sub/x", "**/z", ".hidden", "other"], chance.randrange(3))
        self.save()
        return kind


def build(tool, project, home, out, layout, arguments):
    """What a build gives: files and configuration, or that it failed."""
    flags = [f for k, v in arguments.items() for f in ("--build-arg", f"{k}={v}")]
    env = {**os.environ, "HEARTH_HOME": str(home), "HOME": str(home.parent), "BUILDX_NO_DEFAULT_ATTESTATIONS": "1"}
    done = subprocess.run([tool, "build", "--build-context", f"base=oci-layout://{layout}:latest", *flags, "--progress=plain",
                           "-o", f"type=tar,dest={out}.tar", "-o", f"type=oci,dest={out}.oci", str(project.root)],
                          env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"{tool} died with status {done.returncode}\n{done.stderr[-3000:]}")
    if done.returncode:
        return {"failed": True}, done.stderr
    files = {}
    with tarfile.open(f"{out}.tar") as tar:
        for m in tar:
            content = hashlib.sha256(tar.extractfile(m).read()).hexdigest() if m.isreg() else ""
            files[m.name.strip("/")] = (m.type.decode(), m.mode, m.uid, m.gid, m.linkname, content)
    first = {}
    for name in sorted(files):              # the first of several names of a file is whichever comes first
        kind, *rest = files[name]
        if kind == "1":
            files[name] = files[rest[3].strip("/")]
    with tarfile.open(f"{out}.oci") as tar:
        def document(digest):
            return json.load(tar.extractfile("blobs/" + digest.replace(":", "/")))
        index = json.load(tar.extractfile("index.json"))
        config = document(document(index["manifests"][0]["digest"])["config"]["digest"])
    for suffix in ("tar", "oci"):
        os.unlink(f"{out}.{suffix}")
    return {"files": files, "config": config["config"]}, done.stderr


def differences(cold, warm):
    if cold.get("failed") or warm.get("failed"):
        return [f"cold build failed: {cold.get('failed', False)}, incremental build failed: {warm.get('failed', False)}"] \
            if cold.get("failed") != warm.get("failed") else []
    a, b = cold["files"], warm["files"]
    lines = [f"{name}: cold {a.get(name)}, incremental {b.get(name)}" for name in sorted(a.keys() | b.keys()) if a.get(name) != b.get(name)]
    return lines + ([f"config: cold {cold['config']}, incremental {warm['config']}"] if cold["config"] != warm["config"] else [])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", default="hearth")
    p.add_argument("--rounds", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("-v", "--verbose", action="store_true")
    opt = p.parse_args()
    tool, chance = os.path.abspath(opt.tool), random.Random(opt.seed)
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="soundness-") as tmp, ThreadPoolExecutor(2) as pool:
        tmp = Path(tmp)
        make_layout(str(tmp / "base"), [base_layer()], BASE_CONFIG, name="base")
        project, failed = Project(tmp / "project", chance), 0
        for round in range(opt.rounds):
            edits = [project.edit() for _ in range(chance.choice([1, 1, 1, 2, 3]))] if round else ["nothing"]
            cold_home = tmp / f"cold{round}" / "home"
            cold_home.mkdir(parents=True, mode=0o700)
            both = [pool.submit(build, tool, project, home, tmp / name, tmp / "base", dict(project.arguments))
                    for home, name in ((cold_home, "cold"), (tmp / "warm", "warm"))]
            (cold, why), (warm, log) = (b.result() for b in both)
            subprocess.run(["rm", "-rf", cold_home.parent])
            failed += bool(cold.get("failed"))
            found = differences(cold, warm)
            if opt.verbose:
                reason = next((line for line in why.splitlines() if "error:" in line), "") if cold.get("failed") else ""
                print(f"round {round}: {', '.join(edits)}  {reason}", flush=True)
            if found:
                print(f"seed {opt.seed}, round {round}, after {', '.join(edits)}:", *found[:40], log[-3000:], sep="\n  ")
                sys.exit(f"round {round} is not sound")
        if failed * 2 > opt.rounds:
            sys.exit(f"{failed} of {opt.rounds} rounds do not build at all: that shows nothing")
        print(f"{opt.rounds} rounds sound ({failed} of them do not build, either way)")


if __name__ == "__main__":
    main()
