"""The peers' programs build and say what they should, on short horizons."""

import json
import subprocess
import sys
import warnings

import pytest

import run
from measure import law_tables, laws, needs, programs, repeat, tables

HERE = programs.PEERS
THERE = needs.find()


def need(there, what):
    if not there:
        reason = f"{what} is missing; benchmarks/peers/run.py needs says how to get it"
        warnings.warn(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The programs, each built when it is first asked for."""
    folder = tmp_path_factory.mktemp("programs")
    return lambda name: programs.cpp(name, folder)


def solve(program, problem, size, hours, method, rtol, file):
    words = [*program, problem, size, hours, method, rtol, 1, file]
    return json.loads(subprocess.run([str(w) for w in words], check=True, capture_output=True, text=True).stdout)


# Problem, size, hours; switchings and the time of the last, as known from exact modal solutions.
PROBLEMS = [("t1", 10, 168, 9110, 604789.781124), ("t4", 20, 168, 1998, 604483.842955), ("t2", 3, 12, None, None)]


@pytest.mark.parametrize("problem,size,hours,switchings,last", PROBLEMS)
def test_solvers_agree_with_the_reference(built, tmp_path, problem, size, hours, switchings, last):
    need(THERE.compiler, "g++")
    need(THERE.modules["numpy"], "numpy")
    from measure import accuracy

    found = solve([built("reference")], problem, size, hours, "-", 0, tmp_path / "reference")
    if switchings:
        assert found["events"] == switchings
        assert abs(found["last"] - last) < 1e-6
    need(THERE.sundials, "SUNDIALS with KLU")
    for method in ("bdf", "adams", "dopri"):
        solve([built("sundials")], problem, size, hours, method, 1e-12, tmp_path / method)
        error = accuracy.compare(tmp_path / method, tmp_path / "reference")
        assert error.miscounts == 0 and error.switchings == found["events"], method
        assert error.kelvin < 5e-6 and error.seconds < 2e-3, method


def test_scipy_agrees_with_the_reference(built, tmp_path):
    need(THERE.compiler, "g++")
    need(THERE.modules["scipy"], "scipy")
    from measure import accuracy

    solve([built("reference")], "t1", 10, 2, "-", 0, tmp_path / "reference")
    for method in ("RK45", "LSODA"):
        solve(programs.python("scipy_rooms.py"), "t1", 10, 2, method, 1e-10, tmp_path / method)
        error = accuracy.compare(tmp_path / method, tmp_path / "reference")
        assert error.kelvin < 1e-5 and error.seconds < 1e-2, method


def solve_law(program, problem, method, rtol, file):
    words = [*program, problem, method, rtol, 1, file]
    return json.loads(subprocess.run([str(w) for w in words], check=True, capture_output=True, text=True).stdout)


# Events and the time of the last, as known from closed forms and from another program.
MECHANISMS = [("ball", 11, 2.499113314225), ("slip", 167, 993.521289542), ("gear", 41, 9.80744652445)]


@pytest.mark.parametrize("problem,events,last", MECHANISMS)
def test_mechanisms_agree_with_the_reference(built, tmp_path, problem, events, last):
    need(THERE.compiler, "g++")
    need(THERE.modules["numpy"], "numpy")
    from measure import accuracy

    found = solve_law([built("laws_reference")], problem, "-", 0, tmp_path / "reference")
    assert found["events"] == events
    assert abs(found["last"] - last) < 1e-9
    if THERE.modules["scipy"] and problem != "gear":
        solve_law(programs.python("scipy_laws.py"), problem, "RK45", 1e-9, tmp_path / "RK45")
        assert accuracy.of_the_course(tmp_path / "RK45", tmp_path / "reference") < 1e-5
    need(THERE.sundials, "SUNDIALS with KLU")
    for method in laws.SUNDIALS:
        solve_law([built("laws")], problem, method, 1e-11, tmp_path / method)
        assert accuracy.of_the_course(tmp_path / method, tmp_path / "reference") < 1e-5, method


@pytest.mark.parametrize("problem", [p for p in laws.PROBLEMS if p.end], ids=lambda p: p.name)
def test_the_ends_are_right(built, tmp_path, problem):
    need(THERE.compiler, "g++")
    need(THERE.modules["numpy"], "numpy")
    from measure import accuracy

    if problem.name in ("hires", "pleiades"):  # the others would take the reference long
        solve_law([built("laws_reference")], problem.name, "-", 0, tmp_path / "reference")
        assert accuracy.of_the_end(tmp_path / "reference", problem.end) < 1e-13
    if THERE.modules["scipy"]:
        method = "DOP853" if problem.name == "pleiades" else "Radau"
        solve_law(programs.python("scipy_laws.py"), problem.name, method, 1e-8, tmp_path / method)
        assert accuracy.of_the_end(tmp_path / method, problem.end) < 1e-5
    need(THERE.sundials, "SUNDIALS with KLU")
    solve_law([built("laws")], problem.name, "bdf", 1e-11, tmp_path / "bdf")
    assert accuracy.of_the_end(tmp_path / "bdf", problem.end) < 1e-5


def test_an_event_too_many_has_no_error(tmp_path):
    need(THERE.modules["numpy"], "numpy")
    import numpy as np

    from measure import accuracy

    for name, events in (("two", [[1.0, 0], [2.5, 1]]), ("other", [[1.25, 0], [2.5, 0]]), ("one", [[1.0, 0]])):
        np.array([3.0, 4.0]).tofile(tmp_path / f"{name}.states")
        np.array(events).tofile(tmp_path / f"{name}.events")
    assert accuracy.of_the_course(tmp_path / "other", tmp_path / "two") == 0.25
    assert accuracy.of_the_course(tmp_path / "one", tmp_path / "two") is None
    assert accuracy.of_the_end(tmp_path / "one", (3.0, 5.0)) == pytest.approx(0.2)


def of_law(method, *settings):
    return [
        {"title": "L", "method": method, "rtol": 10.0 ** -(4 + k), "cpu": cpu, "error": error, "failure": ""}
        for k, (error, cpu) in enumerate(settings)
    ]


def test_cost_at_equal_accuracy():
    rows = of_law("bdf", (1e-2, 1.0), (1e-3, 5.0), (1e-4, 2.0), (1e-6, 8.0), (None, 0.1), (1e-7, None))
    assert law_tables.front(rows) == [(1e-2, 1.0), (1e-4, 2.0), (1e-6, 8.0)]
    assert law_tables.cost(rows, 1.0) == 1.0
    assert law_tables.cost(rows, 1e-4) == pytest.approx(2.0)
    assert law_tables.cost(rows, 1e-5) == pytest.approx(4.0)
    assert law_tables.cost(rows, 1e-8) is None
    assert law_tables.cost([], 1.0) is None


def test_laws_are_compared_where_both_reach():
    rows = of_law("auto", (1e-3, 1.0), (1e-7, 1.0)) + of_law("adams", (1e-3, 3.0), (1e-5, 3.0))
    assert "| L | - | - | **3 x** (3 to 3) | - | - |" in law_tables.at_a_glance(rows)
    equal = law_tables.at_equal_accuracy(rows)
    assert "| L | 1e-04 | 1 s | - | - | 3 s, 3 x | - | - |" in equal
    assert "| L | 1e-08 | not reached | - | - | - | - | - |" in equal


def test_a_miscount_shows(tmp_path):
    need(THERE.modules["numpy"], "numpy")
    import numpy as np

    from measure import accuracy

    def write(name, states, events):
        np.array(states, dtype=float).tofile(tmp_path / f"{name}.states")
        np.array(events, dtype=float).tofile(tmp_path / f"{name}.events")

    write("reference", [20, 21, 22], [[1, 0], [2, 1], [3, 0]])
    write("late", [20, 21.5, 22], [[2.25, 1], [1, 0], [3, 0]])
    write("wrong", [20, 21, 22], [[1, 0], [2, 1], [3, 1]])
    late = accuracy.compare(tmp_path / "late", tmp_path / "reference")
    assert (late.kelvin, late.seconds, late.miscounts) == (0.5, 0.25, 0)
    wrong = accuracy.compare(tmp_path / "wrong", tmp_path / "reference")
    assert (wrong.kelvin, wrong.seconds, wrong.miscounts) == (0, None, 2)
    assert tables.error_in_time(vars(wrong)) == "count differs: 3, 2 of 2 switches"


@pytest.mark.parametrize("kind", ["plain", "reschedule", "lockstep"])
def test_the_event_list_runs(built, kind):
    need(THERE.compiler, "g++")
    out = subprocess.run([built("hold"), kind, "100", "20000"], check=True, capture_output=True, text=True).stdout
    assert 0 < json.loads(out)["cpu_ns"] < 1e6


@pytest.mark.parametrize("kind", ["callbacks", "processes", "lockstep", "ring"])
def test_simpy_runs(kind):
    need(THERE.modules["simpy"], "simpy")
    out = subprocess.run(
        [*programs.python("simpy_kernel.py"), kind, "10", "1000"], check=True, capture_output=True, text=True
    ).stdout
    assert json.loads(out)["cpu_ns"] > 0


def test_turns():
    """Everybody is measured once; what takes long is not measured again, nor is what failed."""
    calls = []

    def fails():
        raise programs.Failed("over 1 s")

    jobs = [repeat.Job("quick", lambda: calls.append("quick") or 2.0), repeat.Job("failing", fails)]
    repeat.in_turns(jobs, 3, 10, lambda text: None)
    assert calls == ["quick"] * 3 and jobs[0].median() == 2.0
    assert jobs[1].failure == "over 1 s" and jobs[1].median() is None
    repeat.in_turns([slow := repeat.Job("slow", lambda: 1.0)], 3, 0, lambda text: None)
    assert len(slow.figures) == 1
    repeat.in_turns([twice := repeat.Job("twice", lambda: 1.0, 2)], 3, 10, lambda text: None)
    assert len(twice.figures) == 2
    repeat.in_turns([slow := repeat.Job("slow", lambda: 1.0)], 3, 0, lambda text: None, lambda jobs: jobs)
    assert len(slow.figures) == 3


def test_the_section_is_replaced(tmp_path):
    page = tmp_path / "RESULTS.md"
    page.write_text("# Results\n\nbefore\n")
    tables.put(page, "first\n")
    page.write_text(page.read_text() + "\nafter\n")
    tables.put(page, "second\n")
    text = page.read_text()
    assert "first" not in text and text.count(tables.BEGIN) == 1
    assert text.index("before") < text.index("second") < text.index(tables.END) < text.index("after")


def test_what_is_missing_is_said(capsys):
    nothing = needs.Needs(False, False, "", dict.fromkeys(("numpy", "scipy", "simpy", "matplotlib"), False))
    needs.shout(nothing)
    said = capsys.readouterr().err
    for what in (
        "go is missing",
        "rooms: all rows, scipy's and whatif's too",
        "apt-get install g++",
        "apt-get install libsundials-dev libsuitesparse-dev",
        "make bench-peers",
    ):
        assert what in said
    assert not any(nothing.measurable(part) for part in run.PARTS)
    needs.shout(needs.Needs(True, True, "7", {"numpy": True}))
    assert capsys.readouterr().err == ""
    needs.shout(needs.Needs(True, True, "7", {"simpy": False}), ["rooms"])
    assert capsys.readouterr().err == ""


def part(date, *missing):
    return {"date": date, "missing": list(missing)}


def test_what_is_poorer_than_last_time_is_not_kept():
    old = {"about": {"compiler": "g++ 14", "go": "1"}, "parts": {"rooms": part("old"), "events": part("old", "simpy")}}
    new = {
        "about": {"compiler": "not there", "go": "2"},
        "parts": {"events": part("new", "simpy", "g++"), "office": part("new")},
    }
    results, poorer = run.keep(old, new)
    assert {name: p["date"] for name, p in results["parts"].items()} == {"rooms": "old", "events": "old", "office": "new"}
    assert results["about"] == {"compiler": "g++ 14", "go": "2"}
    assert list(poorer) == ["events"] and "g++" in poorer["events"]


def test_without_a_compiler_the_rooms_stay_as_they_are(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(needs, "find", lambda: needs.Needs(True, False, "", dict.fromkeys(("numpy", "scipy"), True)))
    monkeypatch.setattr(sys, "argv", ["run.py", "measure", "--only", "rooms", "--page", str(tmp_path / "page.md")])
    before = json.dumps({"about": {}, "parts": {"rooms": part("old")}})
    run.RESULTS.write_text(before)
    assert run.main() == 1
    assert run.RESULTS.read_text() == before and not (tmp_path / "page.md").exists()
    assert "rooms: g++ and SUNDIALS with KLU missing" in capsys.readouterr().err


def test_a_quick_look_keeps_nothing(monkeypatch, capsys, tmp_path):
    for name in ("RESULTS", "QUICK"):
        monkeypatch.setattr(run, name, tmp_path / f"{name}.json")
    monkeypatch.setitem(run.PARTS, "events", lambda there, options, say: [])
    monkeypatch.setattr(needs, "find", lambda: needs.Needs(True, True, "7", {"matplotlib": True}))
    page = tmp_path / "page.md"
    monkeypatch.setattr(sys, "argv", ["run.py", "measure", "--quick", "--only", "events", "--page", str(page)])
    assert run.main() == 0
    assert run.QUICK.exists() and not run.RESULTS.exists() and not page.exists()
    assert "a quick look" in capsys.readouterr().out


def record(method, rtol, cpu, kelvin, late):
    error = {"kelvin": kelvin, "seconds": late, "miscounts": 0, "switchings": 1, "switches": 1}
    return {"title": "T", "method": method, "rtol": rtol, "cpu": cpu, "repetitions": 5, "failure": "", "error": error}


def test_both_ratios_show():
    group = [record("whatif", 0, 1.0, 1e-9, 1e-8), record("bdf", 1e-6, 4.0, 0.1, 20.0)]
    assert "**4 x** | 0.1 K, 20 s | not reached |" in tables.rooms_at_a_glance(group)
    group.append(record("adams", 1e-12, 6.0, 1e-7, 1e-5))
    assert "CVODE Adams, rtol 1e-12: 6 s (of 5), **6 x** |" in tables.rooms_at_a_glance(group)


def test_help():
    out = subprocess.run([sys.executable, HERE / "run.py", "--help"], check=True, capture_output=True, text=True).stdout
    assert "make bench-peers" in out
