package linear

// Series says at which times outputs are wanted: From + k Step for k from First
// up to, but not including, Last. What is found at one of them does not depend on
// which others are asked for.
type Series struct {
	From, Step  float64 // s
	First, Last int
}

// at is the k-th time.
func (g Series) at(k int) float64 { return g.From + float64(k)*g.Step }

// valuesOver is Propagator.Series time by time.
func valuesOver(p Propagator, s Segment, rows []int32, g Series, y []float64, stride int) {
	for k := g.First; k < g.Last; k++ {
		p.Values(s, rows, g.at(k), y[(k-g.First)*stride:][:len(rows)])
	}
}

// Series takes the times one by one.
func (p *exponential) Series(s Segment, rows []int32, g Series, y []float64, stride int) {
	valuesOver(p, s, rows, g, y, stride)
}
