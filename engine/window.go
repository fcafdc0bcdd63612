package engine

import (
	"math"
	"slices"
)

// Window is the least and the greatest mean of a signal over a window of fixed
// width that slides along while it looks.
type Window int32

type windowLaw struct {
	signal Signal
	width  float64 // s
	island int32   // -1 for a held or formed signal
	row    int32
}

// sliding is what a window has seen up to an instant. Its times are seconds
// since it began to look.
type sliding struct {
	begin, since Time    // since is Never where it does not look
	t, sum       float64 // the end of the last piece, and the integral up to there
	lo, hi       float64 // of the integrals over the window
	first        int64   // the piece in which the window now begins; those before it are done with
}

// piece is the integral of the signal from one node to the next, a cubic:
// sum + x (level + x (bend + x twist)), x in seconds since the node. That is
// exact for held and linear signals.
type piece struct{ t, sum, level, bend, twist float64 }

// notSliding is a window that does not look.
func notSliding() sliding { return sliding{since: Never, lo: math.Inf(1), hi: math.Inf(-1)} }

// BeginWindow forgets what w has seen and lets it look from now on. Only
// windows that lie wholly in what it looks at count.
func (r *Run) BeginWindow(w Window) {
	r.windows[w] = sliding{begin: r.now, since: r.now, lo: math.Inf(1), hi: math.Inf(-1)}
	r.pieces[w] = r.pieces[w][:0]
}

// Windows returns the least and the greatest mean over a window since w began
// to look, in the signal's unit; +Inf and -Inf where it has not yet looked for
// the width of one.
func (r *Run) Windows(w Window) (lo, hi float64) {
	s, pieces := r.windows[w], slices.Clone(r.pieces[w])
	law := &r.model.windows[w]
	r.slide(&s, &pieces, law)
	return s.lo / law.width, s.hi / law.width
}

// EndWindow returns what Windows does and lets w look no more.
func (r *Run) EndWindow(w Window) (lo, hi float64) {
	law := &r.model.windows[w]
	r.slide(&r.windows[w], &r.pieces[w], law)
	lo, hi = r.windows[w].lo/law.width, r.windows[w].hi/law.width
	r.windows[w] = notSliding()
	r.pieces[w] = r.pieces[w][:0]
	return lo, hi
}

// slide takes in what the signal was from s.since until now.
func (r *Run) slide(s *sliding, pieces *[]piece, law *windowLaw) {
	if s.since >= r.now { // idle, or for no time yet
		return
	}
	to := (r.now - s.begin).Seconds()
	if law.island < 0 {
		f := &r.forms[law.signal]
		in := f.in.After((s.since - f.since).Seconds())
		if in.Amplitude == 0 {
			s.add(pieces, piece{level: in.Level, bend: in.Slope / 2}, to, law.width)
		} else {
			t := track{sliding: s, pieces: pieces, width: law.width, at: in.At, area: in.Integral}
			t.follow(to - s.t)
		}
	} else {
		i := int(law.island)
		p, seg := r.props[i], r.segment(i)
		rows := [1]int32{law.row}
		tau := max(0, r.islands[i].elapsed(s.since))
		before := [1]float64{}
		p.Integrals(seg, rows[:], tau, before[:])
		t := track{sliding: s, pieces: pieces, width: law.width,
			at: func(x float64) float64 { return p.Value(seg, int(law.row), tau+x) },
			area: func(x float64) float64 {
				sum := [1]float64{}
				p.Integrals(seg, rows[:], tau+x, sum[:])
				return sum[0] - before[0]
			}}
		t.follow(to - s.t)
	}
	s.since = r.now
}

// add appends a piece that lasts until to, and slides the window over it.
func (s *sliding) add(pieces *[]piece, p piece, to, width float64) {
	if to <= s.t {
		return // too short to be told apart from nothing
	}
	if s.first > 64 && s.first > int64(len(*pieces)/2) {
		*pieces = slices.Delete(*pieces, 0, int(s.first))
		s.first = 0
	}
	p.t, p.sum = s.t, s.sum
	*pieces = append(*pieces, p)
	s.sweep(*pieces, to, width)
	s.sum = p.integral(to - p.t)
	s.t = to
}

// integral is the integral up to x seconds after the node.
func (p *piece) integral(x float64) float64 { return p.sum + x*(p.level+x*(p.bend+x*p.twist)) }

// sweep slides the front of the window over the last piece, which ends at to,
// stopping wherever its back comes to a node.
func (s *sliding) sweep(pieces []piece, to, width float64) {
	head := &pieces[len(pieces)-1]
	t := max(head.t, width)
	for t <= to {
		for int(s.first)+1 < len(pieces) && pieces[s.first+1].t+width <= t {
			s.first++
		}
		end := to
		if int(s.first)+1 < len(pieces) {
			end = min(to, pieces[s.first+1].t+width)
		}
		tail := &pieces[s.first]
		s.compare(head, t-head.t, tail, t-width-tail.t, end-t)
		if end >= to {
			return
		}
		t = end
	}
}

// compare takes in the integral over the window for its front from x on in one
// piece and its back from y on in another, h seconds long. The integral is a
// cubic there, extreme at the ends and where the signal is the same at both.
func (s *sliding) compare(front *piece, x float64, back *piece, y, h float64) {
	d := front.integral(x) - back.integral(y)
	b0 := front.level + x*(2*front.bend+3*front.twist*x) - back.level - y*(2*back.bend+3*back.twist*y)
	b1 := 2*front.bend + 6*front.twist*x - 2*back.bend - 6*back.twist*y
	b2 := 3 * (front.twist - back.twist)
	take := func(z float64) {
		v := d + z*(b0+z*(b1/2+z*b2/3))
		s.lo, s.hi = math.Min(s.lo, v), math.Max(s.hi, v)
	}
	take(0)
	if h <= 0 {
		return
	}
	take(h)
	root := b1*b1 - 4*b0*b2
	if root < 0 {
		return
	}
	q := -(b1 + math.Copysign(math.Sqrt(root), b1)) / 2
	for _, z := range [2]float64{q / b2, b0 / q} { // a division by zero is in no range
		if z > 0 && z < h {
			take(z)
		}
	}
}

// A smooth signal is followed in pieces of at most this part of the window, or,
// where that were more at a time than mostPieces, in so many. They are halved
// until the integral in the middle is met to this part of the signal's size over a
// window, at most so many times.
const (
	coarsest   = 1.0 / 32
	mostPieces = 64
	meets      = 1e-10
	halvings   = 24
	rounding   = 5e-16 // of all that could add up in the time: what is missed by no more is not missed
)

// aside is where in a piece that is longer than coarsest the integral is looked
// at as well: a part that no whole number of swings divides.
const aside = 0.3819660112501051

// track follows a smooth signal: at and area are its value, and its integral,
// x seconds on.
type track struct {
	*sliding
	pieces   *[]piece
	width    float64
	at, area func(x float64) float64
	from     float64 // where x is 0
	base     float64 // the integral there
	seconds  float64 // for which it is followed
	greatest float64 // size of the signal so far
}

// node is a point of a track.
type node struct{ x, value, area float64 }

func (t *track) node(x float64) node { return node{x, t.at(x), t.area(x)} }

// follow appends pieces for the next so many seconds.
func (t *track) follow(seconds float64) {
	t.from, t.base, t.seconds = t.t, t.sum, seconds
	n := math.Max(1, math.Min(mostPieces, math.Ceil(seconds/(t.width*coarsest))))
	a := t.node(0)
	for k := 1.0; k <= n; k++ {
		b := t.node(seconds * k / n)
		t.halve(a, b, halvings)
		a = b
	}
}

// halve appends the stretch from a to b in two pieces, or in more where a cubic
// does not follow it yet.
func (t *track) halve(a, b node, left int) {
	m := t.node((a.x + b.x) / 2)
	whole := cubic(a, b)
	size := math.Max(math.Abs(m.value), math.Max(math.Abs(a.value), math.Abs(b.value)))
	miss := math.Abs(a.area + whole.integral(m.x-a.x) - m.area)
	if h := b.x - a.x; h > 1.001*coarsest*t.width {
		x := aside * h
		miss = math.Max(miss, math.Abs(a.area+whole.integral(x)-t.area(a.x+x)))
	}
	t.greatest = math.Max(t.greatest, size)
	if left > 0 && miss > math.Max(meets*size*t.width, rounding*t.greatest*t.seconds) {
		t.halve(a, m, left-1)
		t.halve(m, b, left-1)
		return
	}
	t.append(a, m)
	t.append(m, b)
}

func (t *track) append(a, b node) {
	t.add(t.pieces, cubic(a, b), t.from+b.x, t.width)
	t.sum = t.base + b.area
}

// cubic is the piece with the values at a and b and the integral between them.
func cubic(a, b node) piece {
	h := b.x - a.x
	if h <= 0 {
		return piece{level: a.value}
	}
	mean := (b.area - a.area) / h
	return piece{level: a.value, bend: (3*mean - 2*a.value - b.value) / h, twist: (a.value + b.value - 2*mean) / (h * h)}
}
