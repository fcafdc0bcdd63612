"""Make homes.csv: a thousand made-up homes with electric heating on one feeder.

    python examples/district/make_homes.py [FILE]

Nothing here was measured. The homes are drawn with a fixed seed, so that the file
comes out the same every time; what is drawn, and why, stands below.
"""

import csv
import random
import sys
from pathlib import Path

HOMES = 1000
COLDEST = -12.0  # degC, what the heaters are sized for
SIZES = [2, 3, 4, 5, 6, 7.5, 9, 12, 15]  # kW that fixed electric heating is sold in

# Kinds of home: part of the district, floor area in m2 (mean, spread), heat loss with
# ventilation in W/K per m2 of floor (mean, spread). Flats have few outer walls.
KINDS = [
    (0.55, (62, 14), (0.85, 0.20)),  # flats
    (0.30, (95, 16), (1.30, 0.25)),  # terraced houses
    (0.15, (125, 22), (1.60, 0.35)),  # detached houses
]


def home(draw):
    _, area, loss = draw.choices(KINDS, [k[0] for k in KINDS])[0]
    area = min(max(draw.gauss(*area), 30), 180)
    loss = area * max(draw.gauss(*loss), 0.4)
    setpoint = min(max(round(draw.gauss(20.7, 0.8)), 19), 22)
    # A third to spare over the coldest day.
    need = 1.33 * loss * (20 - COLDEST) / 1000
    return {
        "heat_loss": round(loss),
        # Air, furniture and plaster at once, 60 kJ/(m2 K); behind it 165 kJ/(m2 K) of
        # walls and floors (a medium building of ISO 13790), reached by 9 W/K per m2.
        "capacity": round(area * 0.06, 2),
        "mass_capacity": round(area * 0.165 * min(max(draw.gauss(1, 0.2), 0.6), 1.6), 1),
        "mass_coupling": round(area * 9),
        "power": next((s for s in SIZES if s >= need), SIZES[-1]),
        "setpoint": setpoint,
        "gains": round(area * 3 + draw.choice([-60, 0, 0, 60])),
        "start": round(setpoint + draw.uniform(-0.4, 0.4), 2),
    }


def main():
    draw = random.Random(2024)
    homes = [home(draw) for _ in range(HOMES)]
    for i, h in enumerate(homes):
        # How long before 07:00 the home begins to heat when the district takes turns:
        # 240, 220, ... 0 min, door after door.
        h["lead"] = 240 - 20 * (i % 13)
    path = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "homes.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["id", *homes[0]], lineterminator="\n")
        table.writeheader()
        for i, h in enumerate(homes):
            table.writerow({"id": f"h{i + 1:04}", **h})


if __name__ == "__main__":
    main()
