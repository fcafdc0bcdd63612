"""The physics: CPU time and error of every solver at several tolerances, beside whatif."""

import dataclasses
import tempfile

from measure import programs, repeat

# What a solution is asked to reach, against the reference.
KELVIN, SECONDS = 1e-6, 1e-4

LADDER = (1e-6, 1e-8, 1e-10, 1e-12, 1e-13)
SHORT = (1e-6, 1e-9, 1e-12, 1e-13)

NAMES = {
    "whatif": "whatif",
    "bdf": "CVODE BDF, KLU",
    "adams": "CVODE Adams",
    "dopri": "ARKODE Dormand-Prince",
    "LSODA": "scipy LSODA",
    "RK45": "scipy RK45",
    "DOP853": "scipy DOP853",
}


@dataclasses.dataclass(frozen=True)
class Problem:
    title: str
    name: str  # as the programs know it
    size: int
    hours: int
    tolerances: dict  # by method
    quick: bool = True  # also measured when time is short
    warm: bool = True  # the second run of each process counts, whoever's it is; else the first

    @property
    def key(self):
        return f"{self.name}-{self.size}-{self.hours}"


def ladders(bdf, adams, dopri):
    return {"bdf": bdf, "adams": adams, "dopri": dopri}


# Where a run takes ten seconds and more, only the method that gets there first is tried at tight tolerances.
LOOSE = (1e-6,)
ALL, ENDS = ladders(LADDER, LADDER, LADDER), ladders(SHORT, SHORT, SHORT)
# Dense about where each first reaches what is asked for.
SCIPY = {
    "LSODA": (1e-6, 1e-9, 1e-10, 1e-11, 1e-12),
    "RK45": (1e-6, 1e-9, 1e-10, 1e-12),
    "DOP853": (1e-3, 1e-4, 1e-6, 1e-9),
}
SUNDIALS = ("bdf", "adams", "dopri")
BIG = {"quick": False, "warm": False}
PROBLEMS = [
    Problem("T1, 10 rooms, 7 days", "t1", 10, 168, ALL),
    Problem("T1, 10 rooms, 1 day", "t1", 10, 24, SCIPY),
    Problem("T1, 100 rooms, 7 days", "t1", 100, 168, ladders(LOOSE, LOOSE, (1e-6, 1e-10, 1e-12, 1e-13)), **BIG),
    Problem("T1, 1000 rooms, 6 hours", "t1", 1000, 6, ladders(LOOSE, LOOSE, (1e-6, 1e-11)), **BIG),
    Problem("T2, 1000 single rooms, 7 days", "t2", 1000, 168, ladders(LOOSE, LOOSE, (1e-6, 1e-12)), **BIG),
    Problem("T4, wall of 20 cells, 7 days", "t4", 20, 168, ALL),
    Problem("T4, wall of 100 cells, 7 days", "t4", 100, 168, ENDS, quick=False),
]


def reference_of(problem, patience):
    """The reference's trace, made once and kept until the program changes."""
    program = programs.cpp("reference")
    file = programs.BUILD / f"reference-{problem.key}"
    made = file.with_name(file.name + ".events")
    if not made.exists() or made.stat().st_mtime < program.stat().st_mtime:
        programs.run([program, problem.name, problem.size, problem.hours, "-", 0, 1, file], patience)
    return file


class Row(repeat.Job):
    """One method at one tolerance. Its first process also writes the trace, after the clock was read."""

    def __init__(self, problem, method, program, rtol, reference, folder, patience):
        super().__init__(f"{NAMES[method]} {rtol:.0e}" if rtol else NAMES[method], self.once)
        self.problem, self.method, self.rtol = problem, method, rtol
        self.command = [*program, problem.name, problem.size, problem.hours, method, rtol]
        self.reference, self.folder, self.patience, self.error = reference, folder, patience, None

    def once(self):
        runs = 2 if self.problem.warm else 1
        if self.figures:
            return programs.run([*self.command, runs], self.patience)["cpu"][-1]
        file = f"{self.folder}/trace"
        cpu = programs.run([*self.command, runs, file], self.patience)["cpu"][-1]
        from measure import accuracy  # wants numpy

        self.error = accuracy.compare(file, self.reference)
        accuracy.remove(file)
        return cpu

    def record(self):
        return {
            "problem": self.problem.key,
            "title": self.problem.title,
            "method": self.method,
            "rtol": self.rtol,
            "cpu": self.median(),
            "repetitions": len(self.figures),
            "all": self.figures,
            "failure": self.failure,
            "error": dataclasses.asdict(self.error) if self.error else None,
        }


def steady(rows):
    """The rows that ratios are made of: whatif's, and of the peers at rtol 1e-6 the fastest and what is so close to it
    that it may be as fast."""
    loose = [r for r in rows if r.rtol == 1e-6 and r.figures]
    least = min((r.figures[0] for r in loose), default=0)
    return [r for r in rows if r.method == "whatif"] + [r for r in loose if r.figures[0] < 1.15 * least]


def measure(needs, options, say):
    """A list of records, one a row."""
    whatif = [programs.go_program()]
    library = [programs.cpp("sundials")] if needs.sundials else None
    scipy = programs.python("scipy_rooms.py") if needs.modules["scipy"] else None
    records = []
    for problem in PROBLEMS:
        if options.quick and not problem.quick:
            continue
        say(problem.title)
        with tempfile.TemporaryDirectory() as folder:
            reference = reference_of(problem, options.patience)

            def row(method, program, rtol):
                return Row(problem, method, program, rtol, reference, folder, options.patience)

            rows = [row("whatif", whatif, 0)]
            for method, ladder in problem.tolerances.items():
                ladder = ladder[::2] if options.quick else ladder
                if program := library if method in SUNDIALS else scipy:
                    rows += [row(method, program, rtol) for rtol in ladder]
            repeat.in_turns(rows, options.repetitions, options.seconds, say, steady)
            records += [r.record() for r in rows]
    return records
