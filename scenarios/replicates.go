package scenarios

import (
	"fmt"
	"math/bits"
	"strings"

	"whatif/scenarios/diagnose"
)

// The designs of a sample.
const (
	iid   = "iid"   // independent draws
	lhs   = "lhs"   // Latin hypercubes
	sobol = "sobol" // scrambled Sobol points
)

// usualReplicates is in how many replicates a design falls that does not say:
// enough for an interval, few enough to leave the points of each their evenness.
const usualReplicates = 8

// replicates reads in how many replicates the draws fall, once their number is
// known.
func (l *loader) replicates(s *sampling, f *fields) {
	n := f.table.Get("replicates")
	if s.design == iid {
		if n != nil {
			l.fail(codeConflict, n.Key, "independent draws have no replicates", `design = "lhs" or "sobol"`, "drop replicates")
		}
		return
	}
	at := f.at
	if d := f.table.Get("design"); d != nil {
		at = d.At
	}
	switch {
	case n != nil:
		count, ok := l.whole(n, "replicates")
		if !ok {
			return
		}
		if count < 1 || count > int64(s.draws) {
			l.fail(codeBounds, n.At, fmt.Sprintf("replicates is %d", count), fmt.Sprintf("a whole number from 1 to draws, %d", s.draws), "")
			return
		}
		s.replicates = int(count)
		if s.draws%s.replicates != 0 {
			l.fail(codeSample, n.At, fmt.Sprintf("%d draws do not fall in %d replicates of the same size", s.draws, count), "", nearMultiples(s.draws, s.replicates))
			return
		}
	case s.draws >= 2*usualReplicates && s.draws%usualReplicates == 0:
		s.replicates = usualReplicates
	case s.draws > 1:
		help := fmt.Sprintf("for %d replicates: %s", usualReplicates, nearMultiples(s.draws, usualReplicates))
		if s.design == sobol {
			lower := max(2, powerUpTo(s.draws/usualReplicates))
			help = fmt.Sprintf("draws = %d or %d makes %d replicates of %d or %d points (Sobol points are even in powers of two)",
				usualReplicates*lower, 2*usualReplicates*lower, usualReplicates, lower, 2*lower)
		}
		l.warn(codeSample, at, fmt.Sprintf("the %d draws are one replicate: no interval of a mean can be given", s.draws), help)
		return
	}
	if points := s.draws / s.replicates; s.design == sobol && bits.OnesCount(uint(points)) != 1 {
		lower := powerUpTo(points)
		l.warn(codeSample, at, fmt.Sprintf("a replicate has %d points; Sobol points are even in powers of two", points),
			fmt.Sprintf("draws = %d or %d makes it %d or %d", s.replicates*lower, 2*s.replicates*lower, lower, 2*lower))
	}
}

// powerUpTo is the greatest power of two up to n, and 0 for none.
func powerUpTo(n int) int {
	if n < 1 {
		return 0
	}
	return 1 << (bits.Len(uint(n)) - 1)
}

// nearMultiples offers numbers of draws that fall in n replicates of at least
// two points.
func nearMultiples(draws, n int) string {
	var offers []string
	for _, k := range [2]int{draws / n, draws/n + 1} {
		if k >= 2 {
			offers = append(offers, fmt.Sprint(k*n))
		}
	}
	if len(offers) == 0 {
		offers = []string{fmt.Sprint(2 * n)}
	}
	return "draws = " + strings.Join(offers, " or ")
}

// place is where to point for what is wrong with the sample as a whole.
func (s *sampling) place() diagnose.Position {
	if s.node == nil {
		return diagnose.Position{}
	}
	if d := s.node.Table().Get("design"); d != nil {
		return d.At
	}
	return s.node.Key
}
