"""Draw price against comfort from the Arrow tables of the home example.

    python examples/home/picture.py [results/home-hot-water] [examples/home/picture.png]

Left: what hot water costs against how long people stand under tepid showers, one curve
per strategy, one point per set-point: means over the draws. Crosses hold the middle half
of the draws, that is, of the families. Right: the tank through a weekday, as the median.
The numbers of README.md go to the terminal.
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

HERE = Path(__file__).resolve().parent
ZONE = "Europe/Berlin"
WEEKS = 2
REPLICATES = 8
STUDENT = 2.365  # 97.5 % quantile of Student's t for 7 degrees of freedom
SETPOINT = "input_setpoint_value"
# Colours of Okabe and Ito, told apart by the colour-blind; markers tell them apart in print.
STRATEGIES = {
    "always": ("#000000", "o", "at all hours (today)"),
    "shift": ("#0072B2", "s", "filled up by 17:00, coasting to 21:00"),
    "shift_large": ("#56B4E9", "D", "the same, 500 l"),
    "night": ("#D55E00", "v", "at night only"),
    "night_large": ("#E69F00", "^", "the same, 500 l"),
}
DAY = "2026-01-15"  # a Thursday


def read(path):
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all().to_pandas()


def runs(result):
    table = pd.concat([read(p) for p in sorted((result / "runs").glob("part-*.arrow"))], ignore_index=True)
    table["dear_share"] = 100 * table.dear_energy / table.energy
    table["mean_cop"] = table.heat / table.energy
    table["tepid"] *= 60 / WEEKS  # minutes a week
    for name in ("tepid_showers", "showers", "energy", "heat", "co2", "shortfall"):
        table[name] /= WEEKS
    return table


def half_width(values, draws):
    """Of the 95 % interval of the mean, from the means of the replicates."""
    size = (draws.max() + 1) // REPLICATES
    means = values.groupby(draws // size).mean()
    return STUDENT * means.std() / np.sqrt(REPLICATES)


def tell(table):
    shown = ["cost", "energy", "mean_cop", "dear_share", "co2", "peak", "tepid_showers", "tepid", "shortfall", "coldest"]
    print(table.groupby(["variant", SETPOINT], observed=True, sort=False)[shown].mean().round(2).to_string())
    print("\nless today (always, 55 degC), draw by draw: mean +- half of its 95 % interval (5 % and 95 % of the draws)")
    today = table[(table.variant == "always") & (table[SETPOINT] == 55)].set_index("draw")
    for (variant, setpoint), rows in table.groupby(["variant", SETPOINT], observed=True, sort=False):
        parts = []
        for name in ("cost", "house_cost", "tepid_showers"):
            d = rows.set_index("draw")[name] - today[name]
            hw = half_width(d, d.index.to_series())
            low, high = d.quantile([0.05, 0.95])
            parts.append(f"{name} {d.mean():6.2f} +- {hw:.2f} ({low:.2f} .. {high:.2f})")
        print(f"{variant:12} {setpoint:.0f}  " + "   ".join(parts))


def trade(axes, table):
    for variant, (colour, marker, label) in STRATEGIES.items():
        points = table[table.variant == variant].groupby(SETPOINT)
        cost, tepid = points.cost, points.tepid
        x, y = tepid.mean(), cost.mean()
        for at in x.index:
            axes.plot([tepid.quantile(0.25)[at], tepid.quantile(0.75)[at]], [y[at]] * 2, color=colour, alpha=0.3, lw=1)
            axes.plot([x[at]] * 2, [cost.quantile(0.25)[at], cost.quantile(0.75)[at]], color=colour, alpha=0.3, lw=1)
        axes.plot(x, y, color=colour, marker=marker, ms=6, lw=1.6, label=label)
    axes.set_xscale("function", functions=(np.sqrt, np.square))
    axes.set_xlim(0, None)
    axes.set_ylim(3, 15.5)
    axes.set_xticks([0, 1, 5, 10, 20, 40, 60, 80, 100, 120])


def mark(axes, table, variant, setpoint, text, place):
    def means(name, at):
        rows = table[(table.variant == name) & (table[SETPOINT] == at)]
        return rows.tepid.mean(), rows.cost.mean(), rows.tepid_showers.mean()

    x, y, showers = means(variant, setpoint)
    _, cost, before = means("always", 55)
    if (variant, setpoint) != ("always", 55):
        text += f"\n{y - cost:+.2f} EUR, {showers - before:+.1f} tepid a week".replace("-", "−")
    axes.annotate(text, (x, y), xytext=place, textcoords="data", va="center", color="0.15", fontsize=9,
                  bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8},
                  arrowprops={"arrowstyle": "-", "color": "0.4", "shrinkB": 6})


def day(axes, result, table):
    summary = read(result / "summary.arrow")
    tank = summary[(summary.twin == "tank") & (summary.variable == "temperature")].copy()
    tank["clock"] = tank["time"].dt.tz_convert(ZONE)
    begin = pd.Timestamp(DAY, tz=ZONE)
    tank = tank[(tank.clock >= begin) & (tank.clock <= begin + pd.Timedelta(days=1))]
    sweep = table[table[SETPOINT] == 55].sweep.iloc[0]
    for hours, grey, word in (((0, 6), "0.96", "22 ct"), ((6, 17), "0.91", "34 ct"), ((17, 21), "0.82", "44 ct"),
                              ((21, 22), "0.91", ""), ((22, 24), "0.96", "22 ct")):
        left, right = (begin + pd.Timedelta(hours=h) for h in hours)
        axes.axvspan(left, right, color=grey, lw=0, zorder=0)
        axes.annotate(word, (left + (right - left) / 2, 65.5), ha="center", va="top", color="0.35", fontsize=9)
    for variant, word, at, level in (("always", "today", 10.2, 57.5), ("shift", "coasting", 16.0, 62.9), ("night", "night only", 12.5, 48.6)):
        colour = STRATEGIES[variant][0]
        axes.annotate(word, (begin + pd.Timedelta(hours=at), level), color=colour, fontsize=10)
        rows = tank[(tank.variant == variant) & (tank.sweep == sweep)]
        axes.fill_between(rows.clock, rows.q25, rows.q75, color=colour, alpha=0.15, lw=0)
        axes.plot(rows.clock, rows.q50, color=colour, lw=1.8)
    axes.axhline(42, color="0.3", lw=1, ls=(0, (4, 3)))
    axes.annotate("below: tepid", (begin + pd.Timedelta(minutes=20), 41.4), va="top", color="0.25", fontsize=9)
    axes.set_xlim(begin, begin + pd.Timedelta(days=1))
    axes.set_ylim(29, 66)
    axes.xaxis.set_major_locator(dates.HourLocator(byhour=range(0, 24, 6), tz=begin.tz))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M", tz=begin.tz))


def draw(result, picture):
    table = runs(Path(result))
    tell(table)
    fig, (left, right) = plt.subplots(1, 2, figsize=(12.5, 5.6), dpi=120, width_ratios=[1.45, 1])
    trade(left, table)
    mark(left, table, "always", 55, "today: 55 °C", (4.2, 13.6))
    mark(left, table, "always", 48, "cooler: 48 °C", (34, 10.3))
    mark(left, table, "shift", 55, "coasting: 55 °C", (12.5, 11.75))
    mark(left, table, "shift_large", 51, "coasting, 500 l: 51 °C", (0.1, 6.7))
    mark(left, table, "night_large", 60, "at night, 500 l: 60 °C", (3, 4.8))
    left.set_xlabel("showers and baths below 42 °C, minutes a week")
    left.set_ylabel("electricity for hot water, EUR a week")
    left.legend(frameon=False, loc="upper right", fontsize=9, title_fontsize=9, title="the tank is heated …", alignment="left")
    left.set_title("Curves: set-points 60, 55, 51, 48 °C from left to right. Crosses: the middle half of 64 draws", fontsize=10, loc="left", color="0.3")
    day(right, Path(result), table)
    right.set_ylabel("tank, °C")
    right.set_title("The tank on a Thursday, set-point 55 °C: median and middle half", fontsize=10, loc="left", color="0.3")
    for axes in (left, right):
        axes.grid(axis="y", color="0.9")
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    fig.suptitle("Coasting through the dear hours saves as much as a cooler tank, for one more tepid shower a week instead of six",
                 x=0.01, ha="left", fontsize=13)
    fig.tight_layout()
    fig.savefig(picture)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    names = sys.argv[1:] + ["results/home-hot-water", HERE / "picture.png"][len(sys.argv) - 1:]
    draw(*names)
