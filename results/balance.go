package results

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/engine"
)

// Roles of the terms of a balance.
const (
	Gain    = "gain"    // a source of heat: a heater, people, the sun
	Loss    = "loss"    // a path over which heat comes and goes: a wall, the air to outdoors, the next room
	Storage = "storage" // what the zone holds more at the end than at the beginning, counted negative
)

// Roles of what is counted beside heat.
const (
	unmetHeating   = "unmet_heating"
	unmetCooling   = "unmet_cooling"
	tooCold        = "unmet_heating_degrees"
	tooWarm        = "unmet_cooling_degrees"
	heatingDegrees = "heating_degrees"
	coolingDegrees = "cooling_degrees"
)

// Zone is the heat balance of one zone in one variant at one sweep point: means
// over the runs that reached their end. Energies are in kWh, positive into the
// zone, so that all terms add up to Closure, which is the error.
type Zone struct {
	Variant, Sweep int
	Zone           string // its twin
	N              int    // runs
	Terms          []Term
	Closure        float64  // kWh: the sum of all terms of the run in which it is largest by size
	Relative       float64  // the largest of the runs: |closure| / sum of the sizes of all terms
	Months         []string // such as 1988-01, in local time; none without a calendar
	// Hours in which the zone should have been warmer, or cooler, and was not, and by
	// how much (K h); NaN where no control asks for a temperature.
	UnmetHeating, UnmetCooling               float64
	UnmetHeatingDegrees, UnmetCoolingDegrees float64
	// Degree-hours of the outdoor temperature below and above the bases, K h; NaN
	// where the zone has none.
	HeatingDegrees, CoolingDegrees float64
}

// Term is one term of the balance of a zone, in kWh.
type Term struct {
	Name      string // of what it flows through or comes from, such as input.desks, twin.corridor, outdoor
	Role      string
	Total     float64
	Low, High float64   // 5 and 95 % quantiles of the runs
	ByMonth   []float64 // per month of the zone
	ByHour    [24]float64
}

// Balances returns the balances of all zones in the order (variant, sweep point,
// zone); none where the scenario asked for none. Parts that are missing are left
// out, as in Runs.
func (r *Result) Balances() ([]Zone, error) {
	if r.layout.balance == nil {
		return nil, nil
	}
	a := &accounts{r: r, terms: r.Schema.Balance, index: map[[3]string]int{}}
	for i, t := range a.terms {
		a.index[[3]string{t.Zone, t.Name, t.Role}] = i
	}
	var zones []Zone
	groups := r.Runs.groups()
	next := 0
	flush := func() {
		zones = append(zones, a.zones(groups[next])...)
		next++
		a.begin()
	}
	a.begin()
	for k := range r.Info.parts() {
		err := each(partPath(r.Dir, balanceTable, k), r.layout.balance.schema, func(rec arrow.Record) error {
			return a.read(rec, func(run int64) {
				for run > r.Runs.Number[groups[next].last-1] {
					flush()
				}
			})
		})
		if err != nil && !(errors.Is(err, fs.ErrNotExist) && slices.Contains(r.Missing, k)) {
			return nil, fmt.Errorf("%w", err)
		}
	}
	for next < len(groups) {
		flush()
	}
	return zones, nil
}

// accounts gathers the rows of the runs of a group.
type accounts struct {
	r      *Result
	terms  []engine.BalanceTerm
	index  map[[3]string]int // of a zone, name and role
	totals [][]float64       // per term: of each run
	months [][]float64       // per term: sums over the runs
	hours  [][24]float64
	runs   []int64 // of the group
}

// begin forgets the group before.
func (a *accounts) begin() {
	n := len(a.terms)
	a.totals, a.months, a.hours, a.runs = make([][]float64, n), make([][]float64, n), make([][24]float64, n), nil
	for i := range a.months {
		a.months[i] = make([]float64, len(a.r.layout.balance.months))
	}
}

// read takes the rows of a record; at is told of each run before its rows.
func (a *accounts) read(rec arrow.Record, at func(run int64)) error {
	if err := equalLengths(rec); err != nil {
		return err
	}
	o := a.r.layout.balance
	var coded [5][]int32
	for i, d := range []*dictionary{o.zones, o.terms, o.roles, o.splits, o.periods} {
		var err error
		if coded[i], err = codes(rec, 3+i, d); err != nil {
			return err
		}
	}
	values := float64Array(rec, 8).Float64Values()
	for i, run := range int64Values(rec, 0) {
		if len(a.runs) == 0 || a.runs[len(a.runs)-1] != run {
			if _, known := slices.BinarySearch(a.r.Runs.Number, run); !known {
				return fmt.Errorf("run %d is not in the table runs", run)
			}
			at(run)
			a.runs = append(a.runs, run)
		}
		term, ok := a.index[[3]string{o.zones.values[coded[0][i]], o.terms.values[coded[1][i]], o.roles.values[coded[2][i]]}]
		if !ok {
			return fmt.Errorf("row %d has a term that batch.json does not list", i)
		}
		period := o.periods.values[coded[4][i]]
		switch o.splits.values[coded[3][i]] {
		case splitTotal:
			a.totals[term] = append(a.totals[term], values[i])
		case splitMonth:
			m := slices.Index(o.months, period)
			if m < 0 {
				return fmt.Errorf("row %d is of the month %q", i, period)
			}
			a.months[term][m] += values[i]
		case splitHour:
			h, err := strconv.Atoi(period)
			if err != nil || h < 0 || h >= hoursPerDay {
				return fmt.Errorf("row %d is of the hour %q", i, period)
			}
			a.hours[term][h] += values[i]
		}
	}
	return nil
}

// zones are the balances of the group that was read.
func (a *accounts) zones(g group) []Zone {
	if len(a.runs) == 0 {
		return nil
	}
	var list []Zone
	place := map[string]int{}
	for i, t := range a.terms {
		if len(a.totals[i]) == 0 {
			continue
		}
		k, there := place[t.Zone]
		if !there {
			k = len(list)
			place[t.Zone] = k
			list = append(list, Zone{Variant: int(g.variant), Sweep: int(g.sweep), Zone: t.Zone, N: len(a.totals[i]), Months: a.r.layout.balance.months,
				UnmetHeating: nan, UnmetCooling: nan, UnmetHeatingDegrees: nan, UnmetCoolingDegrees: nan, HeatingDegrees: nan, CoolingDegrees: nan})
		}
		z := &list[k]
		if count := z.count(t.Role); count != nil {
			*count = meanOf(a.totals[i])
			continue
		}
		z.Terms = append(z.Terms, a.term(i, float64(len(a.totals[i]))))
	}
	for k := range list {
		a.close(&list[k])
	}
	return list
}

// count is where the zone keeps what a role counts, nil for heat.
func (z *Zone) count(role string) *float64 {
	switch role {
	case unmetHeating:
		return &z.UnmetHeating
	case unmetCooling:
		return &z.UnmetCooling
	case tooCold:
		return &z.UnmetHeatingDegrees
	case tooWarm:
		return &z.UnmetCoolingDegrees
	case heatingDegrees:
		return &z.HeatingDegrees
	case coolingDegrees:
		return &z.CoolingDegrees
	}
	return nil
}

// term is the mean over n runs of a term.
func (a *accounts) term(i int, n float64) Term {
	t := Term{Name: a.terms[i].Name, Role: a.terms[i].Role, Total: meanOf(a.totals[i])}
	for _, sum := range a.months[i] {
		t.ByMonth = append(t.ByMonth, sum/n)
	}
	for h, sum := range a.hours[i] {
		t.ByHour[h] = sum / n
	}
	sorted := slices.Sorted(slices.Values(a.totals[i]))
	t.Low, t.High = Quantile(0.05, sorted), Quantile(0.95, sorted)
	return t
}

// close finds by how much the balance of a zone does not close.
func (a *accounts) close(z *Zone) {
	for k := range z.N {
		sum, size := 0.0, 0.0
		for i, t := range a.terms {
			if t.Zone == z.Zone && z.count(t.Role) == nil && k < len(a.totals[i]) {
				sum += a.totals[i][k]
				size += math.Abs(a.totals[i][k])
			}
		}
		if math.Abs(sum) > math.Abs(z.Closure) {
			z.Closure = sum
		}
		if size > 0 {
			z.Relative = max(z.Relative, math.Abs(sum)/size)
		}
	}
}

func meanOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
