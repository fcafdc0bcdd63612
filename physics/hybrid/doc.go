// Package hybrid puts nonlinear laws together out of parts: a spring, a contact
// that sticks or slips, a surface that radiates. A part is a plain struct whose
// fields say which quantities it reads, writes and adds to; a Builder finds which
// parts hang together, in which order they must be computed, and where they go round
// in a circle, and makes one Law, an ode.System, of each connected piece.
package hybrid
