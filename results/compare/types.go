// Package compare tells how variants differ: by how much, how sure that is, and
// which parameters drive the rest.
//
// Two things are told apart everywhere. The interval of a mean difference says
// how well the mean is known; it shrinks as draws are added. The spread of the
// difference says how much it varies from draw to draw; it does not shrink.
package compare

// Comparison is several arms beside one of them, the base.
type Comparison struct {
	Names      []string    // of the results: one, or A and B
	Confidence float64     // of all intervals, such as 0.95
	Arms       []Arm       // the base first
	Indicators []Indicator // in the order of the schema
	Notes      []string    // what the reader must know: what could not be compared, and why
}

// Arm is one variant at one sweep point of one result.
type Arm struct {
	Label   string // such as "insulated", or "B: insulated", with the sweep point's values
	Result  int    // index into Names
	Variant string
	Sweep   int
	N       int // runs that reached their end
	Failed  int // runs that did not: counted here, and in no number below
}

// Indicator is one indicator in all arms.
type Indicator struct {
	Name, Unit, Description string
	Better                  string       // lower, higher, or "" where neither is better
	Spreads                 []Spread     // per arm
	Differences             []Difference // of every arm but the base, in the order of Arms
	Drivers                 []Driver     // strongest first; none without drawn or swept parameters
	Converged               []Converged  // per arm
}

// Spread is that of an indicator over the draws of an arm. SD has n-1 in the
// denominator, quantiles are of type 7; NaN where there are too few values.
type Spread struct {
	N                     int // draws with a value
	Mean, HalfWidth, SD   float64
	Min, Q05, Q25, Median float64
	Q75, Q95, Max         float64
	Values                []float64 `json:"-"` // sorted
}

// Difference is arm less base, draw by draw: both arms of a pair meet the same
// luck, so that what differs is what the variant made.
type Difference struct {
	Arm    int  // index into Arms
	Base   int  // index into Arms: what it is compared with
	Paired bool // false where the two have no draws in common, as with other seeds; then it is Welch's
	Pairs  int  // draws that count
	Lost   int  // draws left out since a run of the pair failed or has no value

	Mean, Low, High  float64 // of the mean difference: its interval shrinks with draws
	SD               float64 // of the difference over the draws: does not shrink
	Q05, Median, Q95 float64
	Relative         float64 // mean difference / mean of the base, NaN where that is not above 0, or in degC
	// Effect is mean / SD of the difference, which of two unpaired arms is the root
	// of the sum of their variances: what the indicators are sorted by. It is
	// infinite where all draws differ by the same.
	Effect float64
	// BetterShare is that of the draws in which the arm is better than the base
	// (lower where neither is called better), with its interval, and WorseShare that
	// in which it is worse (higher); in the others the two are the same.
	BetterShare, BetterLow, BetterHigh, WorseShare float64
	// ShareDraws is as how many independent draws that interval counts the pairs:
	// as all of them, or, of a design, as their effective number.
	ShareDraws float64
	P          float64 // of the null hypothesis that the mean difference is 0, two-sided
	Adjusted   float64 // P after Holm's correction for all comparisons made
	Verdict    Verdict
	Values     []float64 `json:"-"` // the differences in the order of the draws
}

// Verdict says what can be said of a difference at the confidence chosen, after
// the correction for many comparisons.
type Verdict string

// The verdicts. Lower and Higher are of indicators of which neither is better.
const (
	Better  Verdict = "better"
	Worse   Verdict = "worse"
	Lower   Verdict = "lower"
	Higher  Verdict = "higher"
	Same    Verdict = "same"    // no draw differs
	Unclear Verdict = "unclear" // the draws do not tell
	Unknown Verdict = "unknown" // too few draws for any interval
)

// Driver is how a drawn or swept parameter goes with an indicator, over the runs
// of the base arm (of all sweep points where the parameter is swept). The interval
// and P take the runs for independent.
type Driver struct {
	Parameter, Path, Unit string
	N                     int
	Rho                   float64 // Spearman's rank correlation
	Low, High             float64 // its interval (Fisher's z with the variance of Bonett and Wright)
	P, Adjusted           float64 // of no correlation, of few runs by all their permutations; after Holm's correction
	// The tornado: mean of the indicator over the fifth of the runs in which the
	// parameter is lowest, and highest, and the parameter's mean in each.
	AtLow, AtHigh       float64
	LowValue, HighValue float64
	Mean                float64 // of the indicator over all these runs
	Swept               bool    // of all sweep points, not of the base arm alone
}

// Converged says whether the draws of an arm suffice: the mean and the half-width
// of its interval over the first draws, more and more of them.
type Converged struct {
	Draws           []int
	Mean, HalfWidth []float64
	Relative        float64 // last half-width / |last mean|, NaN where that is 0 or in degC
	// Needed is about how many draws would bring the half-width to 1 % of the mean
	// (independent draws: it falls with the root of their number); 0 if unknown.
	Needed int
}
