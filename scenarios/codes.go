package scenarios

// The codes of the diagnostics. They are stable: people look them up and
// programs compare them.
const (
	codeFile          = "file"
	codeUnknownKey    = "unknown-key"
	codeUnknownName   = "unknown-name"
	codeUnknownModel  = "unknown-model"
	codeUnknownChoice = "unknown-choice"
	codeMissing       = "missing"
	codeType          = "wrong-type"
	codeBadName       = "bad-name"
	codeUnit          = "unit"
	codeNoUnit        = "no-unit"
	codeDimension     = "wrong-dimension"
	codeTemperature   = "temperature-or-difference"
	codeBounds        = "out-of-bounds"
	codeReference     = "bad-reference"
	codeLike          = "like"
	codeDriven        = "driven-twice"
	codeTime          = "time"
	codeZone          = "timezone"
	codeConflict      = "conflict"
	codeNotSettable   = "not-settable"
	codeNotANumber    = "not-a-number"
	codeDistribution  = "distribution"
	codeSweep         = "sweep"
	codeSize          = "too-many"
	codeCondition     = "condition"
	codeIndicator     = "indicator"
	codeRecord        = "record"
	codeTelemetry     = "telemetry"
	codeModel         = "model"
	codeUnused        = "unused"
)

// Explanation says what a code of a diagnostic is about, for those who look it
// up.
type Explanation struct{ Code, Text string }

// Explanations lists all codes of this package, in the order of the language.
func Explanations() []Explanation {
	return []Explanation{
		{"syntax", "The file is not TOML, so that nothing else could be checked. Text and quantities with a unit stand in quotes."},
		{codeFile, "The scenario cannot be read from the disk."},
		{codeUnknownKey, "A key is not known where it stands. Keys are never ignored, since a misspelt one would silently keep its default."},
		{codeUnknownName, "A path names a twin, an input, a variant or something else that the file does not have."},
		{codeUnknownModel, "model names a kind of twin that is not in the catalogue; whatif models lists it."},
		{codeUnknownChoice, "The value is none of those offered."},
		{codeMissing, "A key that must be given is absent."},
		{codeType, "The value is of another type of TOML than expected: text, number, true or false, list, table, time."},
		{codeBadName, "Names consist of letters, digits, _ and -, so that they can stand in paths."},
		{codeUnit, "The text is not a number with a unit, or the unit is not known."},
		{codeNoUnit, "A bare number stands where a quantity belongs. Quantities are text with a unit, such as \"55 W/K\"."},
		{codeDimension, "The unit measures something else than what is asked for."},
		{codeTemperature, "A temperature (degC) stands where a difference (K) belongs, or the other way round. 20 degC is 293.15 K, but a difference of 20 K is a difference."},
		{codeBounds, "The value lies outside what its key allows."},
		{codeReference, "A reference leads to nothing, or to something of another kind or dimension."},
		{codeLike, "like names a twin that does not exist, or twins are like each other in a circle."},
		{codeDriven, "A port has one driver."},
		{codeTime, "A time is not understood, does not exist, or lies outside the span."},
		{codeZone, "The time zone is not in the IANA data base, such as Europe/Berlin."},
		{codeConflict, "Two parts of the file contradict each other."},
		{codeNotSettable, "An event may set only what may change during a run."},
		{codeNotANumber, "Only what is a number can be drawn."},
		{codeDistribution, "A distribution is incomplete or impossible."},
		{codeSweep, "A sweep has no values, or its values cannot be combined."},
		{codeSize, "The plan has more runs than could ever be carried out."},
		{codeCondition, "A condition is not understood: SIGNAL < QUANTITY, joined by and, or, not and brackets."},
		{codeIndicator, "An indicator measures one thing, in a unit that fits it."},
		{codeRecord, "What is to be recorded does not exist."},
		{codeTelemetry, "A recorded file cannot be read, or does not cover the span."},
		{codeModel, "The twins do not make a model that can be solved."},
		{codeUnused, "Something has no effect."},
	}
}
