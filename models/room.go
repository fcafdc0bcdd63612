package models

import (
	"strings"

	"whatif/engine"
)

// makeRoom makes room on the board for about what the study needs, which is known
// once the twins are complete.
func (w *wiring) makeRoom() {
	numbers, variables := 4*len(w.study.Inputs), len(w.study.Inputs)+len(w.study.Alerts)+len(w.study.Interventions)
	for i := range w.twins {
		t := &w.twins[i]
		numbers += len(t.Settings)
		variables += len(kindOf(t).Variables)
	}
	acts := 4 * len(w.study.Interventions) // a cue, its times and what it does
	w.Builder.Expect(numbers+variables+acts+5*len(w.study.Indicators), len(w.twins)+variables+len(w.study.Indicators))
	w.Slots = make(map[string]engine.Signal, numbers+acts)
	w.Params = make(map[string][]engine.Signal, numbers)
	w.Signals = make(map[string]engine.Signal, variables)
	w.lists = make([]engine.Signal, 0, numbers)
}

// paths writes the paths of parameters and variables side by side.
type paths struct{ text strings.Builder }

// chunk is how many bytes are asked for at a time.
const chunk = 4096

// of is the full path of a parameter or variable of a twin.
func (p *paths) of(twin, name string) string {
	length := len("twin..") + len(twin) + len(name)
	if p.text.Cap()-p.text.Len() < length {
		p.text.Reset() // what was written stays with who has it
		p.text.Grow(max(chunk, length))
	}
	from := p.text.Len()
	p.text.WriteString("twin.")
	p.text.WriteString(twin)
	p.text.WriteByte('.')
	p.text.WriteString(name)
	return p.text.String()[from:]
}
