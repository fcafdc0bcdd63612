// The reference that errors are taken against: Taylor series of the exact
// linear equations in 80-bit numbers, switchings found with a bound that
// excludes earlier ones. METHOD and RTOL are taken and make no difference.
// Slow, and independent of every program that is measured.
#include "taylor.h"
#include "task.h"

namespace {

// The next switching before h: its time from now, or -1, and whose.
template <class Problem>
Long next_switching(const Problem& p, const Series& series, Long h, int* whose) {
  Long first = -1;
  for (int i = 0; i < p.guards(); i++) {
    std::vector<Long> c = series.of(p.watched(i));
    c[0] -= p.level(i);
    if (!p.on(i))
      for (Long& x : c) x = -x;  // waits for the lower level
    const Long root = first_root(c, first >= 0 ? first : h);
    if (root >= 0) first = root, *whose = i;
  }
  return first;
}

template <class Problem>
void follow(Problem& p, double end, int member, Trace& trace) {
  std::vector<Long> x(p.states());
  p.start(x.data());
  trace.sample(x.data(), p.states());
  const int parts = std::max(1, int(std::ceil(sample_every * p.fastest())));
  const long steps = std::lround(end / sample_every) * parts, held = std::lround(p.held_for() / sample_every) * parts;
  const Long step = Long(sample_every) / parts;
  Series series;
  for (long k = 0; k < steps; k++) {
    if (k > 0 && k % held == 0) p.hold(int(k / held));
    Long done = 0;
    while (true) {
      const Long left = step - done;
      series.develop(p, k * step + done, x, left);
      int whose = 0;
      const Long root = next_switching(p, series, left, &whose);
      series.evaluate(root < 0 ? left : root, x);
      if (root < 0) break;
      done += root;
      p.toggle(whose);
      trace.event(double(k * step + done), member + whose);
    }
    if ((k + 1) % parts == 0) trace.sample(x.data(), p.states());
  }
}

struct Solve {
  template <class Problem>
  void operator()(const Task& task, std::vector<Problem>& members, Trace& trace) const {
    for (size_t m = 0; m < members.size(); m++) follow(members[m], task.hours * 3600.0, int(m), trace);
  }
};

}  // namespace

int main(int count, char** words) {
  return carry_out(Task(count, words), Solve{});
}
