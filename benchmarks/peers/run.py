"""Measures whatif beside its peers: event lists, event kernels, hybrid solvers, the office study.

    make bench-peers                from the root: all of it, about twelve minutes
    make bench-peers QUICK=1        fewer repetitions of the smaller problems
    make bench-peers ONLY=rooms     rooms, events or office; several with commas

or by hand, with the Python of .venv:

    run.py needs                    what is missing and how to get it
    run.py measure [--quick] [--only rooms,events,office]
    run.py show                     the tables and the picture from the figures of last time

The figures are kept in results.json beside this file; what --only leaves out
keeps its figures. The tables go into the marked section of RESULTS.md.
"""

import argparse
import datetime
import json
import pathlib
import sys
import time

from measure import events, machine, needs, office, rooms, tables

PEERS = pathlib.Path(__file__).resolve().parent
RESULTS, PAGE, PICTURE = PEERS / "results.json", PEERS.parent / "RESULTS.md", PEERS.parent / "error_vs_time.png"
PARTS = {"rooms": rooms.measure, "events": events.measure, "office": office.measure}

begun = time.monotonic()


def say(text):
    print(f"{time.monotonic() - begun:6.0f} s  {text}", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["needs", "measure", "show"])
    parser.add_argument(
        "--quick", action="store_true", help="two repetitions of the smaller problems, fewer tolerances"
    )
    parser.add_argument("--only", default=",".join(PARTS), help="which parts, with commas between")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--seconds", type=float, default=10, help="by the clock for one row; what takes long is repeated less often"
    )
    parser.add_argument("--patience", type=float, default=150, help="s after which a program is given up")
    parser.add_argument("--page", type=pathlib.Path, default=PAGE, help="where the tables go")
    options = parser.parse_args()
    if options.quick:
        options.repetitions, options.seconds = min(options.repetitions, 2), min(options.seconds, 3)
    if wrong := set(options.only.split(",")) - set(PARTS):
        parser.error(f"there is no part {', '.join(wrong)}; there are {', '.join(PARTS)}")
    return options


def measure(options, there):
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"parts": {}}
    chosen = options.only.split(",")
    command = (
        "make bench-peers"
        + (" QUICK=1" if options.quick else "")
        + ("" if set(chosen) == set(PARTS) else f" ONLY={options.only}")
    )
    for name in chosen:
        figures = PARTS[name](there, options, say)
        results["parts"][name] = {
            "name": name,
            "date": datetime.date.today().isoformat(),
            "command": command,
            "repetitions": options.repetitions,
            "figures": figures,
        }
        results["about"] = machine.describe(there.sundials)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return results


def show(results, page, modules):
    text = tables.write(results)
    print(text)
    tables.put(page, text)
    rows = results["parts"].get("rooms", {}).get("figures")
    if modules["matplotlib"] and rows:
        from measure import picture  # wants matplotlib

        picture.draw(rows, PICTURE)


def main():
    options = arguments()
    there = needs.find()
    needs.shout(there)
    if options.what == "needs":
        return 1 if there.missing() else 0
    if options.what == "measure":
        if not there.compiler and not any(there.modules[m] for m in ("scipy", "simpy")):
            print("None of the peers is there: nothing to measure beside.", file=sys.stderr)
            return 1
        results = measure(options, there)
    elif RESULTS.exists():
        results = json.loads(RESULTS.read_text())
    else:
        print("There are no figures yet: run.py measure", file=sys.stderr)
        return 1
    show(results, options.page, there.modules)
    return 0


if __name__ == "__main__":
    sys.exit(main())
