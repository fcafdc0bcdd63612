package engine

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// counted counts how often the equations of a room are made.
type counted struct {
	room
	made *int
}

func (c counted) System(value func(Signal) float64) linear.System {
	*c.made++
	return c.room.System(value)
}

// airing sets a room's loss each minute to the next of some values.
type airing struct {
	loss   Signal
	values []float64
}

type airingState struct{ n int64 }

func (a airing) Start(r *Run, s *airingState) (Time, error) { return a.Fire(r, s) }
func (a airing) Fire(r *Run, s *airingState) (Time, error) {
	r.Set(a.loss, a.values[s.n%int64(len(a.values))])
	s.n++
	return r.Now() + 60*Second, nil
}

func aired(t testing.TB, made *int, values ...float64) *Model {
	b := NewBuilder()
	law := room{capacity: b.Held("c", 1e5), loss: b.Held("g", values[0]), outdoor: b.Held("outdoor", 280), start: 300}
	heat, temp := b.Held("heat", 500), b.Dense("temperature")
	b.Block(Block{Path: "room", States: []string{"temperature"}, Highest: 1000, Inputs: []Signal{law.outdoor, heat},
		Shaping: []Signal{law.capacity, law.loss}, Outputs: []Signal{temp}, Law: counted{law, made}})
	Add[airingState](b, "airing", airing{law.loss, values}, Wiring{})
	b.Sample(30*Second, []SampledSignal{{Signal: temp}, {Signal: temp, Mean: true}})
	m, err := b.Build(0, 3600*Second)
	require.NoError(t, err)
	return m
}

func many(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = 50 + float64(i)/7
	}
	return values
}

func TestShapesAreMadeOnce(t *testing.T) {
	made := 0
	r := aired(t, &made, 50, 400, 80).NewRun()
	for draw := range 3 {
		r.Reset(Numbers{Draw: draw}, nil)
		require.NoError(t, r.Advance(3600*Second))
		assert.Equal(t, 3, made, "draw %d: a law for each value, and no more", draw)
	}
	// Another capacity is another law, with either loss.
	r.Reset(Numbers{Set: []Number{{Signal: 0, Value: 2e5}}}, nil)
	require.NoError(t, r.Advance(3600*Second))
	assert.Equal(t, 6, made)
}

func TestShapesAreBounded(t *testing.T) {
	made := 0
	r := aired(t, &made, many(200)...).NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(3600*Second))
	assert.Equal(t, 61, made)
	assert.LessOrEqual(t, len(r.shapes[0].made), mostShapes)
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(3600*Second))
	assert.LessOrEqual(t, len(r.shapes[0].made), mostShapes)
}

func TestShapesTakeBoundedMemory(t *testing.T) {
	made := 0
	r := aired(t, &made, many(200)...).NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(Second))
	one := r.shapes[0].bytes
	require.Positive(t, one)
	r.shapes[0].room = 10 * one
	require.NoError(t, r.Advance(3600*Second))
	assert.Len(t, r.shapes[0].made, 10)
	assert.Equal(t, 10*one, r.shapes[0].bytes)
}

// What is kept changes no byte.
func TestShapesChangeNothing(t *testing.T) {
	made := 0
	m := aired(t, &made, 50, 400, 80, 50, 90)
	var tapes [2]tape
	for k := range tapes {
		r := m.NewRun()
		if k == 0 {
			r.shapes[0].most = 1
		}
		r.Reset(Numbers{}, &tapes[k])
		require.NoError(t, r.Advance(3600*Second))
	}
	assert.Equal(t, tapes[0].samples[1:], tapes[1].samples[1:]) // there is no mean at first
}

// A law that switches between known modes allocates nothing.
func TestSwitchingLawAllocatesNothing(t *testing.T) {
	made := 0
	m := aired(t, &made, 50, 400)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(600*Second))
	until := 600 * Second
	assert.Zero(t, testing.AllocsPerRun(20, func() {
		until += 120 * Second
		require.NoError(t, r.Advance(until))
	}))
}

// BenchmarkSwitchingLaw has a room whose law goes to and fro between two known
// ones, or is compiled at each switching.
func BenchmarkSwitchingLaw(b *testing.B) {
	for name, kept := range map[string]int{"known": mostShapes, "new": 1} {
		b.Run(name, func(b *testing.B) {
			made := 0
			r := aired(b, &made, 50, 400).NewRun()
			r.shapes[0].most = kept
			for b.Loop() {
				r.Reset(Numbers{}, nil)
				require.NoError(b, r.Advance(3600*Second))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/61, "ns/switching")
		})
	}
}
