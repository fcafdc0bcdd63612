// The event list of the C++ standard library under the hold model: N pending
// timers, each that fires is set anew with an exponential delay.
//
//   hold plain|reschedule|lockstep N EVENTS
//
// reschedule moves three other timers at random with each event. A priority
// queue cannot move an entry: the timer's version counts up, and an entry whose
// version has passed is dropped when it comes to the top. lockstep gives every
// timer the same delay. Prints ns an event by the clock and by the processor.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <string>
#include <vector>

#include "clock.h"

namespace {

struct Entry {
  int64_t time;      // ns
  uint64_t version;  // also the order among equal times
  uint32_t timer;
};

struct Later {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.time > b.time || (a.time == b.time && a.version > b.version);
  }
};

// splitmix64.
struct Random {
  uint64_t state = 42;
  uint64_t next() {
    state += 0x9E3779B97F4A7C15u;
    uint64_t x = state;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
  }
};

class Hold {
 public:
  Hold(uint32_t timers, bool reschedules, bool lockstep)
      : timers_(timers), reschedules_(reschedules), lockstep_(lockstep), version_(timers) {
    for (int i = 0; i < 4096; i++) delays_[i] = int64_t(-std::log((i + 0.5) / 4096.0) * 1e9);
    for (uint32_t i = 0; i < timers; i++) set(i);
  }

  void fire(long events) {
    for (long n = 0; n < events; n++) {
      Entry first = queue_.top();
      queue_.pop();
      if (reschedules_)
        while (first.version != version_[first.timer]) {
          first = queue_.top();
          queue_.pop();
        }
      now_ = first.time;
      set(first.timer);
      if (reschedules_)
        for (int i = 0; i < 3; i++) set(uint32_t((random_.next() >> 32) * timers_ >> 32));
    }
  }

 private:
  int64_t delay() {
    if (lockstep_) return 1000000000;
    const uint64_t r = random_.next();
    return delays_[r >> 52] + int64_t(r & 0xFFFFF);
  }
  void set(uint32_t timer) {
    if (reschedules_) version_[timer] = made_;
    queue_.push({now_ + delay(), made_++, timer});
  }

  uint64_t timers_;
  bool reschedules_, lockstep_;
  std::priority_queue<Entry, std::vector<Entry>, Later> queue_;
  std::vector<uint64_t> version_;
  int64_t delays_[4096], now_ = 0;
  uint64_t made_ = 0;
  Random random_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::fprintf(stderr, "usage: %s plain|reschedule|lockstep N EVENTS\n", words[0]);
    return 2;
  }
  const std::string kind = words[1];
  const long timers = std::atol(words[2]), events = std::atol(words[3]);
  Hold hold(uint32_t(timers), kind == "reschedule", kind == "lockstep");
  hold.fire(std::max(events / 5, std::min(2 * timers, 2000000L)));  // until it looks the same at any time
  const double wall = wall_seconds(), cpu = processor_seconds();
  hold.fire(events);
  const double scale = 1e9 / double(events);
  std::printf("{\"ns\":%.3f,\"cpu_ns\":%.3f}\n", (wall_seconds() - wall) * scale, (processor_seconds() - cpu) * scale);
}
