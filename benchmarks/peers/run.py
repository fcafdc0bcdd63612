"""Measures whatif beside its peers: hybrid solvers, nonlinear laws, event lists and kernels, the office study.

    make bench-peers                from the root: all of it, about twenty minutes
    make bench-peers QUICK=1        a look: the smaller problems, few repetitions, nothing kept
    make bench-peers ONLY=rooms     rooms, laws, events or office; several with commas

SUNDIALS=FOLDER after any of these takes the SUNDIALS that was installed there (static,
with KLU, -O3 -march=native) in place of the system's, which may take three times as long.

By hand, with the Python of .venv:

    run.py needs                    what is missing and how to get it
    run.py measure [--quick] [--only rooms,laws,events,office]
    run.py show                     the tables and the pictures from the figures of last time

The figures are kept in results.json beside this file; what --only leaves out,
and what cannot be measured for want of something, keeps its older figures. The
tables go into the marked section of RESULTS.md. With --quick both stay as they
are and the tables are only printed.
"""

import argparse
import datetime
import json
import pathlib
import sys
import time

from measure import events, laws, machine, needs, office, programs, rooms, tables

PEERS = pathlib.Path(__file__).resolve().parent
RESULTS, PAGE = PEERS / "results.json", PEERS.parent / "RESULTS.md"
PICTURE, LAW_PICTURE = PEERS.parent / "error_vs_time.png", PEERS.parent / "work_precision.png"
QUICK = programs.BUILD / "quick.json"
PARTS = {"rooms": rooms.measure, "laws": laws.measure, "events": events.measure, "office": office.measure}

begun = time.monotonic()


def say(text):
    print(f"{time.monotonic() - begun:6.0f} s  {text}", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["needs", "measure", "show"])
    parser.add_argument(
        "--quick", action="store_true", help="two repetitions of the smaller problems, fewer tolerances; nothing is kept"
    )
    parser.add_argument("--only", default=",".join(PARTS), help="which parts, with commas between")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--seconds", type=float, default=6, help="by the clock for a row; but whatif and the best peer get all repetitions"
    )
    parser.add_argument("--patience", type=float, default=150, help="s after which a program is given up")
    parser.add_argument("--page", type=pathlib.Path, default=PAGE, help="where the tables go")
    options = parser.parse_args()
    if options.quick:
        options.repetitions, options.seconds = min(options.repetitions, 2), min(options.seconds, 3)
    if wrong := set(options.only.split(",")) - set(PARTS):
        parser.error(f"there is no part {', '.join(wrong)}; there are {', '.join(PARTS)}")
    return options


def kept():
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {"about": {}, "parts": {}}


def measure(options, there):
    """The figures of the parts that could be measured, and why others could not."""
    chosen = options.only.split(",")
    command = (
        "make bench-peers"
        + (" QUICK=1" if options.quick else "")
        + ("" if set(chosen) == set(PARTS) else f" ONLY={options.only}")
    )
    parts, unmeasured = {}, {}
    for name in chosen:
        if not there.measurable(name):
            unmeasured[name] = " and ".join(there.lost(name)) + " missing"
            continue
        try:
            figures = PARTS[name](there, options, say)
        except (programs.Failed, programs.Unmeasured) as why:
            unmeasured[name] = str(why)
            continue
        parts[name] = {
            "name": name,
            "date": datetime.date.today().isoformat(),
            "command": command,
            "repetitions": options.repetitions,
            "missing": list(there.lost(name)),
            "sundials": there.built() if "SUNDIALS with KLU" in needs.LOST[name] else "",
            "figures": figures,
        }
    return {"about": machine.describe(), "parts": parts}, unmeasured


def keep(old, new):
    """The old results with the new in place of them, but for parts that lack what was measured last time; and why
    those are not kept."""
    poorer = {}
    for name, part in new["parts"].items():
        if name in old["parts"]:
            if lacks := set(part["missing"]) - set(old["parts"][name]["missing"]):
                poorer[name] = f"measured without {' and '.join(sorted(lacks))}, which were there last time"
    taken = {name: part for name, part in new["parts"].items() if name not in poorer}
    about = dict(old["about"])
    if taken:  # what is not there now did the older figures
        about |= {k: v for k, v in new["about"].items() if v != machine.NOT_THERE or k not in about}
    return {"about": about, "parts": old["parts"] | taken}, poorer


def draw(results, modules):
    if not modules["matplotlib"]:
        return
    from measure import law_picture, picture  # want matplotlib

    if rows := results["parts"].get("rooms", {}).get("figures"):
        picture.draw(rows, PICTURE)
    if rows := results["parts"].get("laws", {}).get("figures"):
        law_picture.draw(rows, LAW_PICTURE)


def measure_and_keep(options, there):
    new, unmeasured = measure(options, there)
    if new["parts"]:
        print(tables.write(new))
    if options.quick:
        programs.BUILD.mkdir(exist_ok=True)
        write(QUICK, new)
        say(f"a quick look: {RESULTS.name} and {options.page.name} stay as they are; the figures are in {QUICK}")
    else:
        results, poorer = keep(kept(), new)
        unmeasured |= poorer
        if set(new["parts"]) - set(poorer):
            write(RESULTS, results)
            tables.put(options.page, tables.write(results))
            draw(results, there.modules)
    if unmeasured:
        needs.loudly(["Not taken; older figures stay as they are:", *(f"{n}: {why}" for n, why in unmeasured.items())])
    return 1 if unmeasured else 0


def write(file, results):
    file.write_text(json.dumps(results, indent=1) + "\n")


def main():
    options = arguments()
    there = needs.find()
    needs.shout(there, options.only.split(","))
    if options.what == "needs":
        return 1 if there.missing() else 0
    if options.what == "measure":
        return measure_and_keep(options, there)
    if not RESULTS.exists():
        print("There are no figures yet: run.py measure", file=sys.stderr)
        return 1
    results = kept()
    text = tables.write(results)
    print(text)
    tables.put(options.page, text)
    draw(results, there.modules)
    return 0


if __name__ == "__main__":
    sys.exit(main())
