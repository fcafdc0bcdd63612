// The command line of the programs that solve the laws of smooth.h and
// mechanics.h, how they are timed, and the line of JSON that is printed:
//
//   PROGRAM PROBLEM METHOD RTOL RUNS [FILE]
//
// A run repeats the whole solution until it has taken 5 ms, after a solution that
// does not count, and is the mean of its solutions. FILE.states and FILE.events
// are as trace.h tells, but for the samples, which are the law's, and an event's
// second number, which is its first guard.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>

#include "clock.h"
#include "mechanics.h"
#include "smooth.h"
#include "trace.h"

constexpr double least = 5e-3;  // s that a run lasts

struct Order {
  std::string problem, method, file;
  double rtol;
  int runs;

  Order(int count, char** words) {
    if (count < 5) {
      std::fprintf(stderr, "usage: %s PROBLEM METHOD RTOL RUNS [FILE]\n", words[0]);
      std::exit(2);
    }
    problem = words[1], method = words[2], rtol = std::atof(words[3]), runs = std::atoi(words[4]);
    if (count > 5) file = words[5];
  }
};

// The processor time of a solution, in s.
template <class Solve>
double timed(Solve solve) {
  long solutions = 0;
  const double begun = processor_seconds();
  double spent = 0;
  for (long more = 1; spent < least; more *= 2) {
    for (long i = 0; i < more; i++) solve();
    solutions += more;
    spent = processor_seconds() - begun;
  }
  return spent / double(solutions);
}

template <class Problem>
long samples() {
  return std::lround(Problem::end / Problem::every);
}

// Calls solve(trace) as often as the order wants, prints and writes.
template <class Problem, class Solve>
int carry_out_one(const Order& order, Solve solve) {
  Trace trace;
  trace.expect(size_t(Problem::states) * (samples<Problem>() + 1));
  auto once = [&] {
    trace.clear();
    solve(trace);
  };
  once();
  std::string times;
  for (int r = 0; r < order.runs; r++) {
    char text[32];
    std::snprintf(text, sizeof text, "%s%.9g", r ? "," : "", timed(once));
    times += text;
  }
  std::printf("{\"cpu\":[%s],\"events\":%zu,\"last\":%.12f}\n", times.c_str(), trace.events(), trace.last());
  if (!order.file.empty() && !trace.write(order.file)) {
    std::perror(order.file.c_str());
    return 1;
  }
  return 0;
}

// Solve has solve<Problem>(order, trace).
template <class Solve, class Real>
int carry_out_order(const Order& order) {
  auto one = [&](auto problem) {
    using Problem = decltype(problem);
    return carry_out_one<Problem>(order, [&](Trace& trace) { Solve::template solve<Problem>(order, trace); });
  };
  if (order.problem == "robertson") return one(Robertson<Real>());
  if (order.problem == "hires") return one(Hires<Real>());
  if (order.problem == "vanderpol") return one(VanDerPol<Real>());
  if (order.problem == "oregonator") return one(Oregonator<Real>());
  if (order.problem == "pleiades") return one(Pleiades<Real>());
  if (order.problem == "ball") return one(Ball<Real>());
  if (order.problem == "slip") return one(Slip<Real>());
  if (order.problem == "gear") return one(Gear<Real>());
  std::fprintf(stderr, "no problem is called %s\n", order.problem.c_str());
  return 2;
}
