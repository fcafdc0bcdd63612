// The problems by the solvers of SUNDIALS; METHOD is bdf, adams or dopri.
#include <memory>

#include "multistep.h"
#include "runge_kutta.h"
#include "task.h"
#include "thermal.h"

namespace {

template <class Problem>
std::unique_ptr<Solver> make_solver(const Task& task, ThermalLaw<Problem>* law, N_Vector y, SUNContext context) {
  if (task.method == "dopri") return std::make_unique<RungeKutta<ThermalLaw<Problem>>>(law, y, task.rtol, context);
  if (task.method == "bdf" || task.method == "adams")
    return std::make_unique<Multistep<ThermalLaw<Problem>>>(law, y, task.rtol, task.method == "bdf", context);
  std::fprintf(stderr, "no method is called %s\n", task.method.c_str());
  std::exit(2);
}

// follow carries one member from 0 to the end: a stop wherever an input jumps,
// a restart there and after each switching, a sample each minute.
template <class Problem>
void follow(Problem& p, Solver& solver, N_Vector y, double end, int member, Trace& trace) {
  double* x = N_VGetArrayPointer(y);
  const int n = p.states();
  std::vector<int> crossed(p.guards());
  trace.sample(x, n);
  double t = 0.0;
  long sample = 1;
  for (int k = 0; k * p.held_for() < end; k++) {
    const double until = std::min(end, (k + 1) * p.held_for());
    if (k > 0) {
      p.hold(k);
      solver.go_on(t);
    }
    solver.stop_at(until);
    while (sample * sample_every <= until) {
      if (!solver.advance(sample * sample_every, &t)) {
        trace.sample(x, n);
        sample++;
        continue;
      }
      solver.crossed(crossed.data());
      for (int i = 0; i < p.guards(); i++)
        if (crossed[i]) {
          p.toggle(i);
          trace.event(t, member + i);
        }
      solver.go_on(t);
      solver.stop_at(until);
    }
  }
}

struct Solve {
  template <class Problem>
  void operator()(const Task& task, std::vector<Problem>& members, Trace& trace) const {
    SUNContext context = new_context();
    N_Vector y = N_VNew_Serial(members[0].states(), context);
    {
      ThermalLaw<Problem> law;
      std::unique_ptr<Solver> solver;
      for (size_t m = 0; m < members.size(); m++) {
        law.problem = &members[m];
        law.jacobian = members[m].jacobian();
        members[m].start(N_VGetArrayPointer(y));
        if (!solver) solver = make_solver(task, &law, y, context);
        solver->begin();
        follow(members[m], *solver, y, task.hours * 3600.0, int(m), trace);
      }
    }
    N_VDestroy(y);
    SUNContext_Free(&context);
  }
};

}  // namespace

int main(int count, char** words) {
  return carry_out(Task(count, words), Solve{});
}
