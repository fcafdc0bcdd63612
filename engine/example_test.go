package engine_test

import (
	"fmt"

	"whatif/engine"
)

// lamp is a law: it switches a signal every minute, three times.
type lamp struct{ light engine.Signal }

// lampState is what changes: plain data.
type lampState struct{ Switched int64 }

func (l lamp) Start(*engine.Run, *lampState) (engine.Time, error) { return 60 * engine.Second, nil }

func (l lamp) Fire(r *engine.Run, s *lampState) (engine.Time, error) {
	s.Switched++
	r.Set(l.light, float64(s.Switched%2))
	if s.Switched == 3 {
		return engine.Never, nil
	}
	return r.Now() + 60*engine.Second, nil
}

// A model is built once; a run of it can be saved and taken back.
func ExampleBuilder() {
	b := engine.NewBuilder()
	light := b.Held("lamp.light", 0)
	lit := b.Integral(light)
	engine.Add[lampState](b, "lamp", lamp{light}, engine.Wiring{})
	model, err := b.Build(0, 300*engine.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	run := model.NewRun()
	run.Reset(engine.Numbers{}, nil)
	for _, t := range []engine.Time{90 * engine.Second, 300 * engine.Second} {
		if err := run.Advance(t); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: light %g, lit for %g s\n", run.Now(), run.Value(light), run.Integral(lit))
	}
	// Output:
	// 1m30s: light 1, lit for 30 s
	// 5m0s: light 1, lit for 180 s
}
