// Problem T1: a ring of rooms, each an air and a wall node, a thermostat in
// each, a daily sinusoid with hourly telemetry outdoors and hourly gains.
// One room alone, without neighbours, is a member of problem T2.
//
// The state is (air, wall) room by room, in degC. All problems have the same
// shape, so that one driver serves them:
//
//   states(), guards()         how many
//   held_for()                 s for which the inputs are held
//   start(x)                   the state at t = 0; sets the switches
//   hold(k)                    the inputs of the k-th interval
//   outdoor_offset()           K on top of the sinusoid
//   slope(x, outdoor, one, d)  d = A x + B outdoor + c one; one is 1, or 0 for
//                              the higher terms of a Taylor series
//   watched(i), level(i), on(i), toggle(i)   the switches
//   jacobian()                 A
//   fastest()                  1/s, no less than the largest rate of A
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "numbers.h"
#include "sparse.h"

class Rooms {
 public:
  Rooms(int rooms, int hours, uint64_t seed);

  int states() const { return 2 * n_; }
  int guards() const { return n_; }
  double held_for() const { return 3600.0; }

  template <class Real>
  void start(Real* x) {
    for (int i = 0; i < n_; i++) {
      x[2 * i] = setpoint_[i];
      x[2 * i + 1] = setpoint_[i] - 2.0;
      on_[i] = i & 1;
    }
    hold(0);
  }

  void hold(int hour) {
    hour_ = hour;
    for (int i = 0; i < n_; i++) renew(i);
  }
  double outdoor_offset() const { return offset_[hour_]; }

  template <class Real>
  void slope(const Real* x, Real outdoor, Real one, Real* d) const {
    for (int i = 0; i < n_; i++) {
      const Real air = x[2 * i], wall = x[2 * i + 1];
      const Real inward = air_wall_[i] * (wall - air);
      Real heat = inward + leakage_[i] * (outdoor - air) + heat_[i] * one;
      if (ring_) heat += neighbour * (x[2 * left(i)] + x[2 * right(i)] - 2.0 * air);
      d[2 * i] = heat * per_air_[i];
      d[2 * i + 1] = (wall_outdoor_[i] * (outdoor - wall) - inward) * per_wall_[i];
    }
  }

  int watched(int i) const { return 2 * i; }
  bool on(int i) const { return on_[i]; }
  double level(int i) const { return setpoint_[i] + (on_[i] ? 0.5 : -0.5); }
  void toggle(int i) {
    on_[i] = !on_[i];
    renew(i);
  }

  Columns jacobian() const;
  double fastest() const;

 private:
  static constexpr double neighbour = 1.0 / 0.02;  // W/K

  int left(int i) const { return i > 0 ? i - 1 : n_ - 1; }
  int right(int i) const { return i + 1 < n_ ? i + 1 : 0; }
  void renew(int i) { heat_[i] = gains_[size_t(hour_) * n_ + i] + (on_[i] ? power_[i] : 0.0); }
  double air_losses(int i) const { return air_wall_[i] + leakage_[i] + (ring_ ? 2 * neighbour : 0.0); }

  int n_, hour_ = 0;
  bool ring_;
  std::vector<double> per_air_, per_wall_;                 // K/J
  std::vector<double> air_wall_, wall_outdoor_, leakage_;  // W/K
  std::vector<double> power_, setpoint_;                   // W, degC
  std::vector<double> gains_, offset_;                     // W by hour and room, K by hour
  std::vector<double> heat_;                               // W now, gains and heater
  std::vector<char> on_;
};

inline Rooms::Rooms(int rooms, int hours, uint64_t seed) : n_(rooms), ring_(rooms >= 3) {
  auto spread = [&](uint64_t stream, int i) { return 0.8 + 0.4 * uniform(seed, stream, i); };
  for (int i = 0; i < n_; i++) {
    per_air_.push_back(1.0 / (5e5 * spread(1, i)));
    per_wall_.push_back(1.0 / (1e7 * spread(2, i)));
    air_wall_.push_back(1.0 / (0.005 * spread(3, i)));
    wall_outdoor_.push_back(1.0 / (0.03 * spread(4, i)));
    leakage_.push_back(1.0 / (0.1 * spread(5, i)));
    power_.push_back(1600.0 * (0.9 + 0.2 * uniform(seed, 6, i)));
    setpoint_.push_back(20.5 + uniform(seed, 7, i));
  }
  for (int k = 0; k < hours; k++) {
    offset_.push_back(-1.0 + 2.0 * uniform(seed, 8, k));
    for (int i = 0; i < n_; i++) gains_.push_back(150.0 * uniform(seed, 1000 + i, k));
  }
  heat_.resize(n_);
  on_.resize(n_);
}

inline Columns Rooms::jacobian() const {
  Columns m;
  for (int i = 0; i < n_; i++) {
    std::vector<std::pair<long, double>> air = {{2 * i, -air_losses(i) * per_air_[i]},
                                                {2 * i + 1, air_wall_[i] * per_wall_[i]}};
    if (ring_)
      for (int j : {left(i), right(i)}) air.push_back({2 * j, neighbour * per_air_[j]});
    std::sort(air.begin(), air.end());
    for (auto [row, value] : air) m.add(row, value);
    m.end_column();
    m.add(2 * i, air_wall_[i] * per_air_[i]);
    m.add(2 * i + 1, -(air_wall_[i] + wall_outdoor_[i]) * per_wall_[i]);
    m.end_column();
  }
  return m;
}

inline double Rooms::fastest() const {
  double most = 0;
  for (int i = 0; i < n_; i++) most = std::max(most, 2 * air_losses(i) * per_air_[i]);
  return most;
}
