package report

import "whatif/results"

// happeningsOf reads the table events, once.
func happeningsOf(r *results.Result) (happenings, error) {
	c := newCollector(r.Schema.Signals)
	runs, next := &r.Runs, 0
	var rows []happening
	done := func(k int) {
		c.run(group{int(runs.Variant[k]), int(runs.Sweep[k])}, runs.Failed[k], runs.End[k], rows)
		rows = rows[:0]
	}
	for e, err := range r.EventRows(alertOn, alertOff, eventOn, eventOff) {
		if err != nil {
			return happenings{}, err
		}
		for ; next < e.Run; next++ {
			done(next)
		}
		rows = append(rows, happening{e.Kind, e.Signal, e.Detail, e.T})
	}
	for ; next < runs.Len(); next++ {
		done(next)
	}
	return c.finish(), nil
}
