// Package mechanical holds the kinds of twin that move: masses and shafts, what lies
// between them, and the machines that drive and load them.
//
// Some twins bring a motion of their own (an inertia, a mass, a motor, a drive); others
// name it by the twin. While twins are wired their motions and ties are gathered in one
// assembly. When all are there, those that are joined rigidly become one motion, and
// those that gears, friction and stops tie become a group of physics/mechanical that
// decides together. All of it is handed to coupled.
//
// A gap, a spring or a friction that names one motion with `on` has the ground at its
// other side.
package mechanical
