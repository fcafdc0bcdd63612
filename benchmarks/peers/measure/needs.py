"""What a measurement needs, what of it is missing, and how to get it."""

import dataclasses
import importlib.util
import pathlib
import shutil
import subprocess
import sys
import tempfile

APT = "apt-get install "
VENV = "make bench-peers    (it installs benchmarks/peers/requirements.txt into .venv)"

PROBE = """
#include <cstdio>
#include <cvode/cvode.h>
#include <arkode/arkode_erkstep.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sundials/sundials_version.h>
int main() { char v[40]; SUNDIALSGetVersion(v, 40); std::puts(v); }
"""

# The libraries that the programs in cpp/ are linked with.
LIBRARIES = [
    "-lsundials_cvode",
    "-lsundials_arkode",
    "-lsundials_nvecserial",
    "-lsundials_sunmatrixsparse",
    "-lsundials_sunlinsolklu",
    "-lsundials_sunnonlinsolfixedpoint",
    "-lklu",
]
INCLUDES = ["-I/usr/include/suitesparse"]


@dataclasses.dataclass
class Needs:
    """What is there. sundials is its version, empty where it is missing."""

    go: bool
    compiler: bool
    sundials: str
    modules: dict

    def missing(self):
        """(what, what goes unmeasured, how to get it) of everything that is not there."""
        rows = []
        if not self.go:
            rows.append(("go", "whatif itself", "see https://go.dev/dl"))
        if not self.compiler:
            rows.append(("g++", "the C++ event list, SUNDIALS and the reference of all errors", APT + "g++"))
        if not self.sundials:
            rows.append(("SUNDIALS with KLU", "CVODE and ARKODE", APT + "libsundials-dev libsuitesparse-dev"))
        without = {"numpy": "all errors", "scipy": "scipy", "simpy": "SimPy", "matplotlib": "the picture"}
        rows += [(name, without[name], VENV) for name, there in self.modules.items() if not there]
        return rows


def version_of_sundials():
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, "probe.cpp"), pathlib.Path(folder, "probe")
        source.write_text(PROBE)
        try:
            subprocess.run(["g++", *INCLUDES, source, "-o", program, *LIBRARIES], check=True, capture_output=True)
            return subprocess.run([program], check=True, capture_output=True, text=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return ""


def find():
    modules = {name: importlib.util.find_spec(name) is not None for name in ("numpy", "scipy", "simpy", "matplotlib")}
    compiler = shutil.which("g++") is not None
    return Needs(shutil.which("go") is not None, compiler, version_of_sundials() if compiler else "", modules)


def shout(needs):
    """Says loudly what is missing."""
    rows = needs.missing()
    if not rows:
        return
    line = "!" * 78
    print(f"\n{line}", file=sys.stderr)
    for what, without, how in rows:
        print(f"!! {what} is missing: not measured is {without}.\n!!     {how}", file=sys.stderr)
    print(f"{line}\n", file=sys.stderr)
