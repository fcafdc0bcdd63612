// Problem T4: one air node and a concrete wall of 40 m2 and 0.3 m in M cells,
// insulated outside; a heater of 1.5 kW between 20.5 and 21.5 degC. Stiff: the
// more cells, the faster the fastest of them. The state is (air, cells from the
// room outward), in degC; what each member means, rooms.h says.
#pragma once
#include <algorithm>

#include "sparse.h"

class Wall {
 public:
  explicit Wall(int cells) : m_(cells) {
    const double area = 40.0, conductivity = 1.4, volumetric = 2000.0 * 1000.0, thickness = 0.3 / cells;
    between_ = conductivity * area / thickness;
    per_cell_ = 1.0 / (volumetric * thickness * area);
    const double half = thickness / (2.0 * conductivity * area);
    inside_ = 1.0 / (1.0 / (8.0 * area) + half);
    outside_ = 1.0 / (1.0 / (2.0 * area) + half);
  }

  int states() const { return m_ + 1; }
  int guards() const { return 1; }
  double held_for() const { return 1e9; }  // nothing is held but the switch

  template <class Real>
  void start(Real* x) {
    x[0] = 21.0;
    for (int i = 1; i <= m_; i++) x[i] = 19.0 - 8.0 * i / m_;
    on_ = true;
  }
  void hold(int) {}
  double outdoor_offset() const { return 0.0; }

  template <class Real>
  void slope(const Real* x, Real outdoor, Real one, Real* d) const {
    Real flow = inside_ * (x[0] - x[1]);  // into the cell that comes next, W
    d[0] = (leakage * (outdoor - x[0]) - flow + (on_ ? power : 0.0) * one) * per_air;
    for (int i = 1; i < m_; i++) {
      const Real next = between_ * (x[i] - x[i + 1]);
      d[i] = (flow - next) * per_cell_;
      flow = next;
    }
    d[m_] = (flow - outside_ * (x[m_] - outdoor)) * per_cell_;
  }

  int watched(int) const { return 0; }
  bool on(int) const { return on_; }
  double level(int) const { return on_ ? 21.5 : 20.5; }
  void toggle(int) { on_ = !on_; }

  Columns jacobian() const {
    Columns a;
    for (int j = 0; j <= m_; j++) {
      const double before = j == 0 ? 0.0 : j == 1 ? inside_ : between_;
      const double after = j == 0 ? inside_ : j < m_ ? between_ : outside_;
      if (j > 0) a.add(j - 1, before * (j == 1 ? per_air : per_cell_));
      a.add(j, -(before + after + (j == 0 ? leakage : 0.0)) * (j == 0 ? per_air : per_cell_));
      if (j < m_) a.add(j + 1, after * per_cell_);
      a.end_column();
    }
    return a;
  }
  double fastest() const { return 2 * std::max(2 * between_ * per_cell_, (inside_ + leakage) * per_air); }

 private:
  static constexpr double leakage = 10.0, power = 1500.0, per_air = 1.0 / 2e5;  // W/K, W, K/J

  int m_;
  bool on_ = true;
  double inside_, between_, outside_;  // W/K
  double per_cell_;                    // K/J
};
