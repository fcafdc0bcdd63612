// Problem T3: three small mechanisms whose laws change at events, in the shape
// that smooth.h tells.
#pragma once
#include <algorithm>
#include <cmath>

// A ball falls from 1 m, bounces with a restitution of 0.7 and lies where it
// would leave the ground at less than 0.1 m/s. The state is height and speed.
template <class Real>
struct Ball {
  static constexpr int states = 2, guards = 1;
  static constexpr double end = 3, every = 0.01;
  static constexpr bool sampled = false;
  static double scale(int) { return 1; }

  void start(Real* y) { y[0] = 1, y[1] = 0, lies_ = false; }
  void slope(const Real* y, Real* d) const {
    d[0] = lies_ ? Real(0) : y[1];
    d[1] = lies_ ? Real(0) : Real(-9.81L);
  }
  void jacobian(const Real*, Real* j) const { j[2] = lies_ ? 0 : 1; }
  void guard(const Real* y, Real* g) const { g[0] = lies_ ? Real(1) : y[0]; }
  void directions(int* way) const { way[0] = -1; }
  void react(Real* y, const int*) {
    y[0] = 0;
    y[1] *= Real(-0.7L);
    if (std::abs(y[1]) < Real(0.1L)) y[1] = 0, lies_ = true;
  }
  void control(Real, const Real*) {}

 private:
  bool lies_ = false;
};

// A mass of 1 kg on a spring of 1 N/m and on a belt that runs at 0.2 m/s; friction
// holds up to 1 N and falls with the speed of slipping (Leine, van Campen, de
// Kraker, van den Steen, Nonlinear Dynamics 16, 1998). The state is place and
// speed.
template <class Real>
struct Slip {
  static constexpr int states = 2, guards = 1;
  static constexpr double end = 1000, every = 0.1;
  static constexpr bool sampled = false;
  static double scale(int) { return 1; }

  void start(Real* y) { y[0] = 0, y[1] = 0, mode_ = slower; }
  void slope(const Real* y, Real* d) const {
    if (mode_ == sticks) {
      d[0] = belt, d[1] = 0;
      return;
    }
    const Real slip = y[1] - belt;
    d[0] = y[1];
    d[1] = (mode_ == slower ? 1 / (1 - 3 * slip) : -1 / (1 + 3 * slip)) - y[0];
  }
  void jacobian(const Real* y, Real* j) const {
    if (mode_ == sticks) return;
    const Real fall = mode_ == slower ? 1 - 3 * (y[1] - belt) : 1 + 3 * (y[1] - belt);
    j[1] = -1, j[2] = 1, j[3] = 3 / (fall * fall);
  }
  void guard(const Real* y, Real* g) const { g[0] = mode_ == sticks ? 1 - y[0] : y[1] - belt; }
  void directions(int* way) const { way[0] = mode_ == slower ? 1 : -1; }
  void react(Real* y, const int*) {
    if (mode_ == sticks) {
      mode_ = slower;
    } else if (std::abs(y[0]) <= 1) {
      mode_ = sticks, y[1] = belt;
    } else {
      mode_ = mode_ == slower ? faster : slower;
    }
  }
  void control(Real, const Real*) {}

 private:
  enum Mode { sticks, slower, faster };
  static constexpr Real belt = Real(0.2L);
  Mode mode_ = slower;
};

// A motor drives a load over a gear of ratio 5 with backlash; a PI controller
// makes its speed follow a sine, and samples at 1 kHz. The state is angle and
// speed of the motor, and of the load.
template <class Real>
struct Gear {
  static constexpr int states = 4, guards = 2;
  static constexpr double end = 10, every = 0.001;
  static constexpr bool sampled = true;
  static double scale(int) { return 1; }

  void start(Real* y) {
    std::fill(y, y + 4, Real(0));
    touches_ = 0, integral_ = 0, torque_ = 0;
  }
  void slope(const Real* y, Real* d) const {
    Real through = 0;
    if (touches_) through = stiffness * (y[0] / ratio - y[2] - touches_ * play) + damping * (y[1] / ratio - y[3]);
    d[0] = y[1], d[1] = (torque_ - through / ratio - motor_drag * y[1]) / motor;
    d[2] = y[3], d[3] = (through - load_drag * y[3]) / load;
  }
  void jacobian(const Real*, Real* j) const {
    const Real k = touches_ ? stiffness : Real(0), c = touches_ ? damping : Real(0);
    j[1] = -k / (ratio * ratio * motor), j[3] = k / (ratio * load);
    j[4] = 1, j[5] = -(c / (ratio * ratio) + motor_drag) / motor, j[7] = c / (ratio * load);
    j[9] = k / (ratio * motor), j[11] = -k / load;
    j[13] = c / (ratio * motor), j[14] = 1, j[15] = -(c + load_drag) / load;
  }
  void guard(const Real* y, Real* g) const {
    const Real lead = y[0] / ratio - y[2];
    g[0] = lead - play, g[1] = lead + play;
  }
  void directions(int* way) const {
    way[0] = touches_ == 1 ? -1 : 1;
    way[1] = touches_ == -1 ? 1 : -1;
  }
  void react(Real*, const int* crossed) {
    if (crossed[0]) {
      touches_ = touches_ == 1 ? 0 : 1;
    } else if (crossed[1]) {
      touches_ = touches_ == -1 ? 0 : -1;
    }
  }
  void control(Real t, const Real* y) {
    const Real off = ratio * 10 * std::sin(turn * t) - y[1];
    integral_ += off * Real(0.001L);
    torque_ = Real(0.5L) * off + 5 * integral_;
  }

 private:
  static constexpr Real ratio = 5, motor = Real(0.005L), load = Real(0.2L);       // 1, kg m2, kg m2
  static constexpr Real stiffness = 5000, damping = 2, play = Real(0.005L);       // N m/rad, N m s/rad, rad
  static constexpr Real motor_drag = Real(0.001L), load_drag = Real(0.05L);       // N m s/rad
  static constexpr Real turn = Real(6.283185307179586476925286766559L);
  int touches_ = 0;  // 1 where the motor leads, -1 where it lags, 0 in between
  Real integral_ = 0, torque_ = 0;  // rad, N m
};
