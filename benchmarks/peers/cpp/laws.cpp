// The laws of smooth.h and mechanics.h by the solvers of SUNDIALS; METHOD is bdf,
// adams or dopri.
#include <memory>

#include "dense.h"
#include "multistep.h"
#include "runge_kutta.h"
#include "timing.h"

namespace {

template <class Law>
std::unique_ptr<Solver> make_solver(const Order& order, Law* law, N_Vector y, SUNContext context) {
  if (order.method == "dopri") return std::make_unique<RungeKutta<Law>>(law, y, order.rtol, context);
  if (order.method == "bdf" || order.method == "adams")
    return std::make_unique<Multistep<Law>>(law, y, order.rtol, order.method == "bdf", context);
  std::fprintf(stderr, "no method is called %s\n", order.method.c_str());
  std::exit(2);
}

// follow carries a law from 0 to its end: a sample at each of its times, a restart
// after each event and each action of a controller.
template <class Problem>
void follow(Problem& p, Solver& solver, N_Vector y, Trace& trace) {
  constexpr int n = Problem::states, guards = Problem::guards;
  double* x = N_VGetArrayPointer(y);
  int ways[guards + 1], crossed[guards + 1];
  auto direct = [&] {
    p.directions(ways);
    if (guards) solver.direct(ways);
  };
  direct();
  trace.sample(x, n);
  const long count = samples<Problem>();
  for (long k = 1; k <= count;) {
    const double target = double(k) * Problem::every;
    if (Problem::sampled) solver.stop_at(target);
    double t;
    if (solver.advance(target, &t)) {
      solver.crossed(crossed);
      trace.event(t, crossed[0] ? 0 : 1);
      p.react(x, crossed);
      solver.go_on(t);
      direct();
      continue;
    }
    trace.sample(x, n);
    if (Problem::sampled && k < count) {
      p.control(t, x);
      solver.go_on(t);
    }
    k++;
  }
}

struct Solve {
  template <class Problem>
  static void solve(const Order& order, Trace& trace) {
    SUNContext context = new_context();
    N_Vector y = N_VNew_Serial(Problem::states, context);
    {
      DenseLaw<Problem> law;
      law.problem.start(N_VGetArrayPointer(y));
      std::unique_ptr<Solver> solver = make_solver(order, &law, y, context);
      follow(law.problem, *solver, y, trace);
    }
    N_VDestroy(y);
    SUNContext_Free(&context);
  }
};

}  // namespace

int main(int count, char** words) { return carry_out_order<Solve, double>(Order(count, words)); }
