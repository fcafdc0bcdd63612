// The hash that the problems take their numbers from: splitmix64 of (seed, a, b).
#pragma once
#include <cstdint>

inline uint64_t mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// Uniform on [0, 1).
inline double uniform(uint64_t seed, uint64_t a, uint64_t b) {
  return double(mix(mix(mix(seed) ^ a) ^ b) >> 11) * 0x1p-53;
}
