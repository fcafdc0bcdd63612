package ode

import "fmt"

// law is a system with what solving it needs to know; it is immutable.
type law struct {
	sys      System
	shape    *Shape
	relative float64
	absolute []float64 // tolerance of each state that is near zero
	massless bool      // some states have no rate of their own
	explicit bool      // dp5 may be used
	implicit bool      // rodas5p may be used
	stiff    *rodas5p  // nil where it is made when it is needed, if ever
	looked   []row     // whose outputs steps must show well
	at       layout
}

const (
	defaultRelative = 1e-9
	finestRelative  = 1e-14
)

func newLaw(sys System, o Options) (*law, error) {
	l := &law{sys: sys, shape: sys.Shape(), relative: o.Relative}
	if l.relative == 0 {
		l.relative = defaultRelative
	}
	if !(l.relative >= finestRelative && l.relative < 1) {
		return nil, fmt.Errorf("a tolerance of %g is not between %g and 1", o.Relative, finestRelative)
	}
	s := l.shape
	l.absolute = make([]float64, s.States)
	for i := range l.absolute {
		l.absolute[i] = l.relative
		if s.Scale != nil {
			l.absolute[i] *= s.Scale[i]
		}
		l.massless = l.massless || (s.Mass != nil && s.Mass[i] == 0)
	}
	switch o.Method {
	case "":
		l.explicit, l.implicit = !l.massless, true
	case "dp5":
		if l.massless {
			return nil, fmt.Errorf("method dp5 needs a rate of every state; a state without one takes rodas5p")
		}
		l.explicit = true
	case "rodas5p":
		l.implicit = true
	default:
		return nil, fmt.Errorf("there is no method %q: dp5 and rodas5p are known", o.Method)
	}
	if !l.explicit {
		l.stiff = l.newStiff()
	}
	l.at = l.lay()
	return l, nil
}

// newStiff is rodas5p for the law.
func (l *law) newStiff() *rodas5p {
	_, differentiable := l.sys.(Differentiable)
	return newRodas5P(l.shape, differentiable)
}

// whole is the law with all methods made that it may take.
func (l *law) whole() *law {
	if l.implicit && l.stiff == nil {
		l.stiff = l.newStiff()
		l.at = l.lay()
	}
	return l
}

// name is the method's, "auto" where it is chosen as the solution goes on.
func (l *law) name() string {
	switch {
	case !l.implicit:
		return dp5{}.name()
	case l.explicit:
		return "auto"
	}
	return l.stiff.name()
}

// scaleOf is the size at which the error of state i counts as one, at a value.
func (l *law) scaleOf(i int, size float64) float64 { return l.absolute[i] + l.relative*size }
