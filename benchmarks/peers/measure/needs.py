"""What a measurement needs, what of it is missing, and how to get it."""

import dataclasses
import functools
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

APT = "apt-get install "
VENV = "make bench-peers    (it installs benchmarks/peers/requirements.txt into .venv)"

# What goes unmeasured of each part where something is missing. Without g++ there is no reference, without numpy no
# comparison with it, and a solver's time says nothing without its error.
ALL = "all rows"
LOST = {
    "rooms": {
        "go": ALL,
        "g++": ALL + ", scipy's and whatif's too, since all errors are against a reference in C++",
        "numpy": ALL + ", since none has an error then",
        "SUNDIALS with KLU": "the rows of CVODE and ARKODE",
        "scipy": "the rows of scipy",
    },
    "laws": {
        "go": ALL,
        "g++": ALL + ", since the errors are against a reference in C++",
        "numpy": ALL + ", since none has an error then",
        "SUNDIALS with KLU": "the rows of CVODE and ARKODE",
        "scipy": "the rows of scipy",
    },
    "events": {"go": ALL, "g++": "the column of the C++ priority_queue", "simpy": "the columns of SimPy"},
    "office": {"go": ALL, "numpy": "the rows of scipy", "scipy": "the rows of scipy"},
}

PROBE = """
#include <cstdio>
#include <cvode/cvode.h>
#include <arkode/arkode_erkstep.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sundials/sundials_version.h>
int main() { char v[40]; SUNDIALSGetVersion(v, 40); std::puts(v); }
"""

# A folder that SUNDIALS was installed into, to be taken in place of the system's: a build with -O3 -march=native
# takes a third or a half of the time of many a distribution's.
OWN = os.environ.get("SUNDIALS", "")

# The libraries that the programs in cpp/ are linked with; since version 7 there is sundials_core besides.
LIBRARIES = [
    "-lsundials_cvode",
    "-lsundials_arkode",
    "-lsundials_nvecserial",
    "-lsundials_sunmatrixdense",
    "-lsundials_sunmatrixsparse",
    "-lsundials_sunlinsoldense",
    "-lsundials_sunlinsolklu",
    "-lsundials_sunnonlinsolfixedpoint",
    "-lklu",
]
INCLUDES = [*([f"-I{OWN}/include"] if OWN else []), "-I/usr/include/suitesparse"]
FOLDERS = [f"-L{OWN}/lib", f"-Wl,-rpath,{OWN}/lib"] if OWN else []


@dataclasses.dataclass
class Needs:
    """What is there. sundials is its version, empty where it is missing."""

    go: bool
    compiler: bool
    sundials: str
    modules: dict

    def built(self):
        """The version of SUNDIALS and whose build it is."""
        if not self.sundials:
            return ""
        return self.sundials + (", an own build" if OWN else " as the system packages it")

    def missing(self):
        """(what, how to get it) of everything that is not there."""
        rows = []
        if not self.go:
            rows.append(("go", "see https://go.dev/dl"))
        if not self.compiler:
            rows.append(("g++", APT + "g++"))
        if not self.sundials:
            rows.append(("SUNDIALS with KLU", APT + "libsundials-dev libsuitesparse-dev"))
        rows += [(name, VENV) for name, there in self.modules.items() if not there]
        return rows

    def lost(self, part):
        """By what is missing, what goes unmeasured of a part for want of it."""
        return {what: LOST[part][what] for what, _ in self.missing() if what in LOST[part]}

    def measurable(self, part):
        """Whether anything of a part can be measured."""
        return not any(rows.startswith(ALL) for rows in self.lost(part).values())


@functools.cache
def sundials():
    """The version of SUNDIALS, empty where it is missing, and the words that link a program with it."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, "probe.cpp"), pathlib.Path(folder, "probe")
        source.write_text(PROBE)
        for words in ([*FOLDERS, *LIBRARIES], [*FOLDERS, *LIBRARIES, "-lsundials_core"]):
            try:
                subprocess.run(["g++", *INCLUDES, source, "-o", program, *words], check=True, capture_output=True)
                return subprocess.run([program], check=True, capture_output=True, text=True).stdout.strip(), words
            except (OSError, subprocess.CalledProcessError):
                continue
    return "", []


def find():
    modules = {name: importlib.util.find_spec(name) is not None for name in ("numpy", "scipy", "simpy", "matplotlib")}
    compiler = shutil.which("g++") is not None
    return Needs(shutil.which("go") is not None, compiler, sundials()[0] if compiler else "", modules)


def loudly(lines):
    """Says so that nobody scrolls past."""
    edge = "!" * 78
    print("\n".join(["", edge, *(f"!! {line}" for line in lines), edge, ""]), file=sys.stderr, flush=True)


def shout(needs, parts=tuple(LOST)):
    """Says loudly what is missing, what goes unmeasured for want of it and how to get it."""
    lines = []
    for what, how in needs.missing():
        unmeasured = [f"{part}: {needs.lost(part)[what]}" for part in parts if what in needs.lost(part)]
        if what == "matplotlib":
            unmeasured = ["the pictures are not drawn anew"]
        if unmeasured:
            lines += [f"{what} is missing. Not measured:", *(f"    {rows}" for rows in unmeasured), f"  {how}"]
    if lines:
        loudly(lines)
