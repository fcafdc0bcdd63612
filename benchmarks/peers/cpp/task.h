// The command line that all programs share, and the line of JSON that they
// print:
//
//   PROGRAM PROBLEM SIZE HOURS METHOD RTOL REPS [FILE]
//
// PROBLEM is t1, t2 or t4; SIZE the rooms, members or cells. The absolute
// tolerance is a hundredth of RTOL.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "clock.h"
#include "rooms.h"
#include "trace.h"
#include "wall.h"

struct Task {
  std::string problem, method, file;
  int size, hours, repetitions;
  double rtol;

  Task(int count, char** words) {
    if (count < 7) {
      std::fprintf(stderr, "usage: %s t1|t2|t4 SIZE HOURS METHOD RTOL REPS [FILE]\n", words[0]);
      std::exit(2);
    }
    problem = words[1], size = std::atoi(words[2]), hours = std::atoi(words[3]), method = words[4];
    rtol = std::atof(words[5]), repetitions = std::atoi(words[6]);
    if (count > 7) file = words[7];
  }
};

// Runs solve(members, trace) so many times, prints what it took and writes the
// trace. Making the numbers of the problem is not measured, all else is.
template <class Problem, class Solve>
int measure(const Task& task, std::vector<Problem> members, Solve solve) {
  Trace trace;
  trace.expect(members.size() * members[0].states() * (size_t(task.hours) * 60 + 1));
  std::string times;
  for (int r = 0; r < task.repetitions; r++) {
    trace.clear();
    const double begun = processor_seconds();
    solve(members, trace);
    times += (r ? "," : "") + std::to_string(processor_seconds() - begun);
  }
  std::printf("{\"cpu\":[%s],\"events\":%zu,\"last\":%.9f}\n", times.c_str(), trace.events(), trace.last());
  if (!task.file.empty() && !trace.write(task.file)) {
    std::perror(task.file.c_str());
    return 1;
  }
  return 0;
}

// Calls solve(task, members, trace) with the members of the problem asked for.
template <class Solve>
int carry_out(const Task& task, Solve solve) {
  auto bound = [&](auto& members, Trace& trace) { solve(task, members, trace); };
  if (task.problem == "t4") return measure(task, std::vector<Wall>{Wall(task.size)}, bound);
  std::vector<Rooms> members;
  if (task.problem == "t1") members.emplace_back(task.size, task.hours, 1);
  if (task.problem == "t2")
    for (int seed = 1; seed <= task.size; seed++) members.emplace_back(1, task.hours, seed);
  if (members.empty()) {
    std::fprintf(stderr, "no problem is called %s\n", task.problem.c_str());
    return 2;
  }
  return measure(task, members, bound);
}
