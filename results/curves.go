package results

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// ErrNoPath says that a result has no series of that path.
var ErrNoPath = errors.New("not recorded")

// Curve is one variable of one twin through one run.
type Curve struct {
	Run    int       // index into Runs
	T      []float64 // seconds since the start
	Time   []int64   // microseconds since 1970 UTC; nil without a start
	Values []float64 // in the unit of the column; NaN for null
}

// Curves goes through one recorded variable, run by run in order. The path is
// twin.NAME.VARIABLE or input.NAME; keep chooses runs by their index in Runs,
// nil all of them. A run that recorded nothing of it is left out; one that
// failed has what it recorded before. The slices of a curve are valid until
// the next one. A path that is not recorded gives one error, with ErrNoPath.
func (r *Result) Curves(path string, keep func(run int) bool) iter.Seq2[Curve, error] {
	return func(yield func(Curve, error) bool) {
		if err := r.curves(path, keep, yield); err != nil && !errors.Is(err, errStop) {
			yield(Curve{}, fmt.Errorf("%w", err))
		}
	}
}

func (r *Result) curves(path string, keep func(run int) bool, yield func(Curve, error) bool) error {
	table, column, twin, err := r.find(path)
	if err != nil {
		return err
	}
	c := &cursor{r: r, table: table}
	if keep == nil {
		c = r.readingAhead(table)
	}
	defer c.close()
	// Of runs that are not kept nothing is read, where they fill a part.
	kept := func(run int) int {
		for keep != nil && run < r.Runs.Len() && !keep(run) {
			run++
		}
		return run
	}
	out := Curve{Run: kept(0)}
	if out.Run == r.Runs.Len() {
		return nil
	}
	if err := c.skipTo(r.Runs.Number[out.Run]); err != nil {
		return err
	}
	flush := func() error {
		if len(out.T) > 0 && !yield(out, nil) {
			return errStop
		}
		out.T, out.Time, out.Values = out.T[:0], out.Time[:0], out.Values[:0]
		return nil
	}
	run, last := 0, int64(-1)
	for {
		ok, err := c.more()
		if err != nil {
			return err
		}
		if !ok {
			return flush()
		}
		if id := c.rows.id[c.row]; id != last {
			found := false
			if run, found = slices.BinarySearch(r.Runs.Number, id); !found {
				return c.corrupt("run %d is not in the table runs", id)
			}
			last = id
		}
		if run != out.Run {
			if err := flush(); err != nil {
				return err
			}
			if out.Run = kept(run); out.Run == r.Runs.Len() {
				return nil
			}
			if out.Run > run {
				if err := c.skipTo(r.Runs.Number[out.Run]); err != nil {
					return err
				}
				continue
			}
		}
		if c.rows.twin[c.row] == twin {
			out.T = append(out.T, c.rows.t[c.row])
			if c.rows.time != nil {
				out.Time = append(out.Time, c.rows.time[c.row])
			}
			out.Values = append(out.Values, c.rows.values[column][c.row])
		}
		c.row++
	}
}

// find returns the table, the column and the twin's code of a path.
func (r *Result) find(path string) (table, column int, twin int32, err error) {
	paths, err := r.Paths()
	if err != nil {
		return 0, 0, 0, err
	}
	for _, p := range paths {
		if p.Path == path {
			return p.table, p.column, p.twin, nil
		}
	}
	return 0, 0, 0, fmt.Errorf("%s: %w: there are %s", path, ErrNoPath, some(paths))
}

func some(paths []Path) string {
	const most = 8
	var names []string
	for i, p := range paths {
		if i == most {
			names = append(names, "...")
			break
		}
		names = append(names, p.Path)
	}
	return strings.Join(names, ", ")
}

// Path is one recorded variable of one twin.
type Path struct {
	Path        string // twin.NAME.VARIABLE, or input.NAME
	Kind        string // of the twin, or input
	Twin        string
	Variable    string // its column
	Unit        string
	Description string
	Mean        bool // over the interval that ends at t

	table, column int
	twin          int32
}

// Paths lists what the first run of each variant recorded, in the order of the
// tables, twins and columns.
func (r *Result) Paths() ([]Path, error) {
	var list []Path
	for i, t := range r.Schema.Tables {
		var twins []int32
		for _, g := range r.Runs.groups() {
			if g.sweep != 0 {
				continue
			}
			c := &cursor{r: r, table: i}
			grid, err := c.probe(r.Runs.Number[g.first])
			c.close()
			if err != nil {
				return nil, fmt.Errorf("%w", err)
			}
			twins = append(twins, grid.twins...)
		}
		slices.Sort(twins)
		for _, twin := range slices.Compact(twins) {
			for j, c := range t.Columns {
				p := Path{Path: "twin." + r.Schema.Twins[twin] + "." + c.Name, Kind: t.Kind, Twin: r.Schema.Twins[twin],
					Variable: c.Name, Unit: c.Unit, Description: c.Description, Mean: c.Mean, table: i, column: j, twin: twin}
				if strings.HasPrefix(c.Path, "input.") {
					p.Path = c.Path
				}
				list = append(list, p)
			}
		}
	}
	return list, nil
}
