package thermal

import (
	"strconv"

	"whatif/models/twin"
)

// audit adds the outputs of an energy balance: mark, heat stored and every
// flow over the boundary, positive inward.
func (l *blockLaw) audit(b *twin.Board) {
	path := "audit." + l.name()
	l.mark = b.Audit.NextMark()
	l.show(b.Builder.Dense(path+".mark"), row{kind: mark, index: l.input(b.Audit.Tick)})
	l.show(b.Builder.Dense(path+".stored"), row{kind: storedHeat})
	flows := 0
	flow := func(kind rowKind, index int, sign float64) {
		l.show(b.Builder.Dense(path+".flow."+strconv.Itoa(flows)), row{kind, index, sign})
		flows++
	}
	for i := range l.losses {
		flow(lossFlow, i, -1)
	}
	for i := range l.lifts {
		flow(liftFlow, i, 1)
	}
	for i := range l.gains {
		flow(gainFlow, i, 1)
	}
	b.Audit.Blocks = append(b.Audit.Blocks, twin.AuditedBlock{Path: l.name(), Mark: l.mark, Flows: flows})
}
