package scenarios

import "whatif/models"

// decodeAlerts reads [alert.*].
func (d *decoder) decodeAlerts() {
	nodes := d.named(d.root.Get("alert"), "alert")
	for _, n := range nodes {
		d.places["alert."+n.Name] = n.Key
	}
	for _, n := range nodes {
		f, ok := d.section(n, "[alert."+n.Name+"]")
		if !ok {
			continue
		}
		a := models.Alert{Name: n.Name}
		if when := f.need("when", `"twin.north.temperature < 18 degC"`); when != nil {
			var ok bool
			if a.When, ok = d.condition(when, "when"); ok && names(&a.When, "alert."+n.Name) {
				d.fail(codeCondition, when.At, "when: the alert waits for itself", "", "name what sets it off")
			}
		}
		if length := f.get("for"); length != nil {
			if t, ok := d.duration(length, "for", true); ok {
				a.For = t
				d.note("alert."+n.Name+".for", number{value: t.Seconds(), unit: second, bounds: notNegative, at: length.At})
			}
		}
		a.Off = d.disabled(f.get("enabled"))
		f.done()
		d.study.Alerts = append(d.study.Alerts, a)
	}
}
