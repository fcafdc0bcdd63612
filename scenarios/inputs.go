package scenarios

import (
	"whatif/models"
	"whatif/scenarios/diagnose"
)

// decodeInputs reads [input.*] of a study. Units come first, the numbers of
// recorded files last, when all of a file that is wanted is known.
func (d *decoder) decodeInputs() {
	var recordings []recording
	var derived []*computed
	for _, n := range d.named(d.root.Get("input"), "input") {
		d.inputNames = append(d.inputNames, n.Name)
		f, ok := d.section(n, "[input."+n.Name+"]")
		if !ok {
			continue
		}
		path := "input." + n.Name
		d.places[path] = n.Key
		file, signal := f.get("file"), f.get("signal")
		switch {
		case file != nil && signal != nil:
			d.add(diagnose.Diagnostic{Code: codeConflict, At: signal.Key, Summary: f.what + " has both a file and a signal", Hint: "keep one of the two",
				Related: []diagnose.Related{{At: file.Key, Note: "the file"}}})
		case file != nil:
			rec, ok := d.recorded(f, file, n)
			if rec.unit.Scale != 0 {
				d.inputs[n.Name] = rec.unit
			}
			if ok {
				recordings = append(recordings, rec)
			}
		case signal != nil:
			d.synthetic(f, signal, n.Name)
		case isDerived(n.Table()):
			derived = append(derived, d.computed(f, n.Name))
		default:
			d.fail(codeMissing, f.at, f.what+" has neither a file nor a signal", "", `add file = "data.csv", or signal = "constant"`)
		}
	}
	d.derive(derived)
	if !d.headerSound {
		return // the span is not known, so that nothing can be said of files
	}
	for _, rec := range recordings {
		d.store.Expect(rec.spec)
	}
	for _, rec := range recordings {
		if table := d.read(rec.node, rec.spec); table != nil {
			adjusted := *table
			adjusted.Adjust = &rec.adjust
			d.study.Inputs = append(d.study.Inputs, models.Input{Name: rec.name, Unit: rec.unit, Table: &adjusted})
		}
	}
}
