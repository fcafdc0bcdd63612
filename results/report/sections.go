package report

import (
	"fmt"
	"strings"
)

// page puts the sections together, the answer first.
func (m *material) page() (*page, error) {
	p := &page{Title: m.r.Info.Name, Provenance: m.provenance(), Zone: m.zone.String(), Notes: m.notes()}
	for _, part := range []struct {
		id, title string
		blocks    func() ([]block, error)
	}{
		{"answer", "The answer", m.answer},
		{"asked", "What was asked", m.asked},
		{"time", "Over time", m.time},
		{"indicators", "The indicators", m.indicators},
		{"balance", "Heat balances", m.balances},
		{"duration", "How long how much power", m.durations},
		{"drivers", "What drives what", m.drivers},
		{"draws", "Do the draws suffice?", m.draws},
		{"failed", "Failed runs", m.failures},
		{"repeat", "How to repeat it", m.repeat},
		{"terms", "Terms", m.terms},
	} {
		m.ids[part.id], m.ids[part.id+"-title"] = true, true
		blocks, err := part.blocks()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", strings.ToLower(part.title), err)
		}
		if len(blocks) > 0 {
			p.Sections = append(p.Sections, section{part.id, part.title, blocks})
		}
	}
	return p, nil
}

// provenance says in a line where the numbers come from.
func (m *material) provenance() string {
	i := &m.r.Info
	parts := []string{count(int64(m.r.Runs.Len()), "run"), count(len(m.r.Schema.Variants), "variant")}
	if i.Sweeps > 1 {
		parts = append(parts, count(i.Sweeps, "sweep point"))
	}
	parts = append(parts, count(i.Draws, "draw"), duration(i.Span.Seconds())+" simulated",
		"seed "+fmt.Sprint(i.Seed), "whatif "+i.EngineVersion)
	return strings.Join(parts, " · ")
}

// notes are what stands before everything else.
func (m *material) notes() []note {
	var list []note
	i, runs := &m.r.Info, m.r.Runs.Len()
	if n := len(m.r.Missing); n > 0 {
		list = append(list, note{"This batch is not finished.", fmt.Sprintf("%s of %d are there; %s missing. What follows "+
			"is of those alone, and may tell of some variants only. To go on with it: %s", count(int64(runs), "run"), i.Runs,
			count(n, "part")+isAre(n), m.command(i.Overrides, "-o", quoted(m.r.Dir), "--resume"))})
	}
	switch failed := m.failed(); {
	case runs == 0:
		list = append(list, note{"There are no runs yet.", "The page says what was asked; nothing was answered so far."})
	case failed == runs:
		list = append(list, note{"All runs failed.", "There is no answer. The section on failed runs says why they did."})
	case failed > 0:
		list = append(list, note{count(failed, "run") + " of " + fixed(float64(runs), 0) + " failed.",
			"They are in none of the numbers below. Where variants lose different draws, they are compared on the " +
				"draws that both have."})
	}
	if i.Draws == 1 && runs > 0 {
		list = append(list, note{"There is one draw of each variant.", "The numbers are exact for the values that " +
			"were assumed, and say nothing of how sure they are. A [sample] with more draws tells."})
	}
	return list
}

func isAre(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

// failed is how many runs failed.
func (m *material) failed() int {
	n := 0
	for _, f := range m.r.Runs.Failed {
		if f {
			n++
		}
	}
	return n
}
