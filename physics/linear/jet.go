package linear

import "math"

// jet is the outlook on one output from an instant tau: where it is, how fast
// it moves, and how much it can bend from there on. It is what makes a search
// certain instead of likely: with bounds on the second derivative, a parabola
// says how long a level cannot be reached.
type jet struct {
	value float64
	rate  float64
	up    float64 // >= the second derivative on [tau, tau+reach]
	down  float64 // >= minus the second derivative there
	scale float64 // sum of the magnitudes that value was summed from
	reach float64 // s
}

// twist is what a jet leaves open: the second derivative itself, with bounds on
// the third.
type twist struct {
	second float64
	up     float64 // >= the third derivative on [tau, tau+reach]
	down   float64 // >= minus the third derivative there
	reach  float64 // s
}

// forecaster is a propagator that can tell jets: prepare once per search, look
// once per instant, then a jet per output.
type forecaster interface {
	prepare(s Segment)
	look(s Segment, tau float64)
	jet(s Segment, row int, tau, horizon float64) jet
	search(s Segment) []float64
	// twist is the outlook one order further.
	twist(s Segment, row int, tau, horizon float64) twist
	// heading is which way an output sets off from where look stood: the sign of
	// its first derivative that is not zero to rounding, 0 where both are.
	heading(s Segment, row int, tau float64) float64
}

// sense is the sign of the first of two derivatives that exceeds its rounding.
func sense(rate, rateScale, second, secondScale float64) float64 {
	switch {
	case math.Abs(rate) > rounding*rateScale:
		return math.Copysign(1, rate)
	case math.Abs(second) > rounding*secondScale:
		return math.Copysign(1, second)
	}
	return 0
}

// rounding is the relative error that a value summed from terms of a known
// total magnitude may carry.
const rounding = 8 * 0x1p-52

// latestSafe is the smallest positive root of gap + rate t - bend t^2/2 for
// gap >= 0 and bend >= 0: before it, what starts at gap with that rate and
// bends towards zero by no more than bend is positive. +Inf without a root.
func latestSafe(gap, rate, bend float64) float64 {
	root := math.Sqrt(rate*rate + 2*bend*gap)
	if rate < 0 {
		return 2 * gap / (root - rate)
	}
	if bend == 0 {
		return math.Inf(1)
	}
	return (rate + root) / bend
}

// surelyReached is the smallest positive root of gap + rate t + bend t^2/2: by
// then, what bends away from zero by no more than bend has reached it. +Inf
// where that cannot be said.
func surelyReached(gap, rate, bend float64) float64 {
	d := rate*rate - 2*bend*gap
	if !(rate < 0) || !(d >= 0) {
		return math.Inf(1)
	}
	return 2 * gap / (math.Sqrt(d) - rate)
}

// latestSafeCubic is a time in [0, reach] up to which
//
//	gap + rate t + second t^2/2 - third t^3/6
//
// is positive, for gap >= 0 and third >= 0: its smallest positive root, from
// below, or reach.
func latestSafeCubic(gap, rate, second, third, reach float64) float64 {
	f := func(t float64) float64 { return gap + t*(rate+t*(second/2-t*third/6)) }
	// It falls, rises from its trough to its peak, and falls for good.
	low, high := 0.0, reach
	if d := second*second + 2*third*rate; d >= 0 {
		root := math.Sqrt(d)
		trough, peak := 0.0, 0.0
		if second > 0 {
			trough, peak = -2*rate/(second+root), (second+root)/third
		} else if rate > 0 {
			peak = 2 * rate / (root - second)
		}
		switch {
		case trough > 0 && trough < reach && f(trough) <= 0:
			high = trough
		case trough < reach:
			low = math.Max(0, peak)
		}
	}
	if low >= reach || f(high) > 0 {
		return reach
	}
	for range 60 {
		mid := (low + high) / 2
		if f(mid) > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}
