"""Builds the programs, once, and runs them."""

import json
import os
import pathlib
import subprocess
import sys

from measure import needs

PEERS = pathlib.Path(__file__).resolve().parents[1]
ROOT = PEERS.parents[1]
BUILD = PEERS / ".build"
FLAGS = ["-O3", "-march=native", "-std=c++17", "-Wall", "-Wextra"]

# One thread for everybody: Go's scheduler and the BLAS of numpy.
ALONE = dict(os.environ, GOMAXPROCS="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


class Failed(Exception):
    """A program did not come to its end."""


class Unmeasured(Exception):
    """A whole part cannot be measured, and why."""


def cpp(name, into=BUILD):
    """Builds cpp/NAME.cpp where something there is newer, and returns the program."""
    into.mkdir(exist_ok=True)
    linked = name in ("sundials", "laws")
    program = into / (f"{name}-own" if linked and needs.OWN else name)
    source = PEERS / "cpp" / f"{name}.cpp"
    newest = max(f.stat().st_mtime for f in (PEERS / "cpp").iterdir())
    if not program.exists() or program.stat().st_mtime < newest:
        # The names of ARKODE's functions that version 6 knows are deprecated since version 7.
        extra = ["-Wno-deprecated-declarations", *needs.sundials()[1]] if linked else []
        subprocess.run(["g++", *FLAGS, *needs.INCLUDES, source, "-o", program, *extra], check=True)
    return program


def go_program():
    """Builds whatif/, which Go does anew only where something changed."""
    BUILD.mkdir(exist_ok=True)
    built = subprocess.run(
        ["go", "build", "-buildvcs=false", "-o", BUILD / "whatif", "./benchmarks/peers/whatif"], cwd=ROOT
    )
    if built.returncode != 0:
        raise Unmeasured("whatif does not build: nothing to measure the peers beside")
    return BUILD / "whatif"


def go_test(package):
    """Builds the benchmarks of a package, or returns None where there are none."""
    BUILD.mkdir(exist_ok=True)
    program = BUILD / (package.replace("/", "-") + ".test")
    program.unlink(missing_ok=True)
    if not (ROOT / package).is_dir():
        return None
    done = subprocess.run(["go", "test", "-c", "-o", program, f"./{package}"], cwd=ROOT)
    return program if done.returncode == 0 and program.exists() else None


def python(script):
    return [sys.executable, PEERS / script]


def run(command, patience):
    """Runs a program for at most so many seconds and returns the JSON that it prints."""
    try:
        done = subprocess.run(
            [str(c) for c in command], cwd=ROOT, env=ALONE, capture_output=True, text=True, timeout=patience
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"over {patience:.0f} s") from None
    if done.returncode != 0:
        raise Failed((done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1][:120])
    return json.loads(done.stdout)


def run_for_cpu(command, env=ALONE, folder=ROOT):
    """Runs a program and returns its output and the processor time it took, in s."""
    child = subprocess.Popen([str(c) for c in command], cwd=folder, env=env, stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failed(f"exit {child.returncode}")
    return out, usage.ru_utime + usage.ru_stime
