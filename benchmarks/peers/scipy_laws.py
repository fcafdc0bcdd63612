"""The laws of cpp/smooth.h and cpp/mechanics.h with scipy.integrate.solve_ivp.

    scipy_laws.py PROBLEM METHOD RTOL RUNS [FILE]

METHOD is one of solve_ivp's. Each guard is a terminal event, and the solver is
started anew after it and after each action of a controller. The command line,
the line that is printed and the files are those of cpp/timing.h; but as a
solution takes long, a run is one, and none goes before it.
"""

import json
import math
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp


class Smooth:
    """A law without events: its state at the end is all that counts."""

    guards, sampled = 0, False

    def __init__(self, start, end, scale, slope, jacobian):
        self.start, self.end, self.every, self.scale = start, end, end, scale
        self.slope, self.jacobian = slope, jacobian


def robertson():
    def slope(t, y):
        slow, back, fast = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] * y[1]
        return [back - slow, slow - back - fast, fast]

    def jacobian(t, y):
        back, fast = 1e4 * y[1], 6e7 * y[1]
        return [[-0.04, 1e4 * y[2], back], [0.04, -1e4 * y[2] - fast, -back], [0, fast, 0]]

    return Smooth([1, 0, 0], 1e11, [1e-4, 1e-10, 1], slope, jacobian)


def hires():
    linear = np.zeros((8, 8))
    linear[0, :3] = -1.71, 0.43, 8.32
    linear[1, :2] = 1.71, -8.75
    linear[2, 2:5] = -10.03, 0.43, 0.035
    linear[3, 1:4] = 8.32, 1.71, -1.12
    linear[4, 4:7] = -1.745, 0.43, 0.43
    linear[5, 3:7] = 0.69, 1.71, -0.43, 0.69
    linear[6, 6], linear[7, 6] = -1.81, 1.81

    def slope(t, y):
        bound = 280 * y[5] * y[7]
        d = linear @ y
        d[0] += 0.0007
        d[5:8] += -bound, bound, -bound
        return d

    def jacobian(t, y):
        j = linear.copy()
        bound = 280 * np.array([[-1], [1], [-1]])
        j[5:8, [5]] += bound * y[7]
        j[5:8, [7]] += bound * y[5]
        return j

    return Smooth([1, 0, 0, 0, 0, 0, 0, 0.0057], 321.8122, [1e-3] * 8, slope, jacobian)


def vanderpol():
    def slope(t, y):
        return [y[1], ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6]

    def jacobian(t, y):
        return [[0, 1], [(-2 * y[0] * y[1] - 1) * 1e6, (1 - y[0] * y[0]) * 1e6]]

    return Smooth([2, 0], 2.0, [1, 1], slope, jacobian)


def oregonator():
    def slope(t, y):
        return [
            77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1])),
            (y[2] - (1 + y[0]) * y[1]) / 77.27,
            0.161 * (y[0] - y[2]),
        ]

    def jacobian(t, y):
        return [
            [77.27 * (1 - 2 * 8.375e-6 * y[0] - y[1]), 77.27 * (1 - y[0]), 0],
            [-y[1] / 77.27, -(1 + y[0]) / 77.27, 1 / 77.27],
            [0.161, 0, -0.161],
        ]

    return Smooth([1, 2, 3], 360.0, [1] * 3, slope, jacobian)


def pleiades():
    mass = np.arange(1.0, 8.0)

    def slope(t, y):
        dx, dy = y[:7] - y[:7, None], y[7:14] - y[7:14, None]
        apart = dx * dx + dy * dy
        np.fill_diagonal(apart, 1)
        pull = mass / (apart * np.sqrt(apart))
        return np.concatenate([y[14:], (pull * dx).sum(1), (pull * dy).sum(1)])

    start = np.zeros(28)
    start[:7], start[7:14] = [3, 3, -1, -3, 2, -2, 2], [3, -3, 2, 0, 0, -4, 4]
    start[[19, 20, 24, 25]] = 1.75, -1.5, -1.25, 1
    return Smooth(start, 3.0, [1] * 28, slope, None)


class Mechanism:
    """A law with events; ways is which way of crossing counts, by guard. A sampled one has a controller."""

    jacobian, sampled = None, False


class Ball(Mechanism):
    start, end, every, scale, guards = [1.0, 0.0], 3.0, 0.01, [1] * 2, 1

    def __init__(self):
        self.lies = False

    def slope(self, t, y):
        return [0, 0] if self.lies else [y[1], -9.81]

    def guard(self, k, y):
        return 1.0 if self.lies else y[0]

    def ways(self):
        return [-1]

    def react(self, y, crossed):
        speed = -0.7 * y[1]
        self.lies = abs(speed) < 0.1
        return [0.0, 0.0 if self.lies else speed]


class Slip(Mechanism):
    start, end, every, scale, guards = [0.0, 0.0], 1000.0, 0.1, [1] * 2, 1
    belt = 0.2

    def __init__(self):
        self.mode = "slower"

    def slope(self, t, y):
        if self.mode == "sticks":
            return [self.belt, 0]
        slip = y[1] - self.belt
        return [y[1], (1 / (1 - 3 * slip) if self.mode == "slower" else -1 / (1 + 3 * slip)) - y[0]]

    def guard(self, k, y):
        return 1 - y[0] if self.mode == "sticks" else y[1] - self.belt

    def ways(self):
        return [1 if self.mode == "slower" else -1]

    def react(self, y, crossed):
        if self.mode == "sticks":
            self.mode = "slower"
        elif abs(y[0]) <= 1:
            self.mode = "sticks"
            return [y[0], self.belt]
        else:
            self.mode = "faster" if self.mode == "slower" else "slower"
        return y


class Gear(Mechanism):
    start, end, every, scale, guards = [0.0] * 4, 10.0, 0.001, [1] * 4, 2
    sampled = True

    def __init__(self):
        self.touches, self.integral, self.torque = 0, 0.0, 0.0

    def slope(self, t, y):
        through = 0.0
        if self.touches:
            through = 5000 * (y[0] / 5 - y[2] - self.touches * 0.005) + 2 * (y[1] / 5 - y[3])
        return [y[1], (self.torque - through / 5 - 0.001 * y[1]) / 0.005, y[3], (through - 0.05 * y[3]) / 0.2]

    def guard(self, k, y):
        return y[0] / 5 - y[2] + (0.005 if k else -0.005)

    def ways(self):
        return [-1 if self.touches == 1 else 1, 1 if self.touches == -1 else -1]

    def react(self, y, crossed):
        if crossed == 0:
            self.touches = 0 if self.touches == 1 else 1
        else:
            self.touches = 0 if self.touches == -1 else -1
        return y

    def control(self, t, y):
        off = 50 * math.sin(2 * math.pi * t) - y[1]
        self.integral += off * 0.001
        self.torque = 0.5 * off + 5 * self.integral


LAWS = {f.__name__.lower(): f for f in (robertson, hires, vanderpol, oregonator, pleiades, Ball, Slip, Gear)}


def guards_of(law):
    """The guards as solve_ivp wants them; which way counts is set by direct."""

    def make(k):
        def guard(t, y):
            return law.guard(k, y)

        guard.terminal = True
        return guard

    return [make(k) for k in range(law.guards)]


def direct(guards, law):
    for guard, way in zip(guards, law.ways() if guards else ()):
        guard.direction = way


def solve(law, method, rtol):
    """All states at each sample, and (time, guard) of each event. A sampled law stops at each sample."""
    options = {"method": method, "rtol": rtol, "atol": rtol * np.array(law.scale)}
    if law.jacobian and method in ("Radau", "BDF", "LSODA"):
        options["jac"] = law.jacobian
    guards = guards_of(law)
    direct(guards, law)
    count = round(law.end / law.every)
    grid = np.arange(count + 1) * law.every
    y = np.array(law.start, dtype=float)
    samples = np.empty((count + 1, len(y)))
    samples[0] = y
    events, t, done = [], 0.0, 0
    while done < count:
        last = done + 1 if law.sampled else count
        rest, end = grid[done + 1 : last + 1], grid[last]
        s = solve_ivp(law.slope, (t, end), y, events=guards or None, t_eval=rest, **options)
        if s.status < 0:
            raise ArithmeticError(s.message)
        got = len(s.t)
        if got:
            samples[done + 1 : done + 1 + got] = s.y.T
            done += got
        if s.status == 1:
            k = next(k for k in range(law.guards) if len(s.t_events[k]))
            t = s.t_events[k][0]
            events.append((t, k))
            y = np.array(law.react(s.y_events[k][0], k), dtype=float)
            direct(guards, law)
        elif done < count:
            t, y = end, s.y[:, -1]
            law.control(t, y)
    return samples, np.array(events, dtype=float).reshape(-1, 2)


def main():
    problem, method, rtol, runs = sys.argv[1:5]
    if problem not in LAWS:
        sys.exit(f"no problem is called {problem}")
    cpu = []
    for _ in range(int(runs)):
        law = LAWS[problem]()
        begun = time.process_time()
        samples, events = solve(law, method, float(rtol))
        cpu.append(time.process_time() - begun)
    print(json.dumps({"cpu": cpu, "events": len(events), "last": float(events[-1][0]) if len(events) else 0.0}))
    if len(sys.argv) > 5:
        samples.tofile(sys.argv[5] + ".states")
        events.tofile(sys.argv[5] + ".events")


if __name__ == "__main__":
    main()
