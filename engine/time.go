package engine

import (
	"math"
	"strconv"
	"time"
)

// Time is an instant of simulated time: nanoseconds since the scenario's
// start. It is negative during the warm-up. The clock ends at 292 years.
type Time int64

// Never is later than every instant.
const Never Time = math.MaxInt64

// Second is one second of simulated time.
const Second Time = 1e9

// Seconds returns the instant nearest to s seconds after the start. Values
// outside the clock's range give its ends.
func Seconds(s float64) Time {
	ns := math.RoundToEven(s * 1e9)
	switch {
	case ns >= math.MaxInt64:
		return Never
	case ns <= -math.MaxInt64:
		return -Never
	}
	return Time(ns)
}

// Seconds returns t in seconds since the start.
func (t Time) Seconds() float64 {
	whole := int64(t) / int64(Second)
	return float64(whole) + float64(int64(t)-whole*int64(Second))*1e-9
}

// String renders t as a duration since the start, such as "2d3h4m5s".
func (t Time) String() string {
	if t == Never {
		return "never"
	}
	const day = 24 * time.Hour
	d := time.Duration(t)
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	if d < day {
		return sign + d.String()
	}
	days := d / day
	text := sign + strconv.FormatInt(int64(days), 10) + "d"
	if rest := d - days*day; rest > 0 {
		text += rest.String()
	}
	return text
}
