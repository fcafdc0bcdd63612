//go:build unix

package main

import (
	"fmt"

	"whatif/benchmarks/rooms"
	"whatif/engine"
	"whatif/models"
)

// task is one problem: its members, which are numbers only, and how they become
// a study.
type task struct {
	members []func() *models.Study
	samples int
	states  int // of a member
}

func newTask(problem string, size, hours int) (*task, error) {
	t := &task{samples: hours*3600/rooms.SampleEvery + 1}
	days := (hours + 23) / 24
	room := func(n int, seed uint64) {
		p := rooms.New(n, days, seed)
		t.members = append(t.members, func() *models.Study {
			s := p.Study()
			s.Span = engine.Time(hours) * 3600 * engine.Second
			return s
		})
		t.states = 2 * n
	}
	switch problem {
	case "t1":
		room(size, 1)
	case "t2":
		for seed := range size {
			room(1, uint64(seed+1))
		}
	case "t4":
		t.members = append(t.members, func() *models.Study { return rooms.WallStudy(size, hours) })
		t.states = size + 1
	default:
		return nil, fmt.Errorf("no problem is called %q", problem)
	}
	return t, nil
}

// measure carries the task out so many times, prints what it took and writes
// the trace if there is a file for it.
func (t *task) measure(repetitions int, file string) error {
	tr := newTrace(len(t.members) * t.samples * t.states)
	var r report
	for range repetitions {
		tr.clear()
		begun, alone := processor(), 0.0
		for m, study := range t.members {
			tr.member = m
			seconds, err := follow(study(), tr)
			if err != nil {
				return err
			}
			alone += seconds
		}
		r.CPU = append(r.CPU, processor()-begun)
		r.Alone = append(r.Alone, alone)
	}
	r.Events, r.Last = len(tr.events)/2, tr.last()
	if file != "" {
		if err := tr.write(file, kelvin); err != nil {
			return err
		}
	}
	return r.print()
}

// follow builds a member and carries it out, and returns the processor time of
// the latter.
func follow(s *models.Study, tr *trace) (seconds float64, err error) {
	m, problems := models.Build(s)
	if len(problems) > 0 {
		return 0, fmt.Errorf("the study does not build: %v", problems)
	}
	begun := processor()
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, tr)
	err = r.Advance(m.Engine.Until())
	return processor() - begun, err
}
