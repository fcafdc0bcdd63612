package mechanical

import (
	"fmt"
	"slices"

	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

// rigid ties two motions rigidly: v1 = ratio v2, as joint has it.
type rigid struct {
	twin          string // that ties them
	by            string // its parameter that names them
	first, second *motion
	joint         physics.Joint // without its pair
	ratio         twin.Quantity // that of joint, as it was given
}

// shares reports whether the two are one motion: nothing but the tie is between them.
func (t *rigid) shares() bool {
	plain := t.joint.Ratio == none && t.joint.Mode == hybrid.Change(hybrid.None)
	return plain && t.first.given == nil && t.second.given == nil
}

// acyclic notes rigid ties that go round in a circle, as two given speeds on one shaft
// do.
func (a *assembly) acyclic() {
	w := web{}
	for _, m := range a.motions {
		if m.given != nil {
			w.tie(m, nil, m.twin)
		}
	}
	for _, t := range a.rigid {
		before, circle := w.between(t.first, t.second)
		if !circle {
			w.tie(t.first, t.second, t.twin)
			continue
		}
		drives, others := a.sortTies(append(before, t.twin))
		if len(drives) > 1 {
			over := ""
			if len(others) > 0 {
				over = ", tied by " + listed(others)
			}
			a.fault(t.by, fmt.Sprintf("%s give the speed of one shaft%s", listed(drives), over),
				"take one of them away, or put a belt, an elastic gear (stiffness) or a clutch between them")
			continue
		}
		a.fault(t.by, listed(others)+" tie rigidly what is tied already: they go round in a circle",
			"take one of them away, or put a belt, an elastic gear (stiffness) or a clutch in its place")
	}
}

// sortTies tells the twins that give speeds from those that tie, each once and by name.
func (a *assembly) sortTies(twins []string) (drives, others []string) {
	is := map[string]bool{}
	for _, m := range a.motions {
		is[m.twin] = m.given != nil
	}
	for _, t := range twins {
		if is[t] {
			drives = append(drives, t)
		} else {
			others = append(others, t)
		}
	}
	slices.Sort(drives)
	slices.Sort(others)
	return slices.Compact(drives), slices.Compact(others)
}

// web is which motions are tied rigidly, and by which twin; nil stands for what is
// given from outside.
type web map[*motion][]strand

type strand struct {
	to   *motion
	twin string
}

func (w web) tie(x, y *motion, twin string) {
	w[x] = append(w[x], strand{y, twin})
	w[y] = append(w[y], strand{x, twin})
}

// between lists the twins that tie two motions already; false where none do.
func (w web) between(from, to *motion) ([]string, bool) { return w.walk(from, to, map[*motion]bool{}) }

func (w web) walk(from, to *motion, seen map[*motion]bool) ([]string, bool) {
	if from == to {
		return nil, true
	}
	seen[from] = true
	for _, s := range w[from] {
		if seen[s.to] {
			continue
		}
		if rest, found := w.walk(s.to, to, seen); found {
			return append([]string{s.twin}, rest...), true
		}
	}
	return nil, false
}
