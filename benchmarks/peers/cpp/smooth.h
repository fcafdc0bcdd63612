// The classical problems of the test set for initial value problems (Mazzia,
// Magherini, Test Set for Initial Value Problem Solvers, 2008; Hairer, Wanner,
// Solving Ordinary Differential Equations II, 1996): four stiff ones and the
// seven stars of the Pleiades, which are not. None has events; what counts is
// the state at the end. All laws have the same shape, these and those of
// mechanics.h:
//
//   states, guards             how many
//   end, every                 s: where it ends, and between two samples
//   sampled                    whether a controller acts at each sample
//   scale(i)                   times the relative tolerance, state i's absolute
//   start(y)                   the state at t = 0; sets the mode
//   slope(y, d)                d = dy/dt
//   jacobian(y, j)             dd/dy by columns; j comes filled with zeros
//   guard(y, g)                what falls to zero, or rises, at events
//   directions(way)            by guard, which way of crossing counts: -1, 1
//   react(y, crossed)          a new mode, by guard whether it crossed
//   control(t, y)              what the controller does at a sample
//
// Real is the kind of number: double for the solvers, longer for the reference.
#pragma once
#include <algorithm>
#include <cmath>

// Smooth is what laws without events have in common.
template <class Real>
struct Smooth {
  static constexpr int guards = 0;
  static constexpr bool sampled = false;
  void guard(const Real*, Real*) const {}
  void directions(int*) const {}
  void react(Real*, const int*) {}
  void control(Real, const Real*) {}
};

// Robertson's reaction: three species, rates nine decades apart.
template <class Real>
struct Robertson : Smooth<Real> {
  static constexpr int states = 3;
  static constexpr double end = 1e11, every = end;
  static double scale(int i) { return i == 0 ? 1e-4 : i == 1 ? 1e-10 : 1; }

  void start(Real* y) { y[0] = 1, y[1] = 0, y[2] = 0; }
  void slope(const Real* y, Real* d) const {
    const Real slow = Real(0.04) * y[0], back = Real(1e4) * y[1] * y[2], fast = Real(3e7) * y[1] * y[1];
    d[0] = back - slow, d[1] = slow - back - fast, d[2] = fast;
  }
  void jacobian(const Real* y, Real* j) const {
    j[0] = -0.04, j[1] = 0.04;
    j[3] = 1e4 * y[2], j[4] = -1e4 * y[2] - 6e7 * y[1], j[5] = 6e7 * y[1];
    j[6] = 1e4 * y[1], j[7] = -1e4 * y[1];
  }
};

// HIRES: how a plant answers light, eight species.
template <class Real>
struct Hires : Smooth<Real> {
  static constexpr int states = 8;
  static constexpr double end = 321.8122, every = end;
  static double scale(int) { return 1e-3; }

  void start(Real* y) {
    std::fill(y, y + 8, Real(0));
    y[0] = 1, y[7] = Real(0.0057L);
  }
  void slope(const Real* y, Real* d) const {
    const Real bound = Real(280) * y[5] * y[7];
    d[0] = Real(-1.71L) * y[0] + Real(0.43L) * y[1] + Real(8.32L) * y[2] + Real(0.0007L);
    d[1] = Real(1.71L) * y[0] - Real(8.75L) * y[1];
    d[2] = Real(-10.03L) * y[2] + Real(0.43L) * y[3] + Real(0.035L) * y[4];
    d[3] = Real(8.32L) * y[1] + Real(1.71L) * y[2] - Real(1.12L) * y[3];
    d[4] = Real(-1.745L) * y[4] + Real(0.43L) * (y[5] + y[6]);
    d[5] = -bound + Real(0.69L) * y[3] + Real(1.71L) * y[4] - Real(0.43L) * y[5] + Real(0.69L) * y[6];
    d[6] = bound - Real(1.81L) * y[6];
    d[7] = -d[6];
  }
  void jacobian(const Real* y, Real* j) const {
    auto at = [&](int row, int column) -> Real& { return j[8 * column + row]; };
    at(0, 0) = -1.71, at(0, 1) = 0.43, at(0, 2) = 8.32;
    at(1, 0) = 1.71, at(1, 1) = -8.75;
    at(2, 2) = -10.03, at(2, 3) = 0.43, at(2, 4) = 0.035;
    at(3, 1) = 8.32, at(3, 2) = 1.71, at(3, 3) = -1.12;
    at(4, 4) = -1.745, at(4, 5) = 0.43, at(4, 6) = 0.43;
    at(5, 3) = 0.69, at(5, 4) = 1.71, at(5, 5) = -280 * y[7] - 0.43, at(5, 6) = 0.69, at(5, 7) = -280 * y[5];
    at(6, 5) = 280 * y[7], at(6, 6) = -1.81, at(6, 7) = 280 * y[5];
    at(7, 5) = -280 * y[7], at(7, 6) = 1.81, at(7, 7) = -280 * y[5];
  }
};

// Van der Pol's oscillator, scaled so that its jumps come every 0.8 s or so and
// last a millionth of that.
template <class Real>
struct VanDerPol : Smooth<Real> {
  static constexpr int states = 2;
  static constexpr double end = 2, every = end;
  static double scale(int) { return 1; }

  void start(Real* y) { y[0] = 2, y[1] = 0; }
  void slope(const Real* y, Real* d) const {
    d[0] = y[1];
    d[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * Real(1e6);
  }
  void jacobian(const Real* y, Real* j) const {
    j[1] = (-2 * y[0] * y[1] - 1) * 1e6;
    j[2] = 1, j[3] = (1 - y[0] * y[0]) * 1e6;
  }
};

// The Oregonator, a reaction that beats: Belousov and Zhabotinskii's.
template <class Real>
struct Oregonator : Smooth<Real> {
  static constexpr int states = 3;
  static constexpr double end = 360, every = end;
  static double scale(int) { return 1; }

  void start(Real* y) { y[0] = 1, y[1] = 2, y[2] = 3; }
  void slope(const Real* y, Real* d) const {
    d[0] = Real(77.27L) * (y[1] + y[0] * (1 - Real(8.375e-6L) * y[0] - y[1]));
    d[1] = (y[2] - (1 + y[0]) * y[1]) / Real(77.27L);
    d[2] = Real(0.161L) * (y[0] - y[2]);
  }
  void jacobian(const Real* y, Real* j) const {
    j[0] = 77.27 * (1 - 2 * 8.375e-6 * y[0] - y[1]), j[1] = -y[1] / 77.27, j[2] = 0.161;
    j[3] = 77.27 * (1 - y[0]), j[4] = -(1 + y[0]) / 77.27;
    j[7] = 1 / 77.27, j[8] = -0.161;
  }
};

// The Pleiades: seven stars of masses 1 to 7 in a plane, which pass each other
// closely. The state is all x, all y, and their rates.
template <class Real>
struct Pleiades : Smooth<Real> {
  static constexpr int states = 28;
  static constexpr double end = 3, every = end;
  static double scale(int) { return 1; }

  void start(Real* y) {
    const double x0[] = {3, 3, -1, -3, 2, -2, 2}, y0[] = {3, -3, 2, 0, 0, -4, 4};
    std::fill(y, y + 28, Real(0));
    std::copy(x0, x0 + 7, y);
    std::copy(y0, y0 + 7, y + 7);
    y[19] = 1.75, y[20] = -1.5, y[24] = -1.25, y[25] = 1;
  }
  void slope(const Real* y, Real* d) const {
    std::copy(y + 14, y + 28, d);
    std::fill(d + 14, d + 28, Real(0));
    for (int a = 0; a < 7; a++)
      for (int b = 0; b < a; b++) {
        const Real dx = y[b] - y[a], dy = y[7 + b] - y[7 + a], apart = dx * dx + dy * dy;
        const Real pull = 1 / (apart * std::sqrt(apart));
        d[14 + a] += (b + 1) * pull * dx, d[21 + a] += (b + 1) * pull * dy;
        d[14 + b] -= (a + 1) * pull * dx, d[21 + b] -= (a + 1) * pull * dy;
      }
  }
  void jacobian(const Real* y, Real* j) const {
    auto at = [&](int row, int column) -> Real& { return j[28 * column + row]; };
    for (int i = 0; i < 14; i++) at(i, 14 + i) = 1;
    for (int a = 0; a < 7; a++)
      for (int b = 0; b < 7; b++) {
        if (a == b) continue;
        const Real dx = y[b] - y[a], dy = y[7 + b] - y[7 + a], apart = dx * dx + dy * dy;
        const Real pull = (b + 1) / (apart * std::sqrt(apart)), bend = 3 * pull / apart;
        const Real xx = bend * dx * dx - pull, xy = bend * dx * dy, yy = bend * dy * dy - pull;
        at(14 + a, a) += xx, at(14 + a, b) = -xx;
        at(14 + a, 7 + a) += xy, at(14 + a, 7 + b) = -xy;
        at(21 + a, a) += xy, at(21 + a, b) = -xy;
        at(21 + a, 7 + a) += yy, at(21 + a, 7 + b) = -yy;
      }
  }
};
