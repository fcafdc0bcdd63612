// What lies outdoors: a sinusoid over the day, in degC.
#pragma once
#include <cmath>

namespace outdoors {
constexpr double mean = 5.0, amplitude = 5.0, phase = -2.0;
constexpr double pi = 3.141592653589793238;
constexpr double omega = 2.0 * pi / 86400.0;

template <class Real>
Real at(Real t) {
  return mean + amplitude * std::sin(Real(omega) * t + Real(phase));
}
}  // namespace outdoors
