"""Work and precision: one panel a problem, one line a solver over its tolerances."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FixedLocator, LogLocator, NullFormatter

from measure import laws

COLUMNS = 4
WHATIF, GREY = "#D55E00", "0.45"
# Colour, marker, line, width. The colours are those of the other picture, which the colour-blind can tell apart; scipy,
# far to the right of all, is grey and told by its markers.
LOOKS = {
    "auto": (WHATIF, "*", "-", 2.0),
    "dp5": (WHATIF, "o", "--", 1.2),
    "rodas5p": (WHATIF, "D", "--", 1.2),
    "bdf": ("#0072B2", "o", "-", 1.4),
    "adams": ("#E69F00", "s", "-", 1.4),
    "dopri": ("#009E73", "^", "-", 1.4),
    "Radau": (GREY, "D", ":", 1.0),
    "BDF": (GREY, "x", ":", 1.0),
    "LSODA": (GREY, "v", ":", 1.0),
    "RK45": (GREY, "+", ":", 1.0),
    "DOP853": (GREY, "P", ":", 1.0),
}
HOLLOW = ("dp5", "rodas5p")  # so that the line of whatif's own choice shows below
SIZES = {"auto": 9}
FLOOR = 1e-14  # what is nearer is shown here


def line(ax, records, method):
    colour, marker, style, width = LOOKS[method]
    points = sorted((r for r in records if r["cpu"] and r["error"] is not None), key=lambda r: -r["rtol"])
    (drawn,) = ax.plot(
        [r["cpu"] for r in points],
        [max(r["error"], FLOOR) for r in points],
        color=colour,
        marker=marker,
        linestyle=style,
        linewidth=width,
        markersize=SIZES.get(method, 5),
        markerfacecolor="white" if method in HOLLOW else colour,
        zorder=4 if method in laws.WHATIF else 3,
    )
    return drawn


def panel(ax, records):
    """Draws one problem and returns its lines by method."""
    ax.set_title(records[0]["title"], fontsize=10)
    lines = {}
    for method in LOOKS:
        if mine := [r for r in records if r["method"] == method]:
            lines[method] = line(ax, mine, method)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_ylim(FLOOR / 3, 10)
    ax.yaxis.set_major_locator(FixedLocator([10.0**-k for k in range(0, 15, 2)]))
    ax.xaxis.set_major_locator(LogLocator(numticks=12))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.grid(True, which="major", color="0.9")
    ax.spines[["top", "right"]].set_visible(False)
    return lines


def draw(records, file):
    titles = list(dict.fromkeys(r["title"] for r in records))
    rows = -(-len(titles) // COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(3.6 * COLUMNS, 3.6 * rows), squeeze=False, layout="constrained")
    shown = {}
    for ax, title in zip(axes.flat, titles):
        shown |= panel(ax, [r for r in records if r["title"] == title])
    for ax in axes.flat[len(titles) :]:
        ax.set_axis_off()
    for ax in axes[:, 0]:
        ax.set_ylabel("error")
    for ax in axes[-1]:
        ax.set_xlabel("processor time, s")
    names = [m for m in LOOKS if m in shown]
    figure.legend(
        [shown[m] for m in names], [laws.NAMES[m] for m in names], loc="outside lower center", ncols=6, frameon=False
    )
    figure.suptitle("Error against processor time, relative tolerances from 1e-4 (above) to 1e-11 (below)", fontsize=11)
    figure.savefig(file, dpi=130)
    plt.close(figure)
