package observe

import "whatif/engine"

// settling is how many microsteps an observer waits within an instant before
// it acts on what it sees: longer than a change takes from an input over an
// intervention, a controller and a machine to a condition. Without that, a
// condition over two signals that change at the same instant could hold for no
// time at all and still raise an alert.
const settling = 6

// rest counts the microsteps waited within an instant.
type rest struct {
	At    engine.Time
	Steps int64
}

// pending reports whether to look again in the next microstep.
func (s *rest) pending(now engine.Time) bool {
	if s.At != now {
		s.At, s.Steps = now, 0
	}
	s.Steps++
	return s.Steps <= settling
}
