package report

import (
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"whatif/results/chart"
)

// page is what the template shows: sections of blocks, each block one thing.
type page struct {
	Title      string
	Provenance string
	Zone       string // of the scenario's calendar
	Style      template.CSS
	Script     template.JS
	Notes      []note // before everything else
	Sections   []section
}

// note is what nobody may overlook.
type note struct{ Strong, Text string }

type section struct {
	ID, Title string
	Blocks    []block
}

// block is one of the things a section is made of.
type block struct {
	Heading string // of the third level
	ID      string // of the heading
	Text    string
	Class   string // of the text
	List    []item
	Facts   []item
	Table   *table
	Figure  *figure
	Pair    []*figure // side by side where there is room
	Code    string
	Details *details
	Chooser *chooser
}

// item is a line of a list, or a term with what it means.
type item struct{ Strong, Text string }

// details can be opened; printing opens it.
type details struct {
	Summary string
	Blocks  []block
}

// chooser shows one of several groups of blocks at a time.
type chooser struct {
	ID, Label string
	Groups    []choice
}

type choice struct {
	ID, Title string
	Blocks    []block
}

type table struct {
	Caption string
	Head    []string
	Rows    []row
	Words   bool   // cells are words, to the left; otherwise numbers, to the right
	Matrix  bool   // cells are verdicts
	Else    string // where on paper the rows are that are too many for it; "" to print all
}

// mostPrinted is how many rows of a long table paper has.
const mostPrinted = 40

// Long says whether paper has only the first rows.
func (t *table) Long() bool { return t.Else != "" && len(t.Rows) > mostPrinted+1 }

// OnScreen says whether a row is left out on paper.
func (t *table) OnScreen(row int) bool { return t.Long() && row >= mostPrinted }

// mostAcross is how many columns beside the first paper has room for.
const mostAcross = 6

// Wide says whether paper has the table in pieces beside each other.
func (t *table) Wide() bool { return !t.Words && len(t.Head) > 1+mostAcross }

// Pieces are what paper has of a wide table, each with the first column.
func (t *table) Pieces() []*table {
	if !t.Wide() {
		return nil
	}
	var list []*table
	for from := 0; from+1 < len(t.Head); from += mostAcross {
		part := *t
		part.Caption = fmt.Sprintf("%s (part %d)", t.Caption, len(list)+1)
		part.Head = append([]string{t.Head[0]}, t.Head[from+1:min(from+1+mostAcross, len(t.Head))]...)
		part.Rows = nil
		for _, r := range t.Rows {
			r.Cells = r.Cells[min(from, len(r.Cells)):min(from+mostAcross, len(r.Cells))]
			part.Rows = append(part.Rows, r)
		}
		list = append(list, &part)
	}
	return list
}

// More is how many rows paper leaves out.
func (t *table) More() string { return fixed(float64(len(t.Rows)-mostPrinted), 0) }

type row struct {
	Head, Sub string // of the row, and a second line of it
	Cells     []cell
}

// textRow is a row of plain cells.
func textRow(head string, texts ...string) row {
	r := row{Head: head}
	for _, t := range texts {
		r.Cells = append(r.Cells, cell{Text: t})
	}
	return r
}

type cell struct {
	Text  string
	Sub   string // a second line, smaller
	More  string // and a third
	Class string
}

// figure is a chart with its legend and its numbers.
type figure struct {
	ID, Title string
	SVG       template.HTML
	Data      template.JS
	Legend    []legend
	Note      string // below the chart, such as what it leaves out
	Table     *table
}

type legend struct {
	Index  int
	Colour int
	Name   string
}

// drawing is any kind of chart.
type drawing interface {
	Draw() (*chart.Chart, error)
}

// figureOf draws a chart. The series are those that its legend switches; none
// for no legend.
func figureOf(id, title string, d drawing, numbers *table, series ...string) (*figure, error) {
	c, err := d.Draw()
	if err != nil {
		return nil, fmt.Errorf("chart %q: %w", title, err)
	}
	data, err := json.Marshal(c.Data)
	if err != nil {
		return nil, fmt.Errorf("numbers of the chart %q: %w", title, err)
	}
	f := &figure{ID: id, Title: title, SVG: template.HTML(c.SVG), Data: template.JS(data), Table: numbers}
	for i, name := range series {
		f.Legend = append(f.Legend, legend{i, i % chart.Colours, name})
	}
	return f, nil
}

var noIdentifier = regexp.MustCompile(`[^a-z0-9]+`)

// names hands out identifiers that are unique on the page.
type names map[string]bool

// take makes an identifier out of words.
func (n names) take(words ...string) string {
	id := strings.Trim(noIdentifier.ReplaceAllString(strings.ToLower(strings.Join(words, "-")), "-"), "-")
	if id == "" || id[0] >= '0' && id[0] <= '9' {
		id = "x-" + id
	}
	unique := id
	for k := 2; n[unique]; k++ {
		unique = fmt.Sprintf("%s-%d", id, k)
	}
	n[unique] = true
	return unique
}
