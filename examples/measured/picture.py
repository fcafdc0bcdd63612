"""Draw the measured example from its Arrow tables.

    python examples/measured/picture.py [results/measured] [results/measured-valley]

writes measured.png, and valley.png if the sweep has been run, beside this file.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyarrow as pa

HERE = Path(__file__).parent
ZONE = "Europe/Berlin"
HOLD = pd.Timestamp("2026-03-23", tz=ZONE)  # the first moment of the fifth week
DRAWINGS = 174  # W/K

# Colours of Okabe and Ito, which the colour-blind tell apart; and dashes.
STYLE = {
    "one_capacity": ("#E69F00", (0, (5, 2)), "one capacity"),
    "fitted_loss": ("#0072B2", (0, (1, 1)), "air + heavy parts"),
    "drawings": ("#999999", "-", "loss of the\ndrawings"),
    "with_gains": ("#D55E00", "-", "with sun\nand people"),
    "two_more": ("#009E73", "-", "two more\nnumbers"),
}


def read(folder):
    parts = sorted(Path(folder).glob("part-*.arrow"))
    return pa.concat_tables([pa.ipc.open_file(p.read_bytes()).read_all().unify_dictionaries() for p in parts]).to_pandas()


def days(axes):
    axes.xaxis.set_major_locator(dates.DayLocator(tz=ZONE))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%a %d %b", tz=ZONE))
    axes.set_xticks(axes.get_xticks()[:-1])
    for label in axes.get_xticklabels():
        label.set_horizontalalignment("left")


def curves(upper, lower, zone):
    hold = zone[zone.time >= HOLD]
    one = hold[hold.variant == "with_gains"]
    measured = one.temperature - one.temperature_residual  # model less its residual
    upper.plot(one.time, measured, color="black", linewidth=2.4, alpha=0.55, label="measured")
    for name in ("one_capacity", "fitted_loss", "with_gains"):
        colour, dash, label = STYLE[name]
        rows = hold[hold.variant == name]
        label = label.replace("\n", " ")
        upper.plot(rows.time, rows.temperature, color=colour, linestyle=dash, linewidth=1.5, label=label)
        lower.plot(rows.time, rows.temperature_residual, color=colour, linestyle=dash, linewidth=1.3)
    lower.axhline(0, color="black", linewidth=0.8)
    upper.set_ylabel("room, °C")
    lower.set_ylabel("model less\nmeasured, K")
    upper.legend(frameon=False, ncols=4, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    lower.set_xlim(HOLD, hold.time.max())
    days(lower)
    upper.tick_params(labelbottom=False)


def bars(axes, runs, limit=2.0):
    at = np.arange(len(STYLE))
    for shift, column, label, hatch in ((-0.2, "rmse_train", "weeks 1 to 4", ""), (0.2, "rmse_hold", "week 5, unseen", "////")):
        for k, name in enumerate(STYLE):
            value = runs.loc[runs.variant == name, column].iloc[0]
            axes.bar(k + shift, min(value, limit), 0.38, color=STYLE[name][0] if not hatch else "white",
                     edgecolor=STYLE[name][0], hatch=hatch)
            text = f"{value:.2f}" if value < limit else f"{value:.1f}↑"
            axes.text(k + shift, min(value, limit) + 0.03, text, ha="center", fontsize=8)
        axes.bar(0, 0, color="0.5" if not hatch else "white", edgecolor="0.5", hatch=hatch, label=label)
    axes.set_ylim(0, limit * 1.12)
    axes.set_xticks(at, [s[2].replace("air + ", "air +\n") for s in STYLE.values()], fontsize=8)
    axes.set_ylabel("RMSE, K")
    axes.set_title("Is it as good where it was not fitted?", loc="left", fontsize=10)
    axes.legend(frameon=False, loc="upper left", fontsize=8)


def by_hour(axes, zone):
    train = zone[zone.time < HOLD]
    local = train.time.dt.tz_convert(ZONE)
    weekday = local.dt.day_of_week < 5
    for name, which, label, dash in (
        ("fitted_loss", weekday, "air + heavy parts, Mon-Fri", (0, (1, 1))),
        ("fitted_loss", ~weekday, "air + heavy parts, Sat-Sun", (0, (5, 2))),
        ("with_gains", weekday, "with sun and people, Mon-Fri", "-"),
    ):
        rows = which & (train.variant == name)
        mean = train[rows].temperature_residual.groupby(local[rows].dt.hour).mean()
        axes.plot(mean.index + 0.5, mean, color=STYLE[name][0], linestyle=dash, linewidth=1.8, label=label)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_xlim(0, 24)
    axes.set_xticks(range(0, 25, 4), [f"{h:02}:00" for h in range(0, 25, 4)])
    axes.set_ylabel("mean of model\nless measured, K")
    axes.set_title("Weeks 1 to 4: what was forgotten has a time of day", loc="left", fontsize=10)
    axes.legend(frameon=False, fontsize=8, loc="lower left")
    axes.set_ylim(-1.5, 0.8)


def measured(result):
    zone = read(Path(result) / "series_thermal_room")
    zone = zone[zone.twin == "zone"].sort_values("t")
    zone["time"] = zone["time"].dt.tz_convert(ZONE)
    fig = plt.figure(figsize=(11, 8.6), dpi=100)
    grid = fig.add_gridspec(2, 1, height_ratios=[1.9, 1], hspace=0.24)
    top = grid[0].subgridspec(2, 1, height_ratios=[1.5, 1], hspace=0.08)
    below = grid[1].subgridspec(1, 2, wspace=0.24)
    upper = fig.add_subplot(top[0])
    lower = fig.add_subplot(top[1], sharex=upper)
    curves(upper, lower, zone)
    bars(fig.add_subplot(below[0]), read(Path(result) / "runs"))
    by_hour(fig.add_subplot(below[1]), zone)
    for axes in fig.axes:
        axes.grid(axis="y", color="0.92")
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    fig.suptitle("A week that no model has seen: those that forget sun and people drift off", fontsize=13, y=0.955)
    fig.savefig(HERE / "measured.png", bbox_inches="tight")


def valley(result):
    runs = read(Path(result) / "runs")
    titles = {"fitted_loss": "without sun and people", "with_gains": "with sun and people"}
    fig, both = plt.subplots(1, 2, figsize=(11, 4.3), dpi=110, sharey=True, layout="constrained")
    for axes, (name, title) in zip(both, titles.items()):
        rows = runs[runs.variant == name]
        table = rows.pivot_table(index="any_mass_capacity", columns="any_heat_loss", values="rmse_train")
        x, y = table.columns.to_numpy(), table.index.to_numpy() / 1e6
        levels = [0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 9]
        shade = axes.contourf(x, y, table, levels=levels, cmap="cividis_r", norm=matplotlib.colors.LogNorm(0.3, 9))
        best = rows.loc[rows.rmse_train.idxmin()]
        axes.plot(best.any_heat_loss, best.any_mass_capacity / 1e6, "o", color="#D55E00", markersize=9, markeredgecolor="white")
        left = best.any_heat_loss < 140
        axes.annotate(f"{best.any_heat_loss:.0f} W/K: {best.rmse_train:.2f} K", (best.any_heat_loss, best.any_mass_capacity / 1e6),
                      xytext=(12 if left else -12, 10), textcoords="offset points", ha="left" if left else "right",
                      bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 2})
        ink = "white" if name == "fitted_loss" else "black"
        axes.axvline(DRAWINGS, color=ink, linestyle="--", linewidth=1.5)
        axes.text(DRAWINGS - 1, 113, "drawings", color=ink, rotation=90, ha="right", va="top", fontsize=9)
        axes.set_title(title, loc="left", fontsize=11)
        axes.set_xlabel("heat loss, W/K")
    both[0].set_ylabel("capacity of the heavy parts, MJ/K")
    fig.colorbar(shade, ax=both, label="RMSE of weeks 1 to 4, K", format="%g")
    fig.suptitle("Who forgets sun and people finds a clear valley in the wrong place", fontsize=13)
    fig.savefig(HERE / "valley.png")


if __name__ == "__main__":
    given = sys.argv[1:] + ["results/measured", "results/measured-valley"][len(sys.argv) - 1:]
    if len(given) != 2:
        sys.exit(__doc__)
    measured(given[0])
    if Path(given[1]).is_dir():
        valley(given[1])
