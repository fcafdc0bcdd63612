package linear

// Bytes counts what is large: the matrices.
func (p *modal) Bytes() int {
	return 8*(len(p.project)+len(p.gain)) + p.states.bytes() + p.rows.bytes()
}

// Bytes counts what is large: the matrices.
func (p *exponential) Bytes() int {
	return 8*(len(p.a)+len(p.b)) + p.states.bytes() + p.rows.bytes()
}

// Bytes counts what is large: the matrices and the responses.
func (p *local) Bytes() int {
	terms := 0
	for _, c := range []*compressed{p.a, p.flows, p.b, p.drives, p.states, p.rows} {
		terms += len(c.weight)
	}
	reached := 0
	for _, list := range p.answer.reach {
		reached += len(list)
	}
	return 12*terms + 8*len(p.answer.terms) + 16*len(p.answer.list) + 4*reached
}

func (r *readout) bytes() int { return 8 * (len(r.c) + len(r.columns) + len(r.gain)) }
