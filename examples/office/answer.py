"""Answer one question about the office from its Arrow tables.

    python examples/office/answer.py results/office-winter answer.png

Which of our options keeps the north room above 17.3 degC through the outage, in
19 of 20 draws, and what does it cost in electricity? Prints the answer, with how
sure it is, and draws it. Needs pyarrow, pandas and matplotlib.
"""

import importlib.util
import math
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

LEAST = 17.3  # degC
WANTED = 0.95  # of the draws
COLOURS = {"base": "#1f6fb2", "warmer": "#d1731b", "aged_pump": "#9b3fb5", "insulated": "#2c8a57"}


def loader(result):
    """The load.py that each result brings with it."""
    spec = importlib.util.spec_from_file_location("load", Path(result) / "load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coldest(load):
    """The least temperature of the north room during the outage: one number for
    each variant and draw."""
    events = load.events()
    begins = events[(events.kind == "event_on") & (events.signal == "event.outage")].t.iloc[0]
    ends = events[(events.kind == "event_off") & (events.signal == "event.outage")].t.iloc[0]
    rooms = load.series("thermal.room")
    north = rooms[(rooms.twin == "north") & rooms.t.between(begins, ends)]
    return north.groupby(["variant", "draw"], observed=True).temperature.min().unstack("variant")


def wilson(share, n, z=1.96):
    """The 95 % interval of a share of n draws."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def answer(load):
    """One line for each variant: the share of draws that stay warm enough, with its
    interval, and the extra electricity, draw by draw, with its own."""
    least = coldest(load)
    extra = load.difference("energy")
    lines = []
    for name in [v["name"] for v in load.batch()["variants"]]:
        share = float((least[name] >= LEAST).mean())
        low, high = wilson(share, len(least))
        cost = (0.0, 0.0, 0.0) if name not in extra.index else tuple(extra.loc[name, ["mean", "low", "high"]])
        verdict = "yes" if low >= WANTED else "no" if high < WANTED else "the draws do not tell"
        lines.append((name, share, low, high, *cost, verdict))
    return least, lines


def draw(least, lines, picture):
    fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), dpi=120, width_ratios=(3, 2))
    for name, *_ in lines:
        values = np.sort(least[name])
        left.step(values, 1 - np.arange(len(values)) / len(values), where="pre", color=COLOURS.get(name), label=name.replace("_", " "))
    left.axvline(LEAST, color="0.4", linewidth=1)
    left.axhline(WANTED, color="0.4", linewidth=1, linestyle=":")
    left.plot(LEAST, WANTED, "o", color="0.2", markersize=5)
    left.annotate("what we\nask for", (LEAST, WANTED), xytext=(6, -8), textcoords="offset points", va="top", color="0.3")
    left.set_xlabel("coldest in the north room during the outage, °C")
    left.set_ylabel("share of draws at least that warm")
    left.set_ylim(0, 1.04)
    left.legend(frameon=False, loc="lower left")
    for row, (name, _, _, _, cost, low, high, _) in enumerate(lines):
        right.errorbar(cost, row, xerr=[[cost - low], [high - cost]], fmt="o", color=COLOURS.get(name), capsize=4)
        right.annotate(f"{cost:+.1f} kWh" if row else "as it is", (cost, row), xytext=(0, 9), textcoords="offset points", ha="center",
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    right.axvline(0, color="0.4", linewidth=1, zorder=0)
    right.set_yticks(range(len(lines)), [name.replace("_", " ") for name, *_ in lines])
    right.set_ylim(len(lines) - 0.4, -0.7)
    right.margins(x=0.2)
    right.set_xlabel("kWh in the week, beside base (95 % interval)")
    for axes in (left, right):
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    fig.tight_layout()
    fig.savefig(picture)


def main(result, picture):
    least, lines = answer(loader(result))
    print(f"Above {LEAST} degC through the outage in {WANTED:.0%} of the draws?")
    for name, share, low, high, cost, least_cost, most_cost, verdict in lines:
        print(f"  {name:10} {verdict:22} {share * len(least):3.0f} of {len(least)} draws ({low:.1%} to {high:.1%})"
              f"   {cost:+6.1f} kWh ({least_cost:+.1f} to {most_cost:+.1f})")
    draw(least, lines, picture)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
