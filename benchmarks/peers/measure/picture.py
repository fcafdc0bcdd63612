"""Error against CPU time: one panel a problem, one line a solver over its tolerances, whatif as a point."""

import math

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import NullFormatter

from measure import rooms

PANELS = ["t1-10-168", "t1-100-168", "t1-1000-6", "t4-20-168", "t4-100-168", "t2-1000-168"]
LOOKS = {"bdf": ("#0072B2", "o"), "adams": ("#E69F00", "s"), "dopri": ("#009E73", "^"), "whatif": ("#D55E00", "*")}
# Where the tolerance stands beside the loosest and the tightest point of each, so that lines that meet stay legible.
BESIDE = {
    "bdf": ((7, 2), (7, -3), "left"),
    "adams": ((0, 7), (0, -14), "center"),
    "dopri": ((-7, 2), (-4, -13), "right"),
}


def widened(times):
    """Limits of two decades at least, so that a small difference looks small."""
    low, high = math.log10(min(times)), math.log10(max(times))
    beside = max(0.25, (2 - (high - low)) / 2)
    return 10 ** (low - beside), 10 ** (high + beside)


def draw(records, file):
    panels = [key for key in PANELS if any(r["problem"] == key and r["error"] for r in records)]
    if not panels:
        return False
    columns = min(3, len(panels))
    lines = -(-len(panels) // columns)
    figure, axes = plt.subplots(
        lines, columns, figsize=(4.4 * columns, 3.7 * lines), squeeze=False, layout="constrained"
    )
    shown = {}
    for ax, key in zip(axes.flat, panels):
        mine = [r for r in records if r["problem"] == key and r["error"] and r["cpu"]]
        ax.set_title(mine[0]["title"], fontsize=10)
        for method, (colour, marker) in LOOKS.items():
            points = sorted((r for r in mine if r["method"] == method), key=lambda r: -r["rtol"])
            if not points:
                continue
            x, y = [r["cpu"] for r in points], [max(r["error"]["kelvin"], 1e-16) for r in points]
            size = 15 if method == "whatif" else 6
            (shown[rooms.NAMES[method]],) = ax.plot(
                x, y, color=colour, marker=marker, markersize=size, linewidth=1.4, clip_on=False, zorder=3
            )
            for place in {0, len(points) - 1} if method in BESIDE else ():
                first, last, align = BESIDE[method]
                ax.annotate(
                    f"{points[place]['rtol']:.0e}".replace("e-0", "e-"),
                    (x[place], y[place]),
                    ha=align,
                    fontsize=7.5,
                    xytext=first if place == 0 else last,
                    textcoords="offset points",
                    color=colour,
                )
        ax.set_xscale("log")
        ax.set_yscale("log")
        ax.axhline(rooms.KELVIN, color="0.6", linewidth=0.8, linestyle=":", zorder=1)
        ax.set_ylim(1e-11, 10)
        ax.set_xlim(*widened([r["cpu"] for r in mine]))
        ax.xaxis.set_major_formatter("{x:g}")
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.grid(True, which="major", color="0.9")
        ax.spines[["top", "right"]].set_visible(False)
    for ax in axes.flat[len(panels) :]:
        ax.set_axis_off()
    for ax in axes[:, 0]:
        ax.set_ylabel("largest error of a temperature, K")
    for ax in axes[-1]:
        ax.set_xlabel("processor time, s")
    figure.legend(shown.values(), shown.keys(), loc="outside lower center", ncols=len(shown), frameon=False)
    figure.suptitle("Error against processor time; beside the points the relative tolerance", fontsize=11)
    figure.savefig(file, dpi=130)
    plt.close(figure)
    return True
