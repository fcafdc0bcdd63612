package mechanical

import "whatif/physics/hybrid"

// value is a quantity, or what stands for it where it is absent.
func value(w []float64, s hybrid.Read, absent float64) float64 {
	if s == hybrid.Read(hybrid.None) {
		return absent
	}
	return w[s]
}

func put(w []float64, s hybrid.Write, x float64) {
	if s != hybrid.Write(hybrid.None) {
		w[s] = x
	}
}

func add(w []float64, s hybrid.Add, x float64) {
	if s != hybrid.Add(hybrid.None) {
		w[s] += x
	}
}
