"""Say how sure the answer of the measured example is.

    python examples/measured/spread.py [results/measured-spread]

Of the draws of spread.toml, those whose rmse_train lies within 5 % of the
least fit the first four weeks about as well as the best. What else do they say?
"""

import sys
from pathlib import Path

import pyarrow as pa


def read(folder):
    parts = sorted(Path(folder).glob("part-*.arrow"))
    return pa.concat_tables([pa.ipc.open_file(p.read_bytes()).read_all().unify_dictionaries() for p in parts]).to_pandas()


def tell(name, values, unit):
    low, middle, high = values.quantile([0, 0.5, 1])
    print(f"  {name:34} {middle:7.2f} {unit:4} ({low:.2f} to {high:.2f})")


def main(result):
    runs = read(Path(result) / "runs")
    for variant, rows in runs.groupby("variant", observed=True):
        now, colder = (rows[rows.sweep == point].set_index("draw") for point in (0, 1))
        best = now.rmse_train.min()
        good = now.index[now.rmse_train <= 1.05 * best]
        print(f"{variant}: {len(good)} of {len(now)} draws within 5 % of {best:.3f} K; median (least to greatest)")
        tell("RMSE of week 5", now.rmse_hold[good], "K")
        tell("heat of week 5", now.heat_hold[good], "kWh")
        tell("less with 14 degC at night", (now.heat_hold - colder.heat_hold)[good], "kWh")
        tell("coldest at work with 14 degC", colder.coldest_work[good], "degC")


if __name__ == "__main__":
    main((sys.argv[1:] or ["results/measured-spread"])[0])
