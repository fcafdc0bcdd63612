// Package report makes one HTML page of a result, for whoever decides by it.
//
// The page stands alone: style, script and pictures are in it, it opens from
// disk without a network, and it can be read, printed and listened to without
// its script. It holds no wall time and no name of a machine, so the same result
// gives the same bytes.
package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"

	"whatif/results"
	"whatif/results/chart"
)

// Options of a report. The zero value will do.
type Options struct {
	Base       string  // variant that the others are compared with; "" for the first
	Confidence float64 // of intervals; 0 for 0.95
	Charts     int     // most fan charts; 0 for 40
	Scenario   string  // file of the scenario, as the commands to repeat a run should name it; "" for scenario.toml
}

func (o Options) filled() Options {
	if o.Confidence == 0 {
		o.Confidence = 0.95
	}
	if o.Charts == 0 {
		o.Charts = 40
	}
	if o.Scenario == "" {
		o.Scenario = "scenario.toml"
	}
	return o
}

//go:embed page.html style.css script.js
var assets embed.FS

var pageTemplate = template.Must(template.ParseFS(assets, "page.html"))

// Write writes the page of a result. It is a page for an unfinished batch too,
// and for one of which all runs failed: what there is, with a word on what is
// missing. An error is of the result's files or of w; then what was written is
// no page.
func Write(w io.Writer, r *results.Result, o Options) error {
	m, err := gather(r, o.filled())
	if err != nil {
		return fmt.Errorf("report of %s: %w", r.Dir, err)
	}
	p, err := m.page()
	if err != nil {
		return fmt.Errorf("report of %s: %w", r.Dir, err)
	}
	if err := p.write(w); err != nil {
		return fmt.Errorf("report of %s: %w", r.Dir, err)
	}
	return nil
}

// generator marks a page as one of whatif's.
const generator = `<meta name="generator" content="whatif report">`

// Is says whether a file that begins with these bytes is a report.
func Is(head []byte) bool { return bytes.Contains(head, []byte(generator)) }

// write renders the page.
func (p *page) write(w io.Writer) error {
	style, err := assets.ReadFile("style.css")
	if err != nil {
		return err
	}
	script, err := assets.ReadFile("script.js")
	if err != nil {
		return err
	}
	p.Style, p.Script = template.CSS(chart.CSS()+"\n"+string(style)), template.JS(script)
	var out bytes.Buffer // so that a template that fails leaves nothing half-written
	if err := pageTemplate.Execute(&out, p); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}
