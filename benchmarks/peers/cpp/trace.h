// What a program says of a problem: every state each minute and every
// switching, kept in memory and, if asked, written for comparison.
//
// FILE.states holds float64, sample by sample, member by member. FILE.events
// holds pairs of float64: the time in s, and whose switch (the room, or the
// member of T2).
#pragma once
#include <cstdio>
#include <string>
#include <vector>

constexpr double sample_every = 60.0;  // s

class Trace {
 public:
  // Makes room for so many numbers, so that no run pays for growing.
  void expect(size_t numbers) { states_.reserve(numbers); }
  void clear() {
    states_.clear();
    events_.clear();
  }
  template <class Real>
  void sample(const Real* x, int n) {
    for (int i = 0; i < n; i++) states_.push_back(double(x[i]));
  }
  void event(double t, int whose) {
    events_.push_back(t);
    events_.push_back(whose);
  }
  size_t events() const { return events_.size() / 2; }
  double last() const { return events_.empty() ? 0.0 : events_[events_.size() - 2]; }

  bool write(const std::string& file) const { return put(file + ".states", states_) && put(file + ".events", events_); }

 private:
  static bool put(const std::string& file, const std::vector<double>& numbers) {
    FILE* f = std::fopen(file.c_str(), "wb");
    if (!f) return false;
    const bool whole = std::fwrite(numbers.data(), sizeof(double), numbers.size(), f) == numbers.size();
    return std::fclose(f) == 0 && whole;
  }

  std::vector<double> states_, events_;
};
