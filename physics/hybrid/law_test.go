package hybrid

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/ode"
)

// pull is a spring between a point and the ground.
type pull struct {
	Stiffness Read
	Position  Read
	Force     Add
}

func (p *pull) Evaluate(w []float64) { w[p.Force] -= w[p.Stiffness] * w[p.Position] }

// drift is a point's motion.
type drift struct {
	Mass, Force, Speed Read
	Moves, Speeds      Write
}

func (p *drift) Evaluate(w []float64) { w[p.Moves], w[p.Speeds] = w[p.Speed], w[p.Force]/w[p.Mass] }

// floor throws a point back.
type floor struct {
	Position, Speed Change
	Hits            Change
	Told            Event
}

func (p *floor) Evaluate([]float64)    {}
func (p *floor) GuardNames() []string  { return []string{"meets the floor"} }
func (p *floor) Guards(w, g []float64) { g[0] = w[p.Position] }
func (p *floor) React(m *Moment, _ int) {
	m.Tell(p.Told, m.W[p.Speed])
	m.W[p.Position], m.W[p.Speed] = 0, -m.W[p.Speed]/2
	m.W[p.Hits]++
}

// copied is one quantity as another.
type copied struct {
	From Read
	To   Write
}

func (p *copied) Evaluate(w []float64) { w[p.To] = w[p.From] }

// point adds a mass on a spring of stiffness k, and shows its position as id.
func point(b *Builder, twin string, k Slot, id int32) (position, speed Slot) {
	position, moves := b.State(StateSpec{Path: twin + ".position", Start: []Term{{Slot: b.Constant(1), Weight: 2}}})
	speed, speeds := b.State(StateSpec{Path: twin + ".speed", Scale: 10})
	force := b.Sum(twin + ".force")
	b.Add(twin, &pull{Read(k), Read(position), Add(force)})
	b.Add(twin, &drift{Read(b.Constant(2)), Read(force), Read(speed), Write(moves), Write(speeds)})
	b.Show(position, id)
	return position, speed
}

func pointOf(l *Law, u ...float64) *ode.Point {
	s := l.Shape()
	p := &ode.Point{X: make([]float64, s.States), U: u, Z: make([]float64, s.Memory), W: make([]float64, s.Work)}
	l.Begin(p)
	return p
}

func TestPiecesAreLawsOfTheirOwn(t *testing.T) {
	b := NewBuilder()
	point(b, "twin.b", b.Input(7, "input.k"), 101)
	point(b, "twin.a", b.Input(7, "input.k"), 100)
	laws, problems := b.Build()
	require.Empty(t, problems)
	require.Len(t, laws, 2)
	assert.Equal(t, "twin.a", laws[0].Path)
	assert.Equal(t, []int32{7}, laws[0].Reads)
	assert.Equal(t, []int32{100}, laws[0].Shows)
	p := pointOf(laws[0], 8)
	assert.Equal(t, []float64{2, 0}, p.X)
	dx, y := make([]float64, 2), make([]float64, 1)
	laws[0].Rates(p, dx)
	laws[0].Outputs(p, y)
	assert.Equal(t, []float64{0, -8}, dx)
	assert.Equal(t, []float64{2}, y)
	assert.Equal(t, []int32{0}, laws[0].Shape().StateOf)
	assert.Equal(t, []float64{1, 10}, laws[0].Shape().Scale)
	assert.ElementsMatch(t, []ode.Place{{Row: 0, Column: 0}, {Row: 0, Column: 1}, {Row: 1, Column: 0}, {Row: 1, Column: 1}}, laws[0].Shape().Pattern)
}

func TestReactionsChangeStatesAndMemory(t *testing.T) {
	b := NewBuilder()
	position, speed := point(b, "twin.ball", b.Constant(0), 1)
	hits := b.Memory("twin.ball.hits", 3)
	b.Add("twin.ball", &floor{Change(position), Change(speed), Change(hits), b.Event(EventSpec{Twin: "ball", Kind: "impact"})})
	laws, problems := b.Build()
	require.Empty(t, problems)
	require.Len(t, laws, 1)
	l := laws[0]
	p := pointOf(l)
	p.X[0], p.X[1] = 1e-9, -4
	l.React(p, 0)
	assert.Equal(t, []float64{0, 2}, p.X)
	assert.Equal(t, []float64{4}, p.Z)
	assert.Equal(t, "twin.ball, which meets the floor", l.GuardName(0))
	assert.Equal(t, "impact", l.EventOf(0).Kind)
}

func TestWhatIsReadIsComputedBefore(t *testing.T) {
	b := NewBuilder()
	first, second := b.Quantity("twin.a.x"), b.Quantity("twin.b.x")
	b.Add("twin.a", &copied{Read(second), Write(first)})
	b.Add("twin.b", &copied{Read(b.Input(1, "input.u")), Write(second)})
	b.Show(first, 5)
	laws, problems := b.Build()
	require.Empty(t, problems)
	require.Len(t, laws, 1)
	y := make([]float64, 1)
	laws[0].Outputs(pointOf(laws[0], 42), y)
	assert.Equal(t, []float64{42}, y)
	assert.Equal(t, 1, laws[0].Shape().States, "a law without states has one at rest")
}

func TestCirclesAreNamed(t *testing.T) {
	b := NewBuilder()
	x, y, z := b.Quantity("twin.a.x"), b.Quantity("twin.b.y"), b.Quantity("twin.c.z")
	b.Add("twin.a", &copied{Read(y), Write(x)})
	b.Add("twin.b", &copied{Read(x), Write(y)})
	b.Add("twin.c", &copied{Read(x), Write(z)})
	_, problems := b.Build()
	require.Len(t, problems, 1)
	assert.Equal(t, []string{"twin.a", "twin.b"}, problems[0].Twins)
	assert.Contains(t, problems[0].Summary, "an algebraic loop")
}

func TestWhatNobodyComputesAndWhatTwoDo(t *testing.T) {
	b := NewBuilder()
	x, y := b.Quantity("twin.a.x"), b.Quantity("twin.a.y")
	b.Add("twin.a", &copied{Read(x), Write(y)})
	b.Add("twin.b", &copied{Read(b.Constant(1)), Write(y)})
	_, problems := b.Build()
	require.Len(t, problems, 2)
	assert.Equal(t, []string{"twin.a", "twin.b"}, problems[0].Twins)
	assert.Equal(t, "nothing computes twin.a.x", problems[1].Summary)
}

func TestSameJoins(t *testing.T) {
	b := NewBuilder()
	position, _ := point(b, "twin.a", b.Constant(1), 1)
	other := b.Quantity("twin.z.position")
	b.Same(other, position)
	copyOf := b.Quantity("twin.z.copy")
	b.Add("twin.z", &copied{Read(other), Write(copyOf)})
	b.Show(copyOf, 2)
	laws, problems := b.Build()
	require.Empty(t, problems)
	require.Len(t, laws, 1)
	y := make([]float64, 2)
	laws[0].Outputs(pointOf(laws[0]), y)
	assert.Equal(t, []float64{2, 2}, y)
	b = NewBuilder()
	b.Same(b.Constant(1), b.Input(1, "input.u"))
	_, problems = b.Build()
	assert.Len(t, problems, 1)
}

func TestBlameNamesTheFirst(t *testing.T) {
	b := NewBuilder()
	point(b, "twin.a", b.Input(1, "input.k"), 1)
	laws, _ := b.Build()
	require.NoError(t, laws[0].Blame(pointOf(laws[0], 1)))
	assert.ErrorContains(t, laws[0].Blame(pointOf(laws[0], math.Inf(1))), "twin.a: twin.a.force is no number")
}
