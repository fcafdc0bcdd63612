"""Problem T1 with scipy.integrate.solve_ivp.

    scipy_rooms.py t1 ROOMS HOURS METHOD RTOL REPS [FILE]

METHOD is one of solve_ivp's. The right-hand side is one product with a matrix;
each thermostat is a terminal event; the solver is started anew after each
switching and each hour, since the inputs jump there. The command line, the line
that is printed and the files are those of the other programs (cpp/task.h,
cpp/trace.h); the numbers of the problem are those of cpp/rooms.h.
"""

import json
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

MASK = (1 << 64) - 1
OMEGA = 2 * np.pi / 86400
NEIGHBOUR = 1 / 0.02  # W/K


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def uniform(seed, a, b):
    return (mix(mix(mix(seed) ^ a) ^ b) >> 11) * 2.0**-53


class Rooms:
    """x' = matrix x + heat/capacity + leaks outdoor, x being (air, wall) room by room."""

    def __init__(self, rooms, hours, seed=1):
        def column(stream):
            return np.array([uniform(seed, stream, i) for i in range(rooms)])

        self.rooms = rooms
        self.air = 5e5 * (0.8 + 0.4 * column(1))
        self.wall = 1e7 * (0.8 + 0.4 * column(2))
        self.inward = 1 / (0.005 * (0.8 + 0.4 * column(3)))
        self.outward = 1 / (0.03 * (0.8 + 0.4 * column(4)))
        self.leakage = 1 / (0.1 * (0.8 + 0.4 * column(5)))
        self.power = 1600 * (0.9 + 0.2 * column(6))
        self.setpoint = 20.5 + column(7)
        self.offset = [-1 + 2 * uniform(seed, 8, k) for k in range(hours)]
        self.gains = np.array([[150 * uniform(seed, 1000 + i, k) for i in range(rooms)] for k in range(hours)])

    def assemble(self):
        """Sets the equations up from the numbers."""
        rooms, wall, inward, outward, leakage = self.rooms, self.wall, self.inward, self.outward, self.leakage
        self.matrix = np.zeros((2 * rooms, 2 * rooms))
        self.leaks = np.zeros(2 * rooms)
        for i in range(rooms):
            a, w = 2 * i, 2 * i + 1
            self.matrix[a, a] = -(inward[i] + leakage[i]) / self.air[i]
            self.matrix[a, w] = inward[i] / self.air[i]
            self.matrix[w, a] = inward[i] / wall[i]
            self.matrix[w, w] = -(inward[i] + outward[i]) / wall[i]
            self.leaks[a], self.leaks[w] = leakage[i] / self.air[i], outward[i] / wall[i]
            if rooms >= 3:
                for j in ((i - 1) % rooms, (i + 1) % rooms):
                    self.matrix[a, 2 * j] += NEIGHBOUR / self.air[i]
                    self.matrix[a, a] -= NEIGHBOUR / self.air[i]


def reaches(state, level, direction):
    def guard(_, x):
        return x[state] - level

    guard.terminal, guard.direction = True, direction
    return guard


def solve(p, hours, method, rtol):
    """All states each minute, and (time, room) of each switching; with all the setting up."""
    p.assemble()
    rooms = p.rooms
    x = np.column_stack([p.setpoint, p.setpoint - 2]).ravel()
    on = np.arange(rooms) % 2 == 1
    samples = np.empty((hours * 60 + 1, 2 * rooms))
    samples[0] = x
    switchings = []
    options = {"rtol": rtol, "atol": rtol * 1e-2, "method": method}
    if method == "LSODA":
        options["jac"] = lambda t, x: p.matrix
    elif method in ("BDF", "Radau"):
        options["jac"] = p.matrix
    t = 0.0
    for k in range(hours):
        end = (k + 1) * 3600.0
        while t < end:
            heat = np.zeros(2 * rooms)
            heat[0::2] = (p.gains[k] + np.where(on, p.power, 0)) / p.air
            offset = 5 + p.offset[k]

            def slope(t, x):
                return p.matrix @ x + heat + p.leaks * (offset + 5 * np.sin(OMEGA * t - 2))

            guards = [
                reaches(2 * i, p.setpoint[i] + (0.5 if on[i] else -0.5), 1 if on[i] else -1) for i in range(rooms)
            ]
            minutes = np.arange(int(t // 60) + 1, int(end // 60) + 1)
            s = solve_ivp(slope, (t, end), x, events=guards, t_eval=minutes * 60.0, **options)
            if len(s.t):
                samples[minutes[: len(s.t)]] = s.y.T
            if s.status == 0:
                t, x = end, s.y[:, -1]
                continue
            for i in range(rooms):
                if len(s.t_events[i]):
                    t, x = s.t_events[i][0], s.y_events[i][0]
                    on[i] = not on[i]
                    switchings.append((t, i))
    return samples, np.array(switchings, dtype=float)


def main():
    problem, rooms, hours, method, rtol, repetitions = sys.argv[1:7]
    if problem != "t1":
        sys.exit(f"no problem is called {problem}")
    p = Rooms(int(rooms), int(hours))
    cpu = []
    for _ in range(int(repetitions)):
        begun = time.process_time()
        samples, switchings = solve(p, int(hours), method, float(rtol))
        cpu.append(time.process_time() - begun)
    print(json.dumps({"cpu": cpu, "events": len(switchings), "last": switchings[-1][0]}))
    if len(sys.argv) > 7:
        samples.tofile(sys.argv[7] + ".states")
        switchings.tofile(sys.argv[7] + ".events")


if __name__ == "__main__":
    main()
