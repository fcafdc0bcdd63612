"""Make load.csv: what the parcels on a conveyor weigh, as a load cell under its frame
would record it.

    python examples/conveyor/make_load.py

Parcels of 2 to 30 kg come about every second and stay for 12 s; the cell swings by a
twentieth with the turns of the rollers.
"""

import math
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAY, EVERY, SPAN = 12.0, 0.25, 90.0


def main():
    draw = random.Random(20260112)
    parcels, t = [], -STAY
    while t < SPAN:
        t += draw.expovariate(1 / 1.1)
        parcels.append((t, draw.triangular(2, 30, 8)))
    lines = ["time_s,weight_n"]
    for k in range(int(SPAN / EVERY) + 1):
        now = k * EVERY
        weight = sum(m for begin, m in parcels if begin <= now < begin + STAY) * 9.80665
        shown = weight * (1 + 0.05 * math.sin(2 * math.pi * now / 0.9))
        lines.append(f"{now:.2f},{shown:.0f}")
    (HERE / "load.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
