#!/usr/bin/env python3
"""Dockerfile conformance: build each case with a tool, compare with what BuildKit made of it.

TOOL takes `docker buildx build` flags after the word `build`.  README.md tells the format of the cases.
The last line is 'N passed, N failed'; the exit status is 1 if anything failed.
"""
import argparse, functools, http.server, io, json, os, re, secrets, shlex, shutil, signal, subprocess, sys, tempfile
import threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
from ociimage import BASE_CONFIG, base_layer, make_layout, make_tar, read_image

HERE = Path(__file__).resolve().parent
OWN = ("case.json", "expected.json", "expected.stderr.txt", "setup.sh")         # never part of a context
opt = None


# ---------------------------------------------------------------- running one case
class Web(http.server.SimpleHTTPRequestHandler):
    """Serves www/; FILE.http (JSON: status, headers) makes the answer for FILE."""
    def send_head(self):
        file = Path(self.translate_path(self.path))
        extra = Path(f"{file}.http")
        if not extra.exists():
            return super().send_head()
        spec, data = json.loads(extra.read_text()), file.read_bytes() if file.exists() else b""
        self.send_response(spec.get("status", 200))
        for k, v in ({"Content-Length": str(len(data))} | spec.get("headers", {})).items():
            self.send_header(k, v)
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, *_):
        pass


def fresh_context(case, ctx, files):
    """A copy of the case with plain modes and new times (git keeps neither)."""
    shutil.copytree(case, ctx, symlinks=True, ignore=lambda d, names: OWN if Path(d) == case else ())
    for name, text in files.items():
        (ctx / name).parent.mkdir(parents=True, exist_ok=True)
        (ctx / name).write_text(text)
    now = time.time_ns()        # BuildKit takes a file of known path, size and time for unchanged, whatever the case
    for root, _, names in os.walk(ctx, topdown=False):
        for f in (os.path.join(root, n) for n in names if not os.path.islink(os.path.join(root, n))):
            os.chmod(f, 0o755 if os.stat(f).st_mode & 0o100 else 0o644)
            os.utime(f, ns=(now, now))
        os.chmod(root, 0o755)


def put_marks(text, marks, back=False):
    """@SALT@ and @HTTP@ replaced by their values, or the other way round."""
    for mark, value in marks.items():
        text = text.replace(value, mark) if back else text.replace(mark, value)
    return text


def steps_of(progress):
    """[[instruction, cached]] of the Dockerfile's steps in a rawjson progress stream."""
    seen, steps = {}, []
    for line in progress.splitlines():
        for v in json.loads(line).get("vertexes") or [] if line.startswith("{") else []:
            seen.setdefault(v["digest"], {}).update(v)
    for v in seen.values():
        name = re.match(r"\[[^\]]*\d+/\d+\] (?!FROM |LINK )(.*)", v["name"], re.S)
        if name and v.get("completed") and not v.get("error"):
            steps.append([" ".join(name[1].split()), bool(v.get("cached"))])
    web = [s for s in steps if s[0].startswith("ADD http")]     # BuildKit tells of the fetch and of the copy
    return sorted([s for s in steps if s not in web] + [[n, [n, True] in web] for n in {s[0] for s in web}])


def call(cmd, cwd, env, stdin):
    """Exit status, stdout and stderr of a command; it and its children die when time is up."""
    with open(stdin, "rb") as f:
        proc = subprocess.Popen(cmd, cwd=cwd, env=env, stdin=f, stdout=-1, stderr=-1, start_new_session=True)
    try:
        out, err = proc.communicate(timeout=opt.timeout)
    except subprocess.TimeoutExpired:
        os.killpg(proc.pid, signal.SIGKILL)
        raise ValueError(f"no end after {opt.timeout} seconds")
    if not 0 <= proc.returncode <= 128:
        raise ValueError(f"the tool died, status {proc.returncode}\n{err.decode(errors='replace')[-1500:]}")
    return proc.returncode, out.decode(errors="replace"), err.decode(errors="replace")


def build(spec, step, ctx, out, env, marks, images):
    """One build: what was seen, in the form of expected.json, and stderr."""
    kind, file = spec["expect"], spec.get("dockerfile", "Dockerfile")
    args = [put_marks(a, marks) for a in spec.get("args", []) + step.get("args", [])] + ["-f", file] * bool(file)
    for name, layout in images.items():
        args += ["--build-context", f"{name}=oci-layout://{layout}:latest"]
    if kind != "check":
        args += ["--output", ",".join(["type=oci", f"dest={out}", *spec.get("output", [])]),
                 "--progress=" + ("rawjson" if kind == "cache" else "plain")]
    args += [c for c in [put_marks(spec.get("context", "."), marks)] if c]
    stdin = ctx / spec["stdin"] if "stdin" in spec else os.devnull
    status, text, err = call(opt.cmd + ["build", *args], ctx, env | step.get("env", {}), stdin)
    if kind == "check":
        doc = json.loads(text)
        found = [[w["ruleName"], [r["start"]["line"] for r in w["location"]["ranges"]]] for w in doc.get("warnings") or []]
        return {"warnings": sorted(found), "error": bool(doc.get("buildError")), "failed": status != 0}, err
    if status:
        return {"error": True}, err
    got = read_image(out, spec.get("times"), "output" in spec)
    out.unlink()
    if kind == "cache":
        got["steps"] = steps_of(err + text)
        del got["history"], got["annotations"]
    return got, err


def observe(case, spec, tmp):
    """All builds of a case, in the form of expected.json, and stderr."""
    salt, server = secrets.token_hex(8), None
    ctx, env = tmp / ("ctx" + salt), {k: v for k, v in os.environ.items() if k != "SSH_AUTH_SOCK"}
    env |= {"HOME": f"{tmp}/home", "XDG_CACHE_HOME": f"{tmp}/home/cache", "HEARTH_HOME": f"{tmp}/home/hearth",
            "BUILDX_NO_DEFAULT_ATTESTATIONS": "1", "SALT": salt, **spec.get("env", {})}
    (tmp / "home").mkdir()
    fresh_context(case, ctx, spec.get("files", {}) | ({"salt": salt} if spec["expect"] == "cache" else {}))
    images, marks = {"base": opt.layout}, {"@SALT@": salt}
    for name, img in spec.get("images", {}).items():
        images[name] = tmp / "images" / name
        layers = [base_layer()] * img.get("base", True) + [make_tar(entries) for entries in img.get("layers", [])]
        make_layout(images[name], layers, img.get("config", {}), img.get("architecture", "amd64"), img.get("compression", "gzip"))
    if (case / "setup.sh").exists():
        subprocess.run(["sh", "-e", case / "setup.sh"], cwd=ctx, check=True, env=env, stdout=-1)
    if spec.get("http"):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Web, directory=ctx / "www"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        marks["@HTTP@"] = f"127.0.0.1:{server.server_address[1]}"
    builds, errs = [], ""
    for step in spec.get("steps", [{}]):
        if "mutate" in step:
            subprocess.run(["sh", "-ec", step["mutate"]], cwd=ctx, check=True, env=env)
        got, err = build(spec, step, ctx, tmp / "out.tar", env, marks, images)
        builds, errs = builds + [got], errs + err
    if server:
        server.shutdown()
    seen = json.dumps({"builds": builds} if "steps" in spec else builds[0])
    return json.loads(put_marks(seen, marks, back=True)), put_marks(errs, marks, back=True)


# ---------------------------------------------------------------- comparing
def compare(want, got, spec):
    """Lines that tell the differences."""
    if want.get("error") != got.get("error"):
        yield f"error: expected {want.get('error', False)}, got {got.get('error', False)}"
        return
    for key in ["warnings", "failed", "layers", "media", "annotations", "base", "deleted"] + ["history"] * opt.strict_history:
        if want.get(key) != got.get(key):
            yield f"{key}: expected {json.dumps(want.get(key))}, got {json.dumps(got.get(key))}"
    for kind in ("config", "rootfs"):
        a, b = (d.get(kind, {}) for d in (want, got))
        if kind == "rootfs":
            a, b = ({e["path"]: e for e in entries} for entries in (a, b))
        for key in sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k)):
            x, y = a.get(key), b.get(key)
            if kind == "rootfs" and x and y:
                x, y = ({k: v for k, v in e.items() if (x.get(k), y.get(k)) != (v, v)} for e in (x, y))
            yield f"{kind} {key}: expected {json.dumps(x)}, got {json.dumps(y)}"
    a, b = ({name: [c for n, c in d.get("steps", []) if n == name] for name, _ in d.get("steps", [])} for d in (want, got))
    for name, flags in a.items():
        have = b.get(name, [])
        if not have or True in flags and True not in have or False not in flags and False in have:
            wish = "a cache hit" if True in flags else "a run"
            yield f"step {name!r}: expected {wish}, got {'a run' if have else 'no such step'}"
        elif False in flags and False not in have and not spec.get("may-hit"):
            yield f"step {name!r}: expected a run, got a cache hit"
    yield from (f"step {name!r}: was run, which BuildKit does not" for name in b if name not in a and False in b[name])
    for i, (a, b) in enumerate(zip(want.get("builds", []), got.get("builds", []))):
        lines, other = list(compare(a, b, spec)), spec["steps"][i].get("or")
        if lines and other:             # BuildKit's result is out of date: the right one will do too
            a["steps"] = [[n, c and n not in other["rebuilt"]] for n, c in a["steps"]]
            a["rootfs"] = [next((o for o in other["rootfs"] if o["path"] == e["path"]), e) for e in a["rootfs"]]
            lines = list(compare(a, b, spec))
        yield from (f"build {i + 1}: {line}" for line in lines)


def dump(doc, pad="\n"):
    """JSON with a line for each part, entry and build."""
    if isinstance(doc, dict) and len(pad) < 4:
        return "{" + ",".join(f"{pad} {json.dumps(k)}: {dump(v, pad + ' ')}" for k, v in doc.items()) + pad + "}"
    if isinstance(doc, list) and doc and isinstance(doc[0], dict):
        return "[" + ",".join(f"{pad} {dump(v, pad + ' ' if 'base' in v or 'error' in v else ' ' * 9)}" for v in doc) + pad + "]"
    return json.dumps(doc)


def run(case):
    """(case, True for passed | False | None for skipped, lines to print)"""
    spec, tmp = json.loads((case / "case.json").read_text()), Path(tempfile.mkdtemp(prefix="df-"))
    missing = [n for n in spec.get("needs", []) if not (os.geteuid() == 0 if n == "root" else shutil.which(n))]
    try:
        if missing:
            return case, None, ["needs " + ", ".join(missing)]
        got, err = observe(case, spec, tmp)
        tail = [l for l in err.splitlines() if l and not re.match(r"#\d+ |\d+\.\d+ |\{", l)][-14:]
        if not opt.record:
            diffs = list(compare(json.loads((case / "expected.json").read_text()), got, spec))
            return case, not diffs, diffs + tail * bool(diffs and (opt.verbose or got.get("error")))
        if got.get("error", False) != (spec["expect"] == "error") and spec["expect"] != "check":
            return case, False, ["nothing recorded, expect is " + spec["expect"], *tail]
        (case / "expected.json").write_text(dump(got) + "\n")
        if spec["expect"] == "error":
            tail = [re.sub(r"[0-9a-z]{25}", "ID", re.sub(r"/\S+/buildkit\d+|" + str(tmp), "ROOT", l)) for l in tail]
            (case / "expected.stderr.txt").write_text("\n".join(tail) + "\n")
        return case, True, []
    except Exception as e:
        return case, False, [f"{type(e).__name__}: {e}"]
    finally:
        subprocess.run(["rm", "-rf", tmp])


def known_to_differ():
    """Names of the cases that are known to come out otherwise."""
    lines = (HERE / "differs.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def main():
    global opt
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", default="hearth", metavar="CMD", help='the command, such as "hearth" or "docker buildx"')
    p.add_argument("--cases", action="append", metavar="DIR", help="a folder of cases (default: dockerfile/ and cache/ here)")
    p.add_argument("-k", default="", metavar="SUBSTR", help="only cases with this in their name")
    p.add_argument("-j", type=int, default=2, metavar="N", help="cases at a time")
    p.add_argument("-v", "--verbose", action="store_true", help="name every case, show the end of stderr")
    p.add_argument("--record", action="store_true", help="write expected.json instead of comparing")
    p.add_argument("--strict-history", action="store_true", help="compare created_by and empty_layer too")
    p.add_argument("--timeout", type=int, default=120, metavar="S", help="seconds for one build")
    opt = p.parse_args()
    opt.cmd = shlex.split(opt.tool)
    if os.sep in opt.cmd[0]:
        opt.cmd[0] = os.path.abspath(opt.cmd[0])
    os.umask(0o022)
    roots = [Path(c).resolve() for c in opt.cases or [HERE / "dockerfile", HERE / "cache"]]
    cases = sorted({f.parent for r in roots for f in r.rglob("case.json") if opt.k in f.parent.name})
    count = {True: 0, False: 0, None: 0}
    known, surprises = known_to_differ(), 0
    with tempfile.TemporaryDirectory(prefix="df-base-") as tmp, ThreadPoolExecutor(opt.j) as pool:
        opt.layout = os.path.join(tmp, "base")
        make_layout(opt.layout, [base_layer()], BASE_CONFIG, name="base")
        for case, ok, lines in pool.map(run, cases):
            count[ok] += 1
            surprises += ok is not None and ok == (case.name in known)
            if opt.verbose or not ok:
                print({True: "ok  ", False: "FAIL", None: "skip"}[ok], "\n     ".join([case.name, *lines[:40]]), flush=True)
    if count[False] and not surprises:
        print("What failed is known to differ: see differs.txt.")
    print(f"{count[True]} passed, {count[False]} failed")
    sys.exit(bool(surprises))


if __name__ == "__main__":
    main()
