package scenarios

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// law is a distribution in SI, drawn by the inverse of its distribution
// function.
type law interface {
	Quantile(p float64) float64
	CDF(x float64) float64
}

// stepped is a law that gives some values a probability of their own.
type stepped interface {
	// Below is the probability of less than x.
	Below(x float64) float64
}

// below is the probability of less than x.
func below(l law, x float64) float64 {
	if s, ok := l.(stepped); ok {
		return s.Below(x)
	}
	return l.CDF(x)
}

// laws are the names of the distributions.
func laws() []string {
	return []string{"uniform", "normal", "lognormal", "triangular", "weibull", "exponential", "beta", "discrete", "table"}
}

// readLaw reads a distribution. u is the unit of what is drawn.
func (l *loader) readLaw(n *source.Node, kind string, u unit.Unit) (law, bool) {
	before := l.list.Errors()
	f, ok := l.section(n, kind)
	if !ok {
		return nil, false
	}
	f.alias = map[string]string{"sigma": "sd", "s": "sd", "std": "sd", "stddev": "sd", "stdev": "sd", "mu": "mean"}
	r := lawReader{l, f, kind, u}
	var read law
	switch kind {
	case "uniform":
		read = r.uniform()
	case "normal", "lognormal":
		read = r.normal()
	case "triangular":
		read = r.triangular()
	case "weibull":
		read = r.weibull()
	case "exponential":
		read = r.exponential()
	case "beta":
		read = r.beta()
	case "discrete":
		read = r.discrete()
	case "table":
		read = r.measured()
	}
	return read, read != nil && l.list.Errors() == before
}

// lawReader reads the numbers of one distribution.
type lawReader struct {
	*loader
	f    *fields
	kind string
	u    unit.Unit
}

// need reads a number that must be given.
func (r *lawReader) need(key string, u unit.Unit) (float64, *source.Node) {
	n := r.f.need(key, example1(u))
	if n == nil {
		return 0, nil
	}
	x, _ := r.quantity(n, r.kind+"."+key, u)
	return x, n
}

// shape reads a shape, a bare number above zero.
func (r *lawReader) shape(key string) float64 {
	x, n := r.need(key, pure)
	if n != nil {
		r.within(n, r.kind+"."+key, x, positive, pure)
	}
	return x
}

// done ends the reading; ok is false where something was wrong.
func (r *lawReader) done(before int) (ok bool) {
	r.f.done()
	return r.list.Errors() == before
}

// ordered refuses a value that is not above another.
func (r *lawReader) ordered(key string, high float64, at *source.Node, under string, low float64) bool {
	if high > low {
		return true
	}
	r.loader.fail(codeDistribution, at.At, fmt.Sprintf("%s is %s, not above %s, %s", key, unit.Format(high, shownUnit(r.u)), under, unit.Format(low, shownUnit(r.u))), "", "swap the two")
	return false
}

// fromZero refuses a temperature, of a law that is about amounts above zero.
func (r *lawReader) fromZero(hint string) bool {
	if !r.u.Absolute {
		return true
	}
	r.loader.fail(codeDistribution, r.f.at, fmt.Sprintf("a temperature has no zero to begin at, as the distribution %s does", r.kind), "", hint)
	return false
}

const useAdd = "use add, such as { add = { exponential = { mean = \"2 K\" } } }"

func (r *lawReader) uniform() law {
	before := r.list.Errors()
	low, _ := r.need("min", r.u)
	high, at := r.need("max", r.u)
	if !r.done(before) || !r.ordered("max", high, at, "min", low) {
		return nil
	}
	return distuv.Uniform{Min: low, Max: high}
}

func (r *lawReader) normal() law {
	before := r.list.Errors()
	mean, meanAt := r.need("mean", r.u)
	sd, sdAt := 0.0, r.f.get("sd")
	if sdAt == nil {
		hint := "add sd = " + example1(r.u.Difference())
		if r.u.SI().Symbol == "1" {
			hint = "add sd = 0.1"
		}
		if r.kind == "lognormal" {
			hint += ", that of the variable itself, not of its logarithm"
		}
		r.f.lack("sd", r.kind+" has no sd", "", hint)
	} else {
		sd, _ = r.quantity(sdAt, r.kind+".sd", r.u.Difference())
	}
	if !r.done(before) {
		return nil
	}
	switch {
	case sd < 0:
		r.loader.fail(codeDistribution, sdAt.At, fmt.Sprintf("%s.sd is negative", r.kind), "a standard deviation of at least 0", "")
		return nil
	case r.kind == "lognormal" && mean <= 0:
		r.loader.fail(codeDistribution, meanAt.At, "the mean of a lognormal distribution is not above zero", "a mean above zero", "")
		return nil
	case sd == 0:
		return certain(mean)
	case r.kind == "lognormal":
		// mean and sd are those of the variable itself, not of its logarithm.
		variance := math.Log1p(sd / mean * (sd / mean))
		return distuv.LogNormal{Mu: math.Log(mean) - variance/2, Sigma: math.Sqrt(variance)}
	}
	return distuv.Normal{Mu: mean, Sigma: sd}
}

func (r *lawReader) triangular() law {
	before := r.list.Errors()
	low, _ := r.need("min", r.u)
	mode, modeAt := r.need("mode", r.u)
	high, at := r.need("max", r.u)
	if !r.done(before) || !r.ordered("max", high, at, "min", low) {
		return nil
	}
	if mode < low || mode > high {
		r.loader.fail(codeDistribution, modeAt.At, fmt.Sprintf("mode is %s, not between min and max", unit.Format(mode, shownUnit(r.u))), "", "")
		return nil
	}
	return distuv.NewTriangle(low, high, mode, nil)
}

func (r *lawReader) weibull() law {
	before := r.list.Errors()
	scale, at := r.need("scale", r.u.Difference())
	if at != nil {
		r.within(at, "weibull.scale", scale, positive, r.u.Difference())
	}
	shape, location := r.shape("shape"), 0.0
	if n := r.f.get("location"); n != nil {
		location, _ = r.quantity(n, "weibull.location", r.u)
	} else if !r.fromZero("give location, the temperature at which it begins") {
		return nil
	}
	if !r.done(before) {
		return nil
	}
	return stretched{distuv.Weibull{K: shape, Lambda: scale}, location, 1}
}

func (r *lawReader) exponential() law {
	before := r.list.Errors()
	if !r.fromZero(useAdd) {
		return nil
	}
	mean, at := r.need("mean", r.u)
	if at != nil {
		r.within(at, "exponential.mean", mean, positive, r.u)
	}
	if !r.done(before) {
		return nil
	}
	return distuv.Exponential{Rate: 1 / mean}
}

// beta is the beta distribution, stretched from 0 to 1 to min to max.
func (r *lawReader) beta() law {
	before := r.list.Errors()
	a, b := r.shape("alpha"), r.shape("beta")
	low, _ := r.need("min", r.u)
	high, at := r.need("max", r.u)
	if !r.done(before) || !r.ordered("max", high, at, "min", low) {
		return nil
	}
	return stretched{distuv.Beta{Alpha: a, Beta: b}, low, high - low}
}

// stretched is offset + scale times what another law draws.
type stretched struct {
	law
	offset, scale float64
}

// Quantile is that of the stretched variable.
func (s stretched) Quantile(p float64) float64 { return s.offset + s.scale*s.law.Quantile(p) }

// CDF is that of the stretched variable.
func (s stretched) CDF(x float64) float64 { return s.law.CDF((x - s.offset) / s.scale) }

// example1 is what a number of a distribution might be.
func example1(u unit.Unit) string {
	switch {
	case u.Absolute:
		return `"20 degC"`
	case u.SI().Symbol == "1":
		return "1"
	}
	return `"1 ` + u.Symbol + `"`
}

// certain is a distribution without spread.
type certain float64

// Quantile is the one value.
func (c certain) Quantile(float64) float64 { return float64(c) }

// CDF steps from 0 to 1 at the one value.
func (c certain) CDF(x float64) float64 {
	if x < float64(c) {
		return 0
	}
	return 1
}

// Below is 0 up to the one value itself.
func (c certain) Below(x float64) float64 {
	if x <= float64(c) {
		return 0
	}
	return 1
}
