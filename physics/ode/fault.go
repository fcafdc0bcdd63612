package ode

import (
	"fmt"
	"strings"
)

// The values of pace.fault.
const (
	told       = 1 + iota // by the system: Point.Fail
	notFinite             // a rate or a guard is no number
	stuck                 // no step is short enough
	unbalanced            // states without mass find no value
	crowded               // too many events at one instant
	chattering            // too many events in one second
)

// fail notes why the solution cannot go on; the first reason counts.
func (s *Solution) fail(why, at int) {
	if s.fault == 0 {
		s.fault, s.faultAt = float64(why), float64(at)
	}
}

// Err is why the solution could not go on; nil where it can.
func (s *Solution) Err() error {
	explainer, _ := s.sys.(Explainer)
	at := int(s.faultAt)
	switch int(s.fault) {
	case 0:
		return nil
	case told:
		code, value := int(s.news[1])-1, s.news[2]
		if explainer != nil {
			return explainer.Explain(code, value)
		}
		return fmt.Errorf("the system failed: code %d, value %g", code, value)
	case notFinite:
		if err := s.blame(explainer); err != nil {
			return err
		}
		return fmt.Errorf("a rate or a guard is no finite number")
	case stuck:
		if err := s.blame(explainer); err != nil {
			return err
		}
		return fmt.Errorf("no step is short enough: %s changes too fast, jumps without an event, or grows beyond all bounds"+
			" (it is %g)", s.stateName(explainer, at), s.value(at))
	case unbalanced:
		if err := s.blame(explainer); err != nil {
			return err
		}
		return fmt.Errorf("no values are found for %s, which have no rate of their own:"+
			" nothing sets one of them, or its law has no solution here", s.massless(explainer))
	case crowded:
		return fmt.Errorf("chattering: more than %d events at one instant, the last of them at %s",
			mostAtOnce, guardName(explainer, at))
	}
	return fmt.Errorf("chattering: more than %d events within one second, the last of them at %s",
		mostInSecond, guardName(explainer, at))
}

// blame finds who makes no finite number where the solution stands.
func (s *Solution) blame(explainer Explainer) error {
	if explainer == nil {
		return nil
	}
	s.inputsAt(0)
	s.p.X = s.x
	return explainer.Blame(&s.p)
}

// mostNamed is how many states an error names.
const mostNamed = 6

// massless names the states without a rate of their own.
func (s *Solution) massless(e Explainer) string {
	var names []string
	for i := range s.x {
		if !s.massive(i) {
			if len(names) == mostNamed {
				names = append(names, "others")
				break
			}
			names = append(names, s.stateName(e, i))
		}
	}
	return strings.Join(names, ", ")
}

// value is state i, where there is one.
func (s *Solution) value(i int) float64 {
	if i < len(s.x) {
		return s.x[i]
	}
	return 0
}

func (s *Solution) stateName(e Explainer, i int) string {
	switch {
	case len(s.x) == 0:
		return "the system"
	case e != nil && e.StateName(i) != "":
		return e.StateName(i)
	case e != nil:
		return "what it computes"
	}
	return fmt.Sprintf("state %d", i)
}

func guardName(e Explainer, k int) string {
	if e != nil {
		return e.GuardName(k)
	}
	return fmt.Sprintf("guard %d", k)
}
