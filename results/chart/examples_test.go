package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// monday is Mon 11 Jan 2027 00:00 in Berlin, in seconds since 1970.
const monday = 1799622000

// drawer is any chart.
type drawer interface{ Draw() (*Chart, error) }

// sample makes one chart of each kind, always the same.
func sample() map[string]drawer {
	return map[string]drawer{
		"fan":          weekFan("chart-fan", 4, 7*144, 600),
		"fan-day":      dayFan(),
		"fan-elapsed":  elapsedFan(),
		"distribution": sampleDistribution(),
		"ranges":       sampleRanges(),
		"tornado":      sampleTornado(),
		"bars":         sampleBars(),
		"lines":        sampleLines(),
		"log":          sampleLog(),
	}
}

// weekFan is rooms that cool at night, with a hole in the first.
func weekFan(name string, bands, n int, every float64) *Fan {
	f := &Fan{Times: true, Frame: Frame{Name: name, YLabel: "temperature of the office", YUnit: "°C", Location: "Europe/Berlin"}}
	for k := range bands {
		b := Band{Name: []string{"base", "insulated", "new windows", "both"}[k%4]}
		for i := range n {
			t := monday + float64(i+1)*every
			mid := 19 + float64(k) + 2.5*math.Sin(2*math.Pi*(t-monday)/86400-1.8) + 0.4*math.Sin(float64(i*i%97))
			spread := 0.5 + 0.4*float64(i)/float64(n)
			if k == 0 && i > n/3 && i < n/3+n/40 {
				mid = math.NaN()
			}
			b.X, b.Mid = append(b.X, t), append(b.Mid, mid)
			b.Q05, b.Q25 = append(b.Q05, mid-2*spread), append(b.Q25, mid-0.8*spread)
			b.Q75, b.Q95 = append(b.Q75, mid+0.8*spread), append(b.Q95, mid+2.2*spread)
		}
		f.Bands = append(f.Bands, b)
	}
	f.Marks = []Mark{{Name: "window open", Class: "event", From: monday + 30*3600, To: monday + 34*3600}, {Name: "night off", Class: "event", From: monday + 90*3600, To: monday + 102*3600}}
	for i := range 60 {
		f.Marks = append(f.Marks, Mark{Name: "too cold", Class: "alert", From: monday + 100*3600 + float64(i)*700, To: monday + 100*3600 + float64(i)*700, Owner: i % 2})
	}
	return f
}

// dayFan is hourly means, with a measured record.
func dayFan() *Fan {
	f := weekFan("chart-fan-day", 2, 24, 3600)
	measured := Band{Name: "measured"}
	for i, t := range f.Bands[1].X {
		f.Bands[0].Steps, f.Bands[1].Steps = true, true
		measured.X, measured.Mid = append(measured.X, t), append(measured.Mid, f.Bands[1].Mid[i]+0.3*math.Cos(float64(i)))
	}
	f.Points, f.Marks, f.Title = &measured, nil, "The first day"
	return f
}

func elapsedFan() *Fan {
	b := Band{Name: "power"}
	for i := range 200 {
		b.X, b.Mid = append(b.X, float64(i)*600), append(b.Mid, 1.2e9*(1-math.Exp(-float64(i)/40)))
	}
	return &Fan{Frame: Frame{Name: "chart-fan-elapsed", YLabel: "heat", YUnit: "W"}, Bands: []Band{b}}
}

func sampleDistribution() *Distribution {
	random := rand.New(rand.NewPCG(1, 2))
	d := &Distribution{Frame: Frame{Name: "chart-distribution", XLabel: "energy", XUnit: "kWh", Width: 480}}
	for k, name := range []string{"base", "insulated", "a rather long name of a variant that nobody can read", "few draws", "the same"} {
		var values []float64
		for range []int{200, 200, 200, 7, 30}[k] {
			values = append(values, 310-float64(k)*12+20*random.NormFloat64()*float64(min(4-k, 1)))
		}
		slices.Sort(values)
		d.Names, d.Values = append(d.Names, name), append(d.Values, values)
	}
	return d
}

func sampleRanges() *Ranges {
	return &Ranges{Frame: Frame{Name: "chart-ranges", XLabel: "difference to base", XUnit: "kWh", Width: 480, Height: 200}, Ranges: []Range{
		{"insulated", -42.4, -44, -40.5, -60, -21, 1, "better"},
		{"new windows", -12.1, -14, -9.8, -30, 4, 2, "better"},
		{"both", 1.2, -0.4, 2.7, math.NaN(), math.NaN(), 3, "not told apart"},
	}}
}

func sampleTornado() *Tornado {
	return &Tornado{Frame: Frame{Name: "chart-tornado", XLabel: "energy", XUnit: "kWh", Height: 220}, Middle: 310,
		Names: []string{"windows.u", "air change", "heater.efficiency", "people"}, AtLow: []float64{281, 290, 331, 308},
		AtHigh: []float64{343, 328, 292, 306}, Notes: []string{"rho 0.81", "rho 0.6", "rho −0.61", ""}}
}

func sampleBars() *Bars {
	b := &Bars{Frame: Frame{Name: "chart-bars", YLabel: "heat", YUnit: "kWh"}, Places: []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}}
	for k, name := range []string{"heating", "sun", "people", "walls", "windows", "air"} {
		stack := Stack{Name: name}
		for m := range b.Places {
			winter := 0.5 + 0.5*math.Cos(2*math.Pi*float64(m)/12)
			stack.Values = append(stack.Values, []float64{900 * winter, 400 * (1.1 - winter), 120, -500 * winter, -420 * winter, -300 * (0.3 + winter)}[k])
		}
		b.Stacks = append(b.Stacks, stack)
	}
	return b
}

func sampleLines() *Lines {
	l := &Lines{Frame: Frame{Name: "chart-lines", XLabel: "hours", XUnit: "h", YLabel: "power", YUnit: "W"}}
	for k := range 12 {
		b := Band{Name: fmt.Sprint("zone ", k+1)}
		for i := range 101 {
			b.X, b.Mid = append(b.X, float64(i)*87.6), append(b.Mid, 12000*math.Exp(-float64(i)/float64(15+4*k)))
		}
		l.Lines = append(l.Lines, b)
	}
	return l
}

func sampleLog() *Lines {
	b := Band{Name: "energy"}
	for n := 2; n <= 2000; n += n/10 + 1 {
		b.X, b.Mid = append(b.X, float64(n)), append(b.Mid, 30/math.Sqrt(float64(n)))
	}
	return &Lines{Frame: Frame{Name: "chart-log", XLabel: "draws", YLabel: "half-width of the mean", YUnit: "%"}, Lines: []Band{b}, LogX: true}
}
