package scenarios

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// recording is an input that is read from a file.
type recording struct {
	name   string
	node   *source.Node
	spec   telemetry.Spec
	unit   unit.Unit // in SI, of what the model reads; zero where it is not known
	adjust models.Adjustment
}

// recorded reads what an input says of a file.
func (d *decoder) recorded(f *fields, file, n *source.Node) (rec recording, ok bool) {
	before := d.list.Errors()
	shown, _ := d.text(file, "file")
	rec = recording{name: n.Name, node: n, adjust: models.Adjustment{Scale: 1}}
	spec := &rec.spec
	*spec = telemetry.Spec{Shown: shown, File: shown, Start: d.clock.start, HasStart: d.clock.has, Zone: d.clock.zone,
		From: -d.warmup, Until: d.span}
	if !filepath.IsAbs(shown) {
		spec.File = filepath.Join(d.dir, filepath.FromSlash(shown))
	}
	if _, isText := file.Value.(string); isText && !telemetry.Readable(shown) {
		d.fail(codeTelemetryFile, file.At, fmt.Sprintf("%q is no kind of file that can be read", shown), "a file whose name ends in "+strings.Join(telemetry.Extensions(), ", "), "")
	}
	if telemetry.IsEPW(shown) {
		d.weather(f, &rec)
	} else {
		d.columns(f, spec)
		d.layout(f, spec)
		d.meaning(f, &rec)
	}
	spec.Interpolate, _ = d.choice(f.get("interpolate"), "interpolate", []string{"linear", "hold"})
	spec.OnGap, _ = d.choice(f.get("on_gap"), "on_gap", []string{"fail", "hold", "linear"})
	spec.MaxGap, _ = d.duration(f.get("max_gap"), "max_gap", false)
	if fill := f.table.Get("on_gap"); fill != nil && f.table.Get("max_gap") == nil {
		d.warn(codeUnused, fill.Key, "on_gap does nothing without max_gap, which says what a gap is", `add max_gap, such as max_gap = "2 h", or leave on_gap out`)
	}
	d.placement(f, spec)
	d.adjustment(f, rec.name, rec.unit, &rec.adjust)
	f.done()
	return rec, d.list.Errors() == before
}

// columns reads where the numbers and their times stand.
func (d *decoder) columns(f *fields, spec *telemetry.Spec) {
	d.timeColumns(f.need("time", `"time"`), spec)
	column, value, where := f.get("column"), f.get("value"), f.get("where")
	switch {
	case column != nil && value != nil:
		d.fail(codeConflict, value.Key, f.what+" has both column and value", "", "column is for a wide table, value with where for a long one")
	case column != nil:
		spec.Column, _ = d.text(column, "column")
	case value != nil:
		spec.Value, _ = d.text(value, "value")
		if where == nil {
			d.fail(codeMissing, value.Key, f.what+" has value, but no where that picks the rows", "", `add where = { id = "roof" }, or write column for a wide table`)
		}
	default:
		f.lack("column", f.what+" has no column", "", `add column = "NAME", or value = "NAME" and where = { id = "roof" } for a long table`)
	}
	if where != nil {
		if value == nil {
			d.fail(codeConflict, where.Key, "where picks rows of a long table, but there is no value", "", `name the column of the numbers: value = "NAME"`)
		}
		spec.Where = d.where(where)
	}
}

// timeColumns reads the name of the column of times, or those of dates and
// times of day.
func (d *decoder) timeColumns(n *source.Node, spec *telemetry.Spec) {
	if n == nil {
		return
	}
	list, isList := n.Value.([]*source.Node)
	if !isList {
		spec.Time, _ = d.text(n, "time")
		return
	}
	if len(list) != 2 {
		d.fail(codeType, n.At, fmt.Sprintf("time lists %d columns", len(list)), `one column, or two: time = ["date", "clock"]`, "")
		return
	}
	spec.Time, _ = d.text(list[0], "time")
	spec.Clock, _ = d.text(list[1], "time")
}

// layout reads how the text of a file is laid out, and its times are written.
func (d *decoder) layout(f *fields, spec *telemetry.Spec) {
	if n := f.get("delimiter"); n != nil {
		spec.Delimiter, _ = d.text(n, "delimiter")
		switch spec.Delimiter {
		case "":
			d.fail(codeBounds, n.At, "delimiter is empty", `one character, such as ";", or "tab"`, "leave it out to have it found")
		case "tab":
			spec.Delimiter = "\t"
		}
	}
	spec.Encoding, _ = d.choice(f.get("encoding"), "encoding", []string{telemetry.UTF8, telemetry.Windows1252})
	spec.Decimal, _ = d.choice(f.get("decimal"), "decimal", []string{".", ","})
	if n := f.get("skip"); n != nil {
		if skip, ok := d.whole(n, "skip"); ok && (skip < 0 || skip > 1e6) {
			d.fail(codeBounds, n.At, fmt.Sprintf("skip is %d", skip), "how many lines stand before the names of the columns", "")
		} else {
			spec.Skip = int(skip)
		}
	}
	spec.TimeFormat, _ = d.text(f.get("time_format"), "time_format")
	if n := f.get("timezone"); n != nil {
		spec.Local = d.zone(n)
	}
	spec.OnRepeat, _ = d.choice(f.get("on_repeat"), "on_repeat", []string{"fail", "first", "last", "mean"})
}

// meaning reads what a number stands for.
func (d *decoder) meaning(f *fields, rec *recording) {
	spec := &rec.spec
	spec.Quantity, _ = d.choice(f.get("quantity"), "quantity", []string{telemetry.Instant, telemetry.Mean, telemetry.Total, telemetry.Counter})
	if n := f.need("unit", `"degC"`); n != nil {
		if u, ok := d.unit(n, "unit"); ok {
			spec.Unit, rec.unit = u, d.rate(u, spec.Quantity)
		}
	}
	spec.Stamp, _ = d.choice(f.get("stamp"), "stamp", []string{"start", "end"})
	if spec.Stamp == "start" && spec.Quantity != telemetry.Mean && spec.Quantity != telemetry.Total {
		spec.Stamp = "" // what is so by default may be said
	}
	d.rollover(f.get("rollover"), spec)
}

// rollover reads the reading at which a counter begins anew.
func (d *decoder) rollover(n *source.Node, spec *telemetry.Spec) {
	if n == nil {
		return
	}
	if s, isText := n.Value.(string); isText && strings.TrimSpace(s) == "reset" {
		spec.Reset = true
		return
	}
	if spec.Unit.Scale == 0 {
		return // the unit is wrong, which is said already
	}
	x, ok := d.quantity(n, "rollover", spec.Unit)
	if !ok {
		return
	}
	if x <= 0 {
		d.fail(codeBounds, n.At, "rollover is not above zero", `the reading at which the counter begins anew, such as "1000 MWh", or "reset"`, "")
		return
	}
	spec.Rollover = x / spec.Unit.Scale
}

// placement reads whether the record repeats and where it stands in time.
func (d *decoder) placement(f *fields, spec *telemetry.Spec) {
	if n := f.get("repeat"); n != nil {
		if on, isFlag := n.Value.(bool); isFlag {
			spec.Repeat = on
		} else if _, isText := n.Value.(string); isText {
			spec.Period, spec.Repeat = d.duration(n, "repeat", false)
		} else {
			d.wrongType(n, "repeat", `true, false or a duration, such as "1 d"`)
		}
	}
	n := f.get("align")
	if n == nil {
		return
	}
	s, isText := n.Value.(string)
	switch {
	case isText && strings.TrimSpace(s) == "start":
		spec.Align = telemetry.AlignStart
	case isText && !looksLikeDate(s):
		if x, ok := d.quantity(n, "align", second); ok {
			spec.Align, spec.AlignAfter = telemetry.AlignTime, engine.Seconds(x)
		}
	default:
		zone := spec.Local
		if zone == nil {
			zone = d.clock.zone
		}
		if zone == nil {
			zone = time.UTC
		}
		if at, ok := d.calendarTime(n, "align", zone); ok {
			spec.Align, spec.AlignAt = telemetry.AlignDate, at
		}
	}
}

// adjustment reads the numbers that the values are multiplied with and that are
// added to them.
func (d *decoder) adjustment(f *fields, name string, u unit.Unit, adjust *models.Adjustment) {
	scale, offset := f.get("scale"), f.get("offset")
	if u.Scale == 0 {
		return // the unit is wrong, which is said already
	}
	difference := u.Difference()
	at := func(n *source.Node) diagnose.Position {
		if n == nil {
			return f.at
		}
		return n.At
	}
	switch {
	case scale != nil && u.Absolute:
		d.fail(codeTemperature, scale.Key, "a temperature cannot be scaled", "", `use offset, such as offset = "1 K"`)
	case scale != nil:
		adjust.Scale, _ = d.quantity(scale, "scale", pure)
	}
	if !u.Absolute {
		d.note("input."+name+".scale", number{value: adjust.Scale, unit: pure, bounds: unbounded, at: at(scale)})
	}
	if offset != nil {
		adjust.Offset, _ = d.quantity(offset, "offset", difference)
	}
	d.note("input."+name+".offset", number{value: adjust.Offset, unit: difference, bounds: unbounded, at: at(offset)})
}

// weather reads an input from an EPW file, which says by itself what its
// columns hold.
func (d *decoder) weather(f *fields, rec *recording) {
	spec := &rec.spec
	spec.Repeat = true // of typical years
	n := f.need("column", `"dry_bulb"`)
	name, ok := d.choice(n, "column", telemetry.WeatherColumns())
	for _, key := range []string{"time", "value", "where", "delimiter", "encoding", "decimal", "skip", "time_format", "timezone", "on_repeat", "rollover"} {
		if n := f.get(key); n != nil {
			d.fail(codeConflict, n.Key, key+" has no place beside an EPW file, whose columns and times are fixed", "", "leave "+key+" out")
		}
	}
	u, quantity, stamp := f.get("unit"), f.get("quantity"), f.get("stamp")
	if !ok {
		return
	}
	spec.Column = name
	w, _ := telemetry.WeatherColumn(name)
	spec.Unit, spec.Quantity = unit.Must(w.Unit), w.Quantity
	rec.unit = d.rate(spec.Unit, spec.Quantity)
	if u != nil {
		if given, ok := d.unit(u, "unit"); ok && (!given.Fits(spec.Unit) || given.Scale != spec.Unit.Scale) {
			d.fail(codeConflict, u.At, fmt.Sprintf("unit is %s, and %s of an EPW file is in %s", given.Symbol, name, w.Unit), w.Unit, "leave unit out")
		}
	}
	if quantity != nil {
		if given, ok := d.choice(quantity, "quantity", []string{telemetry.Instant, telemetry.Mean, telemetry.Total, telemetry.Counter}); ok && given != w.Quantity {
			d.fail(codeConflict, quantity.At, fmt.Sprintf("quantity is %s, and %s of an EPW file is a record of %ss", given, name, w.Quantity), w.Quantity, "leave quantity out")
		}
	}
	if stamp != nil {
		if given, ok := d.choice(stamp, "stamp", []string{"start", "end"}); ok && given != "end" {
			d.fail(codeConflict, stamp.At, "the hours of an EPW file are marked by their end", "end", "leave stamp out")
		}
	}
}

// rate is the SI unit of what the model reads: of a total or a counter, its
// amount per second.
func (d *decoder) rate(u unit.Unit, quantity string) unit.Unit {
	if quantity != telemetry.Total && quantity != telemetry.Counter {
		return u.SI()
	}
	perSecond, err := unit.Parse("(" + u.SI().Symbol + ")/s")
	if err != nil || u.Absolute {
		return unit.Unit{} // telemetry says what is wrong
	}
	return perSecond.SI()
}

// where reads the texts that pick the rows of a long table.
func (d *decoder) where(n *source.Node) map[string]string {
	t := n.Table()
	if t != nil && len(t.Nodes()) == 0 {
		d.fail(codeMissing, n.At, "where is empty", `a table, such as { id = "roof" }`, "")
		return nil
	}
	if t == nil {
		d.wrongType(n, "where", `a table, such as { id = "roof" }`)
		return nil
	}
	picked := map[string]string{}
	for _, e := range t.Nodes() {
		switch e.Value.(type) {
		case string, int64, float64, bool:
			picked[e.Name] = written(e)
		default:
			d.wrongType(e, "where."+e.Name, "a text")
		}
	}
	return picked
}
