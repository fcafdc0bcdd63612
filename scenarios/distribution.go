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

// laws are the names of the distributions.
func laws() []string { return []string{"uniform", "normal", "lognormal"} }

// readLaw reads the numbers of a distribution. u is the unit of what is drawn.
func (r *report) readLaw(n *source.Node, kind string, u unit.Unit) (law, bool) {
	before := r.list.Errors()
	f, ok := r.section(n, kind)
	if !ok {
		return nil, false
	}
	value := func(key string, u unit.Unit) (float64, *source.Node) {
		node := f.need(key, example1(u))
		if node == nil {
			return 0, nil
		}
		x, _ := r.quantity(node, kind+"."+key, u)
		return x, node
	}
	if kind == "uniform" {
		low, _ := value("min", u)
		high, at := value("max", u)
		f.done()
		if r.list.Errors() == before && low >= high {
			r.fail(codeDistribution, at.At, fmt.Sprintf("max is %s, not above min, %s", unit.Format(high, shownUnit(u)), unit.Format(low, shownUnit(u))), "", "swap the two")
		}
		return distuv.Uniform{Min: low, Max: high}, r.list.Errors() == before
	}
	mean, meanAt := value("mean", u)
	sd, sdAt := value("sd", u.Difference())
	f.done()
	if r.list.Errors() > before {
		return nil, false
	}
	switch {
	case sd < 0:
		r.fail(codeDistribution, sdAt.At, fmt.Sprintf("%s.sd is negative", kind), "a standard deviation of at least 0", "")
		return nil, false
	case kind == "lognormal" && mean <= 0:
		r.fail(codeDistribution, meanAt.At, "the mean of a lognormal distribution is not above zero", "a mean above zero", "")
		return nil, false
	case sd == 0:
		return certain(mean), true
	case kind == "lognormal":
		// mean and sd are those of the variable itself, not of its logarithm.
		variance := math.Log1p(sd / mean * (sd / mean))
		return distuv.LogNormal{Mu: math.Log(mean) - variance/2, Sigma: math.Sqrt(variance)}, true
	}
	return distuv.Normal{Mu: mean, Sigma: sd}, true
}

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
