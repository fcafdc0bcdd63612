// Package mechanical has the laws of one-dimensional mechanics as parts of
// physics/hybrid. Translation and rotation are alike: a motion has a position q in m
// or rad, a velocity v in m/s or rad/s, an inertia in kg or kg m2, and forces in N or
// torques in N m act on it. Everything is in SI.
//
// # Signs
//
// Each motion has one positive direction. A force that a part exerts on it is positive
// in that direction. What lies between two motions, a first and a second, has a force
// that is positive where it pushes the second forward and the first back, so that at
// positive speeds it passes power from the first to the second. Deflections and
// relative speeds are those of the first less those of the second. Loss powers are
// positive where heat is made.
//
// # Parts
//
// A Motion alone is moved by what adds to its force. Motions that are tied by rigid
// things (gears, friction that may stick, stops) belong to one Group, which decides
// together which contacts stick, slip, rest or are open. Everything else (springs,
// motors, loads) only adds to forces and knows nothing of groups.
//
// Parameters are slots, so that they may be inputs. Fields whose comment says
// optional may be hybrid.None; other slots are needed.
package mechanical
