package main

// json prints what is shown for a program.
func (v *view) json() error {
	all := map[string]any{"name": v.r.Info.Name, "results": v.r.Dir, "runs": v.r.Runs.Len()}
	if v.whole() {
		all = document(v.r, v.groups)
	}
	all["planned_runs"] = v.r.Info.Runs
	all["missing_parts"] = append([]int{}, v.r.Missing...)
	all["finished"] = lacking(v.r) == ""
	if v.timings.busy > 0 {
		all["seconds"] = v.timings.busy.Seconds()
	}
	if v.f.failed {
		all["failed"] = v.failed
	}
	if v.f.slowest > 0 {
		all["slowest"] = v.slowest
	}
	if v.f.plot != "" && v.plot != nil {
		all["plot"] = v.plot.json()
	}
	return v.c.printJSON(all)
}

// json is the plotted curves as they were recorded.
func (p *plot) json() map[string]any {
	type curve struct {
		Label   string     `json:"label"`
		Variant string     `json:"variant"`
		Sweep   int        `json:"sweep"`
		Draw    *int       `json:"draw,omitempty"` // of one run; else the median over the draws
		T       []float64  `json:"t"`              // seconds since the start
		Values  []*float64 `json:"values"`
	}
	list := []curve{}
	for _, l := range p.lines {
		out := curve{Label: l.label, Variant: l.variant, Sweep: l.sweep, T: l.t}
		if l.draw >= 0 {
			out.Draw = &l.draw
		}
		for _, x := range l.values {
			out.Values = append(out.Values, finite(x))
		}
		list = append(list, out)
	}
	return map[string]any{"path": p.path.Path, "unit": p.path.Unit, "curves": list}
}
