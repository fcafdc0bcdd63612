// Extrapolation of the modified midpoint rule (Gragg, Bulirsch, Stoer; Hairer,
// Norsett, Wanner, Solving Ordinary Differential Equations I, II.9) in 80-bit
// numbers, of order 24, with the step chosen for a local error near rounding.
// Events are found by taking the step again, shorter, so that no interpolant is
// needed.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

using Long = long double;

template <class Problem>
class Extrapolation {
 public:
  static constexpr int n = Problem::states;
  using State = std::array<Long, n>;

  // Advances y at *t towards the target by one step, which lets a guard that counts
  // change its sign at the end at most. True where one did; crossed tells which.
  bool step(Problem& p, State& y, Long* t, Long target, int* crossed) {
    const Long rest = target - *t;
    Long h = std::min(proposed_, rest);
    State next = y;
    while (!attempt(p, y, h, next)) h /= 2;
    const bool cut = h == rest;
    const Long first = first_crossing(p, y, h, next, crossed);
    if (first < h || any(crossed)) {
      *t += first;
      y = next;
      return true;
    }
    proposed_ = cut ? std::max(proposed_, h) * 1.1L : 1.3L * h;
    *t = cut ? target : *t + h;
    y = next;
    return false;
  }

 private:
  static constexpr int columns = 12;
  static constexpr Long tolerance = 1e-18L;

  static bool any(const int* crossed) { return std::count(crossed, crossed + Problem::guards, 0) < Problem::guards; }

  // The states after h, by midpoint rules of 2, 4, 6 ... steps extrapolated to none.
  // False where the last two orders differ by more than the tolerance.
  static bool attempt(const Problem& p, const State& y, Long h, State& out) {
    std::array<State, columns> table;
    Long worst = 0;
    for (int k = 0; k < columns; k++) {
      const State before = table[0];
      midpoint(p, y, h, 2 * (k + 1), table[k]);
      for (int j = k - 1; j >= 0; j--) {
        const Long ratio = Long(k + 1) / Long(j + 1), weight = 1 / (ratio * ratio - 1);
        for (int i = 0; i < n; i++) table[j][i] = table[j + 1][i] + (table[j + 1][i] - table[j][i]) * weight;
      }
      worst = 0;
      for (int i = 0; i < n; i++) {
        const Long size = std::abs(table[0][i]) + Long(Problem::scale(i));
        worst = std::max(worst, k ? std::abs(table[0][i] - before[i]) / size : 1.0L);
      }
      if (!(worst < 1e10L)) return false;
      if (worst < tolerance) break;
    }
    out = table[0];
    return worst < 4 * tolerance;
  }

  static void midpoint(const Problem& p, const State& y, Long h, int parts, State& out) {
    State before = y, now, d;
    const Long part = h / parts;
    p.slope(y.data(), d.data());
    for (int i = 0; i < n; i++) now[i] = y[i] + part * d[i];
    for (int m = 1; m < parts; m++) {
      p.slope(now.data(), d.data());
      for (int i = 0; i < n; i++) {
        const Long after = before[i] + 2 * part * d[i];
        before[i] = now[i], now[i] = after;
      }
    }
    out = now;
  }

  // Where in a step of h the first guard crosses: by bisection and secants, each
  // time with the step taken anew. Next becomes the state there.
  static Long first_crossing(const Problem& p, const State& y, Long h, State& next, int* crossed) {
    constexpr int room = Problem::guards + 1;
    Long low[room], high[room];
    int ways[room];
    std::fill(crossed, crossed + Problem::guards, 0);
    p.directions(ways);
    p.guard(y.data(), low);
    p.guard(next.data(), high);
    Long first = h;
    for (int k = 0; k < Problem::guards; k++) {
      if (ways[k] * low[k] > 0 || ways[k] * high[k] <= 0) continue;
      State there = next;
      const Long at = crossing(p, y, k, ways[k], low[k], h, high[k], there);
      if (at > first) continue;
      if (at < first) std::fill(crossed, crossed + Problem::guards, 0);
      first = at, next = there, crossed[k] = 1;
    }
    return first;
  }

  static Long crossing(const Problem& p, const State& y, int k, int way, Long at_a, Long b, Long at_b, State& there) {
    Long a = 0, g[Problem::guards + 1];
    at_a *= way, at_b *= way;
    for (int turn = 0; b - a > 1e-19L * b && turn < 200; turn++) {
      // The secant is moved a little to either side in turns, so that both ends close in; each third time the
      // middle is taken.
      const Long beside = turn % 3 == 0 ? 0.9999L : 1.0001L;
      Long middle = a + (b - a) * beside * at_a / (at_a - at_b);
      if (turn % 3 == 2 || middle <= a || middle >= b) middle = (a + b) / 2;
      if (middle <= a || middle >= b) break;
      State y_there = y;
      attempt(p, y, middle, y_there);
      p.guard(y_there.data(), g);
      if (way * g[k] > 0) {
        b = middle, at_b = way * g[k], there = y_there;
      } else {
        a = middle, at_a = way * g[k];
      }
    }
    return b;
  }

  Long proposed_ = 1e-3L;
};
