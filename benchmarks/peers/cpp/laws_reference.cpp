// The laws of smooth.h and mechanics.h by extrapolation in 80-bit numbers: what the
// solvers are measured against. METHOD and RTOL make no difference. Robertson's
// problem would take it years.
#include "extrapolation.h"
#include "timing.h"

namespace {

struct Reference {
  template <class Problem>
  static void solve(const Order&, Trace& trace) {
    Problem p;
    Extrapolation<Problem> method;
    typename Extrapolation<Problem>::State y;
    int crossed[Problem::guards + 1];
    p.start(y.data());
    trace.sample(y.data(), Problem::states);
    Long t = 0;
    const long count = samples<Problem>();
    for (long k = 1; k <= count;) {
      const double grid = double(k) * Problem::every;
      if (method.step(p, y, &t, grid, crossed)) {
        trace.event(double(t), crossed[0] ? 0 : 1);
        p.react(y.data(), crossed);
      }
      if (t < Long(grid)) continue;
      trace.sample(y.data(), Problem::states);
      p.control(t, y.data());
      k++;
    }
  }
};

}  // namespace

int main(int count, char** words) { return carry_out_order<Reference, Long>(Order(count, words)); }
