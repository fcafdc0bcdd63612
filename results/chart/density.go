package chart

import "math"

// densityPoints is how many points a density has, and mostKernels how many values
// it is made of: of more, evenly chosen quantiles stand for all.
const (
	densityPoints = 96
	mostKernels   = 1000
)

// density is the smoothed density of sorted values between their ends, with the
// greatest 1: normal kernels of the width 0.9 min(sd, iqr/1.34) n^(-1/5)
// (Silverman, Density Estimation, 1986, eq. 3.31), the sd alone where the quartiles
// coincide. nil where the values do not spread.
func density(values []float64) (x, y []float64) {
	n := len(values)
	if n > mostKernels {
		chosen := make([]float64, mostKernels)
		for k := range chosen {
			chosen[k] = quantile(values, (float64(k)+0.5)/mostKernels)
		}
		values = chosen
	}
	low, high := values[0], values[len(values)-1]
	span := high - low
	h := bandwidth(values, low, span) * math.Pow(float64(n), -0.2)
	if !(h > 1e-9) {
		return nil, nil
	}
	most := 0.0
	for k := range densityPoints {
		at, sum := float64(k)/(densityPoints-1), 0.0
		for _, v := range values {
			z := (at - (v-low)/span) / h
			sum += math.Exp(-z * z / 2)
		}
		x, y = append(x, low+at*span), append(y, sum)
		most = max(most, sum)
	}
	for k := range y {
		y[k] /= most
	}
	return x, y
}

// bandwidth is the part of the kernel's width that does not depend on how many
// values there are, as a share of their span.
func bandwidth(values []float64, low, span float64) float64 {
	if !(span > 0) {
		return 0
	}
	var sum, squares float64
	for _, v := range values {
		u := (v - low) / span
		sum += u
		squares += u * u
	}
	n := float64(len(values))
	sd := math.Sqrt(max(squares/n-sum/n*sum/n, 0))
	if iqr := (quantile(values, 0.75) - quantile(values, 0.25)) / span / 1.34; iqr > 0 {
		sd = min(sd, iqr)
	}
	return 0.9 * sd
}
