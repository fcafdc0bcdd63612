"""Draw the feeder of the district example, and tell what its tables say.

    python examples/district/picture.py [RESULT [PICTURE]]

Reads results/district and writes examples/district/picture.png unless told otherwise:
what the feeder delivers on the second morning, the median over the draws. Printed: the
table of README.md.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa

HERE = Path(__file__).resolve().parent
# Okabe and Ito's colours, which the colour-blind can tell apart.
LEFT = {
    "constant": ("the same day and night", "0.5"),
    "together": ("set-back, all from 06:00", "#D55E00"),
    "in_turns": ("set-back, in turns from 03:00 to 07:00", "#0072B2"),
}
RIGHT = {
    "constant": LEFT["constant"],
    "shallow": ("1 K less only", "#CC79A7"),
    "steps": ("half a kelvin every half hour", "#009E73"),
    "capped": ("heaters held to 60 % until 09:00", "#E69F00"),
}


def parts(result, table):
    files = sorted((Path(result) / table).glob("part-*.arrow"))
    return pd.concat([pa.ipc.open_file(pa.OSFile(str(p))).read_all().to_pandas() for p in files], ignore_index=True)


def tell(result):
    runs = parts(result, "runs").set_index(["variant", "draw"])[["peak", "energy", "cold", "cold_worst"]]
    base = runs.loc["constant"]
    means = runs.groupby("variant", sort=False).mean()
    for name in ("peak", "energy"):
        more = runs[name].unstack("variant").div(base[name], axis=0)
        means[f"{name} against constant, %"] = (more.mean() - 1) * 100
    print(means.round(2).to_string())


def draw(result, picture):
    tell(result)
    rows = parts(result, "series_meter")
    fig, both = plt.subplots(1, 2, figsize=(11, 4), dpi=110, layout="constrained", sharey=True)
    for axes, variants in zip(both, (LEFT, RIGHT)):
        for name, (label, colour) in variants.items():
            power = rows[rows.variant == name].groupby("t").power.median() / 1e6
            # A mean over the step that ends at its stamp.
            axes.step(power.index / 3600 - 24, power, where="pre", color=colour, linewidth=1.5, label=label)
        axes.set_xlim(0, 14)
        axes.set_ylim(0, 7.4)
        axes.set_xticks(range(0, 15, 2), [f"{h:02}:00" for h in range(0, 15, 2)])
        axes.grid(axis="y", color="0.92")
        axes.legend(frameon=False, fontsize=8, loc="upper right", ncols=1)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    both[0].set_ylabel("feeder, MW (means over 15 min)")
    both[0].set_title("A set-back makes a peak; turns take a sixth off it", fontsize=10, loc="left")
    both[1].set_title("What else one might try only moves it", fontsize=10, loc="left")
    fig.savefig(picture)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    draw(*(sys.argv[1:] + ["results/district", HERE / "picture.png"][len(sys.argv) - 1 :]))
