package mechanical

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// told lists the kinds of the events that a law tells until a time, and their numbers.
func told(t *testing.T, law *hybrid.Law, until float64) (kinds []string, values []float64) {
	p, err := ode.Compile(law, nil, ode.Options{})
	require.NoError(t, err)
	s, ok := p.(linear.Stepper)
	require.True(t, ok)
	seg := linear.Segment{State: make([]float64, s.Size()), Work: make([]float64, s.Work())}
	s.Start(seg, nil)
	s.Force(seg, make([]linear.Input, len(law.Reads)))
	for now := 0.0; now < until; {
		for news := s.News(seg); len(news) > 0; news = news[2:] {
			kinds, values = append(kinds, law.EventOf(int(news[0])).Kind), append(values, news[1])
		}
		s.ClearNews(seg)
		step := s.Horizon(seg)
		s.Shift(seg, step)
		now += step
		require.NoError(t, s.Fault(seg))
	}
	return kinds, values
}

func TestBallTellsItsImpacts(t *testing.T) {
	r := newRig(t)
	ball := r.motion("twin.ball", 2, 1, 0)
	r.weight(ball, -2*9.81)
	s := ground(r, r.member(ball), 0.7, 0.1)
	s.Strikes = r.Event(hybrid.EventSpec{Twin: "ball", Kind: "impact"})
	s.Rests = r.Event(hybrid.EventSpec{Twin: "ball", Kind: "rest"})
	kinds, values := told(t, r.build(), 5)
	require.Len(t, kinds, 12)
	for k, kind := range kinds[:11] {
		assert.Equal(t, "impact", kind)
		if k > 0 {
			assert.InDelta(t, 0.7*values[k-1], values[k], 1e-9)
		}
	}
	assert.Equal(t, "rest", kinds[11])
	assert.InDelta(t, 2*9.81, values[11], 1e-12)
}

func TestBlockTellsThatItSticksAndSlips(t *testing.T) {
	r := beltRig(t)
	f := &r.group.Frictions[0]
	f.Sticks = r.Event(hybrid.EventSpec{Twin: "belt", Kind: "stick"})
	f.Slips = r.Event(hybrid.EventSpec{Twin: "belt", Kind: "slip"})
	kinds, values := told(t, r.build(), 40)
	require.Greater(t, len(kinds), 4)
	for k, kind := range kinds {
		if kind == "slip" {
			assert.InDelta(t, 1, values[k], 1e-6)
		}
		if k > 0 {
			assert.NotEqual(t, kinds[k-1], kind)
		}
	}
}

func TestBodyLeavesAStopThatWouldHaveToPull(t *testing.T) {
	r := newRig(t)
	body := r.motion("twin.body", 1, 0, 0)
	l := Absent[Load]()
	l.Velocity, l.OnMotion = hybrid.Read(body.Velocity), hybrid.Add(body.Force)
	l.Driving = hybrid.Read(r.Input(0, "input.lift"))
	r.Add("twin.body", &l)
	ground(r, r.member(body), 0, 0)
	r.build()
	solution, err := ode.Begin(r.law, []linear.Input{{Level: -3, Slope: 2}}, ode.Options{})
	require.NoError(t, err)
	require.NoError(t, solution.To(3))
	assert.InDelta(t, 1.5, solution.LastEvent(), 1e-9)
	assert.InDelta(t, 1.5*1.5*1.5/3, r.state(solution, 3, "twin.body.position"), 1e-9)
	assert.Equal(t, 1, reactions(solution))
}
