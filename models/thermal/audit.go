package thermal

import (
	"strconv"

	"whatif/models/twin"
)

// audit adds the outputs of an energy balance: the heat stored and every flow
// over the boundary, positive inward.
func (l *blockLaw) audit(b *twin.Board) {
	path := "audit." + l.name()
	block := twin.AuditedBlock{Path: l.name(), Stored: b.Builder.Dense(path + ".stored")}
	l.show(block.Stored, row{kind: storedHeat})
	flow := func(kind rowKind, index int, sign float64) {
		s := b.Builder.Dense(path + ".flow." + strconv.Itoa(len(block.Flows)))
		l.show(s, row{kind, index, sign})
		block.Flows = append(block.Flows, s)
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
	b.Audit.Blocks = append(b.Audit.Blocks, block)
}
