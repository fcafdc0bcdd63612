// A linear system with a sine outdoors, from one time on, as a Taylor series in
// extended precision, and where its polynomials first reach a level.
#pragma once
#include <cmath>
#include <vector>

#include "outdoors.h"

using Long = long double;

// Horner's scheme.
inline Long value(const std::vector<Long>& c, Long s) {
  Long sum = 0;
  for (size_t k = c.size(); k-- > 0;) sum = sum * s + c[k];
  return sum;
}

// The same polynomial about s.
inline std::vector<Long> shifted(std::vector<Long> c, Long s) {
  for (size_t from = 0; from + 1 < c.size(); from++)
    for (size_t k = c.size() - 1; k-- > from;) c[k] += s * c[k + 1];
  return c;
}

// A bound on what the terms from k = 1 on add on [0, h]: above it all positive
// ones at their most.
inline Long most_rise(const std::vector<Long>& c, Long h) {
  Long sum = 0, power = 1;
  for (size_t k = 1; k < c.size(); k++) {
    power *= h;
    if (c[k] > 0) sum += c[k] * power;
  }
  return sum;
}

inline bool rising(const std::vector<Long>& c, Long h) {
  std::vector<Long> falling;  // minus the derivative
  for (size_t k = 1; k < c.size(); k++) falling.push_back(-Long(k) * c[k]);
  return falling[0] + most_rise(falling, h) < 0;
}

// The first root in (0, h] of a polynomial that is negative at 0, or -1. Where
// the bound does not exclude one and the polynomial does not only rise, both
// halves are looked at.
inline Long first_root(const std::vector<Long>& c, Long h, int depth = 0) {
  if (c[0] + most_rise(c, h) < 0) return -1;
  if (rising(c, h) || depth > 60) {
    if (value(c, h) < 0) return -1;
    Long low = 0, high = h;
    while (true) {
      const Long middle = (low + high) / 2;
      if (middle <= low || middle >= high) return high;
      (value(c, middle) < 0 ? low : high) = middle;
    }
  }
  const Long early = first_root(c, h / 2, depth + 1);
  if (early >= 0) return early;
  const Long late = first_root(shifted(c, h / 2), h / 2, depth + 1);
  return late < 0 ? -1 : h / 2 + late;
}

// Series holds the terms of every state.
class Series {
 public:
  // Develops x from t on, far enough for steps up to h.
  template <class Problem>
  void develop(const Problem& p, Long t, const std::vector<Long>& x, Long h) {
    terms_.assign(1, x);
    Long power = 1, sine = 1;  // h^k, omega^k / k!
    int small = 0;
    for (int k = 0; small < 3 && k < 60; k++) {
      const Long angle = Long(outdoors::omega) * t + Long(outdoors::phase);
      const Long turn = std::sin(angle + k * std::acos(Long(-1)) / 2);
      Long outdoor = outdoors::amplitude * sine * turn;
      if (k == 0) outdoor += Long(outdoors::mean) + p.outdoor_offset();
      std::vector<Long> next(x.size());
      p.slope(terms_[k].data(), outdoor, Long(k == 0 ? 1 : 0), next.data());
      power *= h;
      sine *= Long(outdoors::omega) / (k + 1);
      Long most = 0;
      for (Long& c : next) {
        c /= k + 1;
        most = std::max(most, std::fabs(c) * power);
      }
      terms_.push_back(std::move(next));
      small = most < 1e-21L ? small + 1 : 0;
    }
  }

  std::vector<Long> of(int state) const {
    std::vector<Long> c;
    for (const auto& term : terms_) c.push_back(term[state]);
    return c;
  }

  void evaluate(Long s, std::vector<Long>& x) const {
    x = terms_.back();
    for (size_t k = terms_.size() - 1; k-- > 0;)
      for (size_t i = 0; i < x.size(); i++) x[i] = x[i] * s + terms_[k][i];
  }

 private:
  std::vector<std::vector<Long>> terms_;  // by power, by state
};
