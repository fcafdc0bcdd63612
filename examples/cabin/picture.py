"""Draw how the two cabins cool, from the example's Arrow tables.

    python examples/cabin/picture.py [RESULT [PICTURE]]

Reads results/cabin and writes examples/cabin/picture.png unless told otherwise.
Left Aquarius, right Odyssey: the median of the draws, and for the flight as it
was the band that holds nine draws of ten. Printed: the table of README.md.
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
VARIANTS = {
    "as_flown": ("as flown", "black"),
    "powered": ("Aquarius stays powered", "#D55E00"),
    "all_off": ("all off after the burn", "#E69F00"),
    "platform": ("60 W for Odyssey's platform", "#009E73"),
    "hatch_closed": ("hatch closed", "#CC79A7"),
    "shadow": ("in shadow", "#0072B2"),
}
REPORTED = {"aquarius": (9.4, 12.8), "odyssey": (3.3, 3.3)}  # degC: 49 to 55 degF, 38 degF


def read(path):
    return pa.ipc.open_file(pa.OSFile(str(path))).read_all().to_pandas()


def parts(result, table):
    return pd.concat([read(p) for p in sorted((Path(result) / table).glob("part-*.arrow"))], ignore_index=True)


def tell(result):
    runs = parts(result, "runs")
    columns = ["aquarius", "odyssey", "odyssey_warm", "shield", "energy", "to_coolant"]
    print(runs.groupby("variant")[columns].mean().loc[list(VARIANTS)].round(1).to_string())
    low, high = runs.groupby("variant")["odyssey"].quantile(0.05), runs.groupby("variant")["odyssey"].quantile(0.95)
    print(pd.DataFrame({"odyssey 5 %": low, "95 %": high}).loc[list(VARIANTS)].round(1).to_string())


def draw(result, picture):
    tell(result)
    rows = parts(result, "series_thermal_node")
    fig, both = plt.subplots(1, 2, figsize=(11, 4.2), dpi=110, layout="constrained", sharey=True)
    for axes, twin, title in zip(both, ("aquarius", "odyssey"), ("Aquarius: three men and 350 W", "Odyssey: switched off")):
        its = rows[rows.twin == twin]
        for name, (label, colour) in VARIANTS.items():
            by_time = its[its.variant == name].groupby("t").temperature
            hours = by_time.median().index / 3600
            axes.plot(hours, by_time.median(), color=colour, linewidth=2 if name == "as_flown" else 1.4, label=label)
            if name == "as_flown":
                axes.fill_between(hours, by_time.quantile(0.05), by_time.quantile(0.95), color="0.85", linewidth=0)
        low, high = REPORTED[twin]
        if low < high:
            axes.axhspan(low, high, color="0.93", zorder=0)
            axes.annotate("reported: 49 to 55 °F", (1, low), xytext=(0, 3), textcoords="offset points", fontsize=8)
        else:
            axes.plot(83, low, "o", color="black", markersize=6)
            axes.annotate("reported: 38 °F", (83, low), xytext=(-6, -14), textcoords="offset points", fontsize=8, ha="right")
        axes.axvspan(24, 75, color="0.5", alpha=0.06, linewidth=0)
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_xlabel("hours since the crew moved over")
        axes.set_xlim(0, 84)
        axes.grid(axis="y", color="0.92")
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    both[0].set_ylabel("temperature, °C")
    both[1].legend(frameon=False, fontsize=8, loc="lower left")
    fig.savefig(picture)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    draw(*(sys.argv[1:] + ["results/cabin", HERE / "picture.png"][len(sys.argv) - 1 :]))
