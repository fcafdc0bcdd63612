"""Nonlinear laws: processor time against the true error, for each solver over its tolerances."""

import dataclasses
import tempfile

from measure import programs, repeat

NAMES = {
    "auto": "whatif, its own choice",
    "dp5": "whatif dp5",
    "rodas5p": "whatif rodas5p",
    "bdf": "CVODE BDF, dense",
    "adams": "CVODE Adams",
    "dopri": "ARKODE Dormand-Prince",
    "Radau": "scipy Radau",
    "BDF": "scipy BDF",
    "LSODA": "scipy LSODA",
    "RK45": "scipy RK45",
    "DOP853": "scipy DOP853",
}
WHATIF, SUNDIALS = ("auto", "dp5", "rodas5p"), ("bdf", "adams", "dopri")
LADDER = tuple(10.0**-k for k in range(4, 12))


@dataclasses.dataclass(frozen=True)
class Problem:
    name: str  # as the programs know it
    title: str
    methods: tuple
    # The state at the end, where it is known; else the reference program finds all samples and events.
    end: tuple = ()


STIFF = ("auto", "rodas5p", "bdf", "Radau", "BDF", "LSODA")
MECHANICS = ("auto", "dp5", "adams", "dopri", "bdf", "RK45", "LSODA")

# The states at the end are the test set's (Mazzia, Magherini 2008), found by RADAU5 in quadruple precision; Robertson's
# is also that of Hairer and Wanner.
PROBLEMS = [
    Problem(
        "robertson",
        "Robertson, to 1e11 s",
        STIFF,
        (0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050),
    ),
    Problem(
        "hires",
        "HIRES",
        STIFF,
        (
            *(0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2),
            *(0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2),
        ),
    ),
    Problem("vanderpol", "van der Pol, 1e-6", STIFF, (1.706167732170483, -0.8928097010247975)),
    Problem("oregonator", "Oregonator", STIFF, (1.000814870318523, 1228.178521549917, 132.0554942846706)),
    Problem(
        "pleiades",
        "Pleiades",
        ("auto", "dp5", "adams", "dopri", "bdf", "RK45", "DOP853", "LSODA"),
        (
            *(0.3706139143970502, 3.237284092057233, -3.222559032418324, 0.6597091455775310, 0.3425581707156584),
            *(1.562172101400631, -0.7003092922212495, -3.943437585517392, -3.271380973972550, 5.225081843456543),
            *(-2.590612434977470, 1.198213693392275, -0.2429682344935824, 1.091449240428980, 3.417003806314313),
            *(1.354584501625501, -2.590065597810775, 2.025053734714242, -1.155815100160448, -0.8072988170223021),
            *(0.5952396354208710, -3.741244961234010, 0.3773459685750630, 0.9386858869551073, 0.3667922227200571),
            *(-0.3474046353808490, 2.344915448180937, -1.947020434263292),
        ),
    ),
    Problem("ball", "T3 ball, 3 s", MECHANICS),
    Problem("slip", "T3 stick-slip, 1000 s", MECHANICS),
    Problem("gear", "T3 gear with backlash, 10 s", MECHANICS),
]


def reference_of(problem):
    """The reference's trace, made once and kept until the program changes; None where the end is known."""
    if problem.end:
        return None
    program = programs.cpp("laws_reference")
    file = programs.BUILD / f"reference-{problem.name}"
    made = file.with_name(file.name + ".events")
    if not made.exists() or made.stat().st_mtime < program.stat().st_mtime:
        programs.run([program, problem.name, "-", 0, 0, file], 100)
    return file


class Row(repeat.Job):
    """One method at one tolerance. Its first process also writes the trace, after the clock was read."""

    def __init__(self, problem, method, program, rtol, reference, folder, patience):
        most = None if method in WHATIF + SUNDIALS else 1
        super().__init__(f"{NAMES[method]} {rtol:.0e}", self.once, most)
        self.problem, self.method, self.rtol = problem, method, rtol
        self.command = [*program, problem.name, method, rtol, 1]
        self.reference, self.folder, self.patience, self.error = reference, folder, patience, None

    def once(self):
        if self.figures:
            return programs.run(self.command, self.patience)["cpu"][0]
        file = f"{self.folder}/trace"
        cpu = programs.run([*self.command, file], self.patience)["cpu"][0]
        from measure import accuracy  # wants numpy

        if self.problem.end:
            self.error = accuracy.of_the_end(file, self.problem.end)
        else:
            self.error = accuracy.of_the_course(file, self.reference)
        accuracy.remove(file)
        return cpu

    def record(self):
        return {
            "problem": self.problem.name,
            "title": self.problem.title,
            "method": self.method,
            "rtol": self.rtol,
            "cpu": self.median(),
            "repetitions": len(self.figures),
            "all": self.figures,
            "failure": self.failure,
            "error": self.error,
        }


def ladder(method, options):
    """scipy takes each second tolerance, and a quick look leaves out half again."""
    return LADDER[:: (1 if method in WHATIF + SUNDIALS else 2) * (2 if options.quick else 1)]


def measure(needs, options, say):
    """A list of records, one a row."""
    of = dict.fromkeys(WHATIF, [programs.go_program(), "law"])
    if needs.sundials:
        of |= dict.fromkeys(SUNDIALS, [programs.cpp("laws")])
    if needs.modules["scipy"]:
        of |= dict.fromkeys(("Radau", "BDF", "LSODA", "RK45", "DOP853"), programs.python("scipy_laws.py"))
    records = []
    for problem in PROBLEMS:
        say(problem.title)
        reference = reference_of(problem)
        with tempfile.TemporaryDirectory() as folder:
            rows = [
                Row(problem, method, of[method], rtol, reference, folder, options.patience)
                for method in problem.methods
                if method in of
                for rtol in ladder(method, options)
            ]
            repeat.in_turns(rows, options.repetitions, options.seconds, lambda text: None)
        for method in problem.methods:
            mine = [r for r in rows if r.method == method]
            if mine:
                say(f"  {NAMES[method]}: " + ", ".join(told(r) for r in mine))
        records += [r.record() for r in rows]
    return records


def told(row):
    if row.failure:
        return row.failure
    return f"{row.figures[0] * 1e3:.3g} ms off " + ("by an event" if row.error is None else f"{row.error:.1g}")
