// Package chart draws what a result shows as SVG, with the numbers beside it for
// whoever hovers, reads aloud or prints. It knows plain numbers only.
package chart

// Chart is one picture.
type Chart struct {
	SVG string // <svg ...>...</svg>, colours by CSS variables and classes, no fixed ids outside Name
	// Data is what hovering reads; it marshals to compact JSON.
	Data Data
	Alt  string // the picture in a sentence or two, for who cannot see it
}

// Data is a chart in numbers, in the pixels of the SVG's viewBox where a place is
// meant and in the axis's unit where a value is.
type Data struct {
	Kind   string      `json:"kind"` // fan, distribution, ranges, tornado, bars, lines
	X      Axis        `json:"x"`
	Y      Axis        `json:"y"`
	Series []DataSerie `json:"series"`
}

// Axis maps values to pixels: pixel = Zero + Scale*value, or Zero + Scale*log10(value)
// where Log. Pixels of the y axis count downwards.
type Axis struct {
	Label   string   `json:"label,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Zero    float64  `json:"zero"`
	Scale   float64  `json:"scale"`
	Log     bool     `json:"log,omitempty"`
	Time    bool     `json:"time,omitempty"`    // values are seconds since 1970 UTC
	Zone    string   `json:"zone,omitempty"`    // of the clock that Time is read on; "" for UTC
	Elapsed bool     `json:"elapsed,omitempty"` // values are seconds since the start
	Names   []string `json:"names,omitempty"`   // of the places 0, 1, 2 ... where the axis has names
}

// DataSerie is one series. Its marks in the SVG have the class s0, s1, ... of its
// index in Series, so that a legend can switch them. Where the y axis has names
// (ranges, distribution) there is one series with a value for each name, and the
// classes are those of the colours. As JSON, values have four digits, and null
// stands for what is not a number.
type DataSerie struct {
	Name string    `json:"name"`
	X    []float64 `json:"x,omitempty"`
	Y    []float64 `json:"y"`
	Low  []float64 `json:"low,omitempty"`
	High []float64 `json:"high,omitempty"`
	Note []string  `json:"note,omitempty"` // words per point
}

// Frame is what all charts have.
type Frame struct {
	Name          string // unique on the page, an identifier
	Title         string // "" for none: the page may have a heading of its own
	XLabel        string
	YLabel        string
	XUnit, YUnit  string
	Width, Height float64 // points; 0 for 720 x 280
	Location      string  // zone of a time axis, such as Europe/Berlin; "" for UTC
}

// Band is one series of a fan chart: a line with two bands.
type Band struct {
	Name               string
	X                  []float64 // seconds since 1970 UTC where Times, else seconds since the start
	Mid                []float64 // drawn as a line; NaN leaves a gap
	Q05, Q25, Q75, Q95 []float64 // nil for no bands
	Steps              bool      // values hold over the interval that ends at X
	holds              bool      // values hold until the next X: found where they are those of a state
}

// Mark is an event or an alert on a time axis.
type Mark struct {
	Name  string
	Class string // event, alert
	From  float64
	To    float64 // = From for an instant
	Owner int     // of an alert: the series whose colour it has and with which it is switched
}

// Fan is a fan chart over time.
type Fan struct {
	Frame
	Times  bool   // the X are calendar times
	Bands  []Band // drawn in order; series s0, s1, ...
	Points *Band  // a measured record: Mid as points; the last series; nil for none
	Marks  []Mark
}

// Distribution is the spread of an indicator in several arms: for each arm its
// values as a smooth or stepped density beside its quantiles (a box).
type Distribution struct {
	Frame
	Names  []string
	Values [][]float64 // sorted
	Series []int       // colour of each; nil for 0, 1, 2 ...
}

// Range is one line of a chart of ranges: a mean with its interval (thick) and the
// spread of the draws (thin).
type Range struct {
	Name           string
	Mid, Low, High float64 // interval of the mean
	From, To       float64 // spread, such as the 5 and 95 % quantiles; NaN for none
	Series         int     // colour
	Note           string
}

// Ranges is a chart of ranges below each other, around a line at Zero.
type Ranges struct {
	Frame
	Ranges []Range
	Zero   float64
}

// Tornado is how far an indicator goes with each parameter.
type Tornado struct {
	Frame
	Names  []string
	AtLow  []float64 // indicator where the parameter is low
	AtHigh []float64
	Notes  []string // per name, such as "rho 0.61"; a row whose note says Untold is drawn pale
	Middle float64
}

// Untold is what a note says of what may be chance alone.
const Untold = "the draws do not tell"

// Bars are stacked bars, positive up and negative down, side by side for the
// places of the x axis: such as gains and losses by month.
type Bars struct {
	Frame
	Places []string
	Stacks []Stack // s0, s1, ...; of each place all are stacked
}

// Stack is one series of bars.
type Stack struct {
	Name   string
	Values []float64 // per place
	Colour int       // below Colours: charts beside each other give the same thing the same one
}

// Lines are plain curves: load duration, convergence, profiles over the day.
type Lines struct {
	Frame
	Lines      []Band
	LogX, LogY bool
}
