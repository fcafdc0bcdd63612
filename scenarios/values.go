package scenarios

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"whatif/engine"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

var (
	pure   = unit.Unit{Symbol: "1", Scale: 1}
	second = unit.Must("s")
	degC   = unit.Must("degC")
	watt   = unit.Must("W")
	degree = unit.Must("deg")
)

// text reads a text; n may be nil.
func (r *report) text(n *source.Node, name string) (string, bool) {
	if n == nil {
		return "", false
	}
	s, ok := n.Value.(string)
	if !ok {
		r.wrongType(n, name, "a text")
	}
	return s, ok
}

// choice reads a text that is one of those offered.
func (r *report) choice(n *source.Node, name string, offered []string) (string, bool) {
	s, ok := r.text(n, name)
	if !ok {
		return "", false
	}
	for _, o := range offered {
		if s == o {
			return s, true
		}
	}
	r.fail(codeUnknownChoice, n.At, fmt.Sprintf("%s cannot be %q", name, s), nearby(s, offered), didYouMean(s, offered))
	return "", false
}

// flag reads true or false.
func (r *report) flag(n *source.Node, name string) (value, ok bool) {
	if n == nil {
		return false, false
	}
	value, ok = n.Value.(bool)
	if !ok {
		r.wrongType(n, name, "true or false")
	}
	return value, ok
}

// whole reads a whole number.
func (r *report) whole(n *source.Node, name string) (int64, bool) {
	if n == nil {
		return 0, false
	}
	v, ok := n.Value.(int64)
	if !ok {
		r.wrongType(n, name, "a whole number")
	}
	return v, ok
}

// list reads a list; where a single value may stand for a list of one, alone is
// true.
func (r *report) listOf(n *source.Node, name string, alone bool) ([]*source.Node, bool) {
	if n == nil {
		return nil, false
	}
	if l, ok := n.Value.([]*source.Node); ok {
		return l, true
	}
	if alone {
		return []*source.Node{n}, true
	}
	r.wrongType(n, name, "a list")
	return nil, false
}

// number reads a bare number.
func (r *report) number(n *source.Node, name string) (float64, bool) {
	switch v := n.Value.(type) {
	case int64:
		return float64(v), true
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			r.fail(codeBounds, n.At, fmt.Sprintf("%s is not a finite number", name), "a finite number", "")
			return 0, false
		}
		return v, true
	}
	r.wrongType(n, name, "a number")
	return 0, false
}

// measured reads a quantity of any unit: a text such as "55 W/K", or a bare
// number, which is dimensionless.
func (r *report) measured(n *source.Node, name string) (unit.Quantity, bool) {
	return r.measuredAs(n, name, nil)
}

// usualExample is the example of a quantity where nothing better is known.
const usualExample = "55 W/K"

// exampleOf is a quantity in a unit, to show how one is written.
func exampleOf(u unit.Unit) string {
	switch {
	case u.Absolute:
		return "20 " + u.Symbol
	case u.Symbol == "deg":
		return "180 deg"
	case u.Symbol == "1":
		return "0.5"
	}
	return "1 " + u.Symbol
}

// measuredAs is measured where it is known what the quantity should be; want
// may be nil.
func (r *report) measuredAs(n *source.Node, name string, want *unit.Unit) (unit.Quantity, bool) {
	if n == nil {
		return unit.Quantity{}, false
	}
	switch v := n.Value.(type) {
	case int64, float64:
		x, ok := r.number(n, name)
		return unit.Quantity{Value: x, Unit: pure}, ok
	case string:
		q, err := unit.ParseQuantity(v)
		if err != nil {
			expected := ""
			var e *unit.Error
			if want != nil {
				expected = want.Describe()
				if errors.As(err, &e) {
					better := *e
					better.Hint = strings.Replace(e.Hint, usualExample, exampleOf(*want), 1)
					err = &better
				}
			}
			r.unitError(n, name, expected, err)
			return unit.Quantity{}, false
		}
		if q.Unit.Absolute && q.Value < 0 {
			r.fail(codeBounds, n.At, fmt.Sprintf("%s is below absolute zero, %s", name, unit.Format(0, q.Unit)), "", "for a difference of temperatures, write K")
			return unit.Quantity{}, false
		}
		return q, true
	}
	example := usualExample
	if want != nil {
		example = exampleOf(*want)
	}
	r.wrongType(n, name, "a quantity, such as \""+example+"\"")
	return unit.Quantity{}, false
}

// quantity reads a quantity that can be measured in want and returns it in SI.
func (r *report) quantity(n *source.Node, name string, want unit.Unit) (float64, bool) {
	q, ok := r.measuredAs(n, name, &want)
	if !ok {
		return 0, false
	}
	return q.Value, r.fits(n, name, q, want)
}

// fits reports where a quantity does not measure what is wanted.
func (r *report) fits(n *source.Node, name string, q unit.Quantity, want unit.Unit) bool {
	if q.Unit.Fits(want) {
		return true
	}
	_, isText := n.Value.(string)
	switch {
	case turned(q, want) != "":
		r.fail(codeDimension, n.At, turnsNotAngles(name, q, want), want.Describe(), fmt.Sprintf("write \"%s\" if turns are meant", turned(q, want)))
	case q.Unit.Dimension == want.Dimension && want.Absolute:
		r.fail(codeTemperature, n.At, fmt.Sprintf("%s is a temperature, and K is for differences", name), want.Describe(),
			fmt.Sprintf("write \"%s degC\" for the temperature, or \"%s degK\" if kelvin are meant", digits(q), digits(q)))
	case q.Unit.Dimension == want.Dimension:
		r.fail(codeTemperature, n.At, fmt.Sprintf("%s is a difference, and %s is for temperatures", name, q.Unit.Symbol), want.Describe(),
			fmt.Sprintf("write \"%s K\"", digits(q)))
	case !isText:
		r.fail(codeNoUnit, n.At, fmt.Sprintf("%s has no unit", name), want.Describe(), fmt.Sprintf("write it with its unit, such as \"%s %s\"", digits(q), want.Symbol))
	case q.Unit.Symbol == "1":
		r.fail(codeNoUnit, n.At, fmt.Sprintf("%s has no unit", name), want.Describe(), fmt.Sprintf("add the unit, such as \"%s %s\"", digits(q), want.Symbol))
	default:
		r.fail(codeDimension, n.At, fmt.Sprintf("%s is %s, not %s", name, q.Unit.Describe(), want.Describe()), want.Describe(), meant(q, want))
	}
	return false
}

// meant guesses what was meant by a quantity that measures something else than
// what is wanted; "" where there is nothing to guess.
func meant(q unit.Quantity, want unit.Unit) string {
	if hint := unit.Misread(q.Unit, want); hint != "" {
		return hint
	}
	switch {
	case unit.Reciprocal(q.Unit, want) && q.Value != 0:
		inverse := 1 / q.Value
		return fmt.Sprintf("1/(%s) = %s", unit.About(q.Value, q.Unit), unit.About(inverse, want))
	case q.Unit.Symbol == "deg" && want.Absolute:
		return fmt.Sprintf("deg (°) is for angles; for a temperature write \"%s degC\"", digits(q))
	case q.Unit.Symbol == "deg" && want.Dimension == degC.Dimension:
		return fmt.Sprintf("deg (°) is for angles; for a difference of temperatures write \"%s K\"", digits(q))
	}
	return ""
}

// digits is the number of a quantity as it was written.
func digits(q unit.Quantity) string {
	return strings.TrimSuffix(unit.Format(q.Value, q.Unit), " "+q.Unit.Symbol)
}

// unitError reports what unit said about a text, under the runes at fault.
func (r *report) unitError(n *source.Node, name, expected string, err error) {
	at, summary, hint := n.At, err.Error(), ""
	var e *unit.Error
	if errors.As(err, &e) {
		summary, hint = e.Summary, e.Hint
		at = inside(n, e.Offset, e.Length)
	}
	r.fail(codeUnit, at, name+": "+summary, expected, hint)
}

// inside is the place of a stretch of a text, in runes. Where escapes or line
// breaks make the text differ from what was written, it is the whole.
func inside(n *source.Node, offset, length int) diagnose.Position {
	s, _ := n.Value.(string)
	if size := len([]rune(s)); n.At.Length == size+2 {
		return n.At.Within(min(offset, size)+1, length)
	} else if n.At.Length == size { // on a command line, without quotes
		return n.At.Within(min(offset, size), length)
	}
	return n.At
}

// unit reads the name of a unit.
func (r *report) unit(n *source.Node, name string) (unit.Unit, bool) {
	s, ok := r.text(n, name)
	if !ok {
		return unit.Unit{}, false
	}
	u, err := unit.Parse(s)
	if err != nil {
		r.unitError(n, name, "", err)
		return unit.Unit{}, false
	}
	return u, true
}

// duration reads a length of time: above 0, or where zero allows it, 0.
func (r *report) duration(n *source.Node, name string, zero bool) (engine.Time, bool) {
	x, ok := r.quantity(n, name, second)
	if !ok {
		return 0, false
	}
	t := engine.Seconds(x)
	switch {
	case t >= engine.Never:
		r.fail(codeBounds, n.At, name+" is longer than the clock runs", "less than 292 yr", "")
	case x < 0 || t < 0:
		r.fail(codeBounds, n.At, name+" is negative", "a duration above zero", "")
	case t == 0 && !zero:
		r.fail(codeBounds, n.At, name+" is zero", "a duration above zero", "")
	default:
		return t, true
	}
	return 0, false
}

// within reports a value in SI outside its bounds.
func (r *report) within(n *source.Node, name string, x float64, b bounds, shown unit.Unit) bool {
	wrong := b.wrong(x, shown)
	if wrong == "" {
		return true
	}
	r.fail(codeBounds, n.At, fmt.Sprintf("%s is %s", name, wrong), b.say(shown), "")
	return false
}

// bounds are what a number may be, in SI; above excludes min itself.
type bounds struct {
	min, max float64
	above    bool
}

var unbounded = bounds{min: math.Inf(-1), max: math.Inf(1)}

// broken reports whether x breaks the bounds.
func (b *bounds) broken(x float64) bool { return b.above && x <= b.min || x < b.min || x > b.max }

// wrong says how x breaks the bounds, or "".
func (b bounds) wrong(x float64, shown unit.Unit) string {
	if !b.broken(x) {
		return ""
	}
	value := unit.Format(x, shown)
	switch {
	case b.above && x <= b.min:
		return fmt.Sprintf("%s, not above %s", value, unit.Format(b.min, shown))
	case x < b.min:
		return fmt.Sprintf("%s, below %s", value, unit.Format(b.min, shown))
	}
	return fmt.Sprintf("%s, above %s", value, unit.Format(b.max, shown))
}

func (b bounds) say(shown unit.Unit) string {
	var parts []string
	switch {
	case b.above:
		parts = append(parts, "above "+unit.Format(b.min, shown))
	case !math.IsInf(b.min, 0):
		parts = append(parts, "at least "+unit.Format(b.min, shown))
	}
	if !math.IsInf(b.max, 0) {
		parts = append(parts, "at most "+unit.Format(b.max, shown))
	}
	return strings.Join(parts, ", ")
}

// written is a value as it stands in the file.
func written(n *source.Node) string {
	switch v := n.Value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []*source.Node:
		var parts []string
		for _, e := range v {
			parts = append(parts, written(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return typeOf(n.Value)
}
