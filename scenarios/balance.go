package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// balancing is what [balance] says.
type balancing struct {
	at       *source.Node
	nodes    []*source.Node // of zones; nil for the default
	texts    []string
	matched  []bool
	settings models.ZoneBalance // without the zones
}

// Standards of [balance].
var (
	degreeBase = unitOf("degC").ToSI(18)
	tolerance  = 0.5 // K
)

// storing are the kinds of twin that a pattern of zones means: those that store
// heat, and do not stand between others, as walls do.
func storing() []string {
	return []string{"thermal.node", "thermal.room", "thermal.storage", "thermal.tank"}
}

// balance reads [balance], which is the same for all studies; nil where it is
// absent. Hours are summed up from samples, so that these must fit into hours.
func (l *loader) readBalance(root *source.Table) *balancing {
	n := root.Get("balance")
	if n == nil {
		return nil
	}
	b := &balancing{at: n, texts: []string{"twin.*"}, matched: make([]bool, 1),
		settings: models.ZoneBalance{HeatingBase: degreeBase, CoolingBase: degreeBase, Tolerance: tolerance}}
	f, ok := l.section(n, "[balance]")
	if !ok {
		return nil
	}
	if zones := f.get("zones"); zones != nil {
		b.nodes, b.texts = []*source.Node{}, nil
		list, _ := l.listOf(zones, "zones", false)
		for _, e := range list {
			text, ok := l.text(e, "zones")
			if !ok {
				continue
			}
			if name, isTwin := strings.CutPrefix(text, "twin."); !isTwin || name == "" || strings.Contains(name, ".") {
				l.fail(codeRecord, e.At, fmt.Sprintf("zones: %q is no twin", text), `a twin such as "twin.north", or a pattern such as "twin.*"`, "")
				continue
			}
			b.nodes, b.texts = append(b.nodes, e), append(b.texts, text)
		}
		b.matched = make([]bool, len(b.texts))
	}
	if x, ok := l.quantityOr(f.get("heating_base"), "heating_base", unitOf("degC")); ok {
		b.settings.HeatingBase = x
	}
	if x, ok := l.quantityOr(f.get("cooling_base"), "cooling_base", unitOf("degC")); ok {
		b.settings.CoolingBase = x
	}
	if node := f.get("tolerance"); node != nil {
		if x, ok := l.quantity(node, "tolerance", unitOf("K")); ok {
			if x < 0 {
				l.fail(codeBounds, node.At, "tolerance is below 0", "a difference of temperatures from 0 K on", "")
			}
			b.settings.Tolerance = x
		}
	}
	f.done()
	if hour := 3600 * engine.Second; l.every > hour || hour%l.every != 0 {
		at := n.Key
		if step := root.Find("record", "every"); step != nil {
			at = step.At
		}
		l.fail(codeConflict, at, fmt.Sprintf("samples every %s do not fit into hours, which [balance] splits heat into", clock{}.say(l.every)),
			"a step of which an hour is a multiple, such as \"10 min\"", "change [record] every, or drop [balance]")
	}
	return b
}

// quantityOr reads a quantity that may be absent.
func (l *loader) quantityOr(n *source.Node, name string, u unit.Unit) (float64, bool) {
	if n == nil {
		return 0, false
	}
	return l.quantity(n, name, u)
}

// decodeBalance picks the zones of a study.
func (d *decoder) decodeBalance() {
	b := d.balance
	if b == nil {
		return
	}
	d.study.Balance = b.settings
	d.places["balance"], d.places["balance.zones"] = b.at.Key, b.at.Key
	for _, e := range d.twins {
		for i, text := range b.texts {
			plain := !isPattern(text)
			if !matchPattern(text, "twin."+e.name) || e.kind == nil || !plain && !e.storesHeat() {
				continue
			}
			b.matched[i] = true
			d.study.Balance.Zones = append(d.study.Balance.Zones, e.name)
			break
		}
	}
	slices.Sort(d.study.Balance.Zones)
}

// storesHeat reports whether a twin is a zone that a pattern may mean.
func (e *entity) storesHeat() bool {
	return slices.Contains(storing(), e.kind.Name) && (e.kind.Name != "thermal.node" || e.given("capacity"))
}

// unbalanced reports the zones that are twins of no study.
func (l *loader) unbalanced(all []*decoder) {
	b := l.balance
	if b == nil {
		return
	}
	if b.nodes == nil {
		if !b.matched[0] {
			l.fail(codeRecord, b.at.Key, "[balance]: no twin stores heat", "a twin of "+oneOf(storing()), "drop [balance]")
		}
		return
	}
	for i, n := range b.nodes {
		if b.matched[i] {
			continue
		}
		var names []string
		for _, d := range all {
			for _, name := range d.twinNames() {
				names = append(names, "twin."+name)
			}
		}
		slices.Sort(names)
		names = slices.Compact(names)
		l.fail(codeRecord, n.At, fmt.Sprintf("zones: %q matches no twin that stores heat", b.texts[i]), nearby(b.texts[i], names), didYouMean(b.texts[i], names))
	}
}

// periods are the hours of the span by the local calendar, or, without one, by
// the time since the start.
func (l *loader) periods() engine.Periods {
	const hour = 3600 * engine.Second
	if !l.clock.has {
		p := engine.Periods{Months: []string{""}}
		for t := engine.Time(0); t < l.span; t += hour {
			p.Marks = append(p.Marks, engine.Mark{From: t, Hour: int8(t / hour % 24)})
		}
		return p
	}
	var p engine.Periods
	quarter := 15 * time.Minute // offsets of zones, and their changes, are multiples of it
	for t := engine.Time(0); t < l.span; {
		local := l.clock.start.Add(time.Duration(t)).In(l.clock.zone)
		if month := local.Format("2006-01"); len(p.Months) == 0 || p.Months[len(p.Months)-1] != month {
			p.Months = append(p.Months, month)
		}
		mark := engine.Mark{From: t, Month: int16(len(p.Months) - 1), Hour: int8(local.Hour())}
		if n := len(p.Marks); n == 0 || p.Marks[n-1].Month != mark.Month || p.Marks[n-1].Hour != mark.Hour {
			p.Marks = append(p.Marks, mark)
		}
		t += engine.Time(local.Truncate(quarter).Add(quarter).Sub(local))
	}
	return p
}

// balanced takes in the terms of a model.
func (u *union) balanced(m *models.Model) {
	for _, t := range m.Balance() {
		if !slices.Contains(u.terms, t.BalanceTerm) {
			u.terms = append(u.terms, t.BalanceTerm)
		}
	}
}

// balanceRows are the terms of a model as rows of the schema.
func (p *Plan) balanceRows(m *models.Model) ([]engine.BalanceRow, error) {
	var rows []engine.BalanceRow
	for _, t := range m.Balance() {
		t.BalanceRow.Term = slices.Index(p.schema.Balance, t.BalanceTerm)
		if t.BalanceRow.Term < 0 {
			return nil, fmt.Errorf("the balance of twin.%s has %s at this sweep point alone", t.Zone, t.Name)
		}
		rows = append(rows, t.BalanceRow)
	}
	return rows, nil
}
