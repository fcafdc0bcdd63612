package telemetry

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"github.com/ncruces/go-strftime"
)

// stampReader reads the cells of a time column, all in one way.
type stampReader struct {
	mark   byte     // decimal
	layout string   // directives of strftime; "" for none
	others []string // the same with the other ways to write an offset
	zoned  bool     // the layout holds an offset
	unit   float64  // seconds per unit of plain numbers, 0 where cells may be dates
	unix   bool     // plain numbers count from 1970

	// Rows mostly share their time with the row before, in a long table.
	begun         bool
	cell          []byte
	last          stamp
	summary, hint string
	joined        []byte // of two cells
	expected      string
}

// counted are the formats of plain numbers, in seconds.
func counted(format string) (unit float64, unix, ok bool) {
	switch format {
	case "unix":
		return 1, true, true
	case "unix_ms":
		return 1e-3, true, true
	case "s":
		return 1, false, true
	case "min":
		return 60, false, true
	case "h":
		return 3600, false, true
	case "d":
		return 86400, false, true
	}
	return 0, false, false
}

// newStampReader makes the reader of a time_format, "" for the forms that are
// understood without one.
func newStampReader(format string, decimalComma bool) (*stampReader, *Problem) {
	r := &stampReader{mark: '.', expected: stampForms}
	if decimalComma {
		r.mark = ','
	}
	if format == "" {
		return r, nil
	}
	if unit, unix, ok := counted(format); ok {
		r.unit, r.unix = unit, unix
		r.expected = "a number"
		return r, nil
	}
	if !strings.Contains(format, "%") {
		return r, &Problem{Key: "time_format", Summary: fmt.Sprintf("time_format is %q", format),
			Expected: `directives such as "%d.%m.%Y %H:%M", or "unix", "unix_ms", "s", "min", "h", "d"`,
			Hint:     meant(format, []string{"unix", "unix_ms", "min"})}
	}
	if strings.Contains(format, "%Z") {
		return r, &Problem{Key: "time_format", Summary: "%Z does not say which zone an abbreviation means", Hint: "leave the zone out of the column and give timezone, or write offsets (%z)"}
	}
	example := time.Date(2026, 1, 31, 23, 45, 0, 0, time.UTC)
	text := strftime.Format(format, example)
	back, err := strftime.Parse(format, text)
	switch {
	case err != nil:
		return r, &Problem{Key: "time_format", Summary: fmt.Sprintf("times cannot be read by %q", format),
			Expected: "directives such as %Y %m %d %H %M %S %f %z, as strptime has them"}
	case back.Year() != example.Year() || back.YearDay() != example.YearDay():
		return r, &Problem{Key: "time_format", Summary: fmt.Sprintf("%q does not give the whole date", format),
			Expected: "year, month and day", Hint: `the columns of date and time of day are joined by a space: time = ["date", "clock"]`}
	}
	r.layout, r.zoned = format, strings.Contains(format, "%z") || strings.Contains(format, "%:z")
	if strings.Contains(format, "%z") {
		// As strptime does, %z takes +0100, +01:00 and Z.
		r.others = []string{strings.ReplaceAll(format, "%z", "%:z"), strings.ReplaceAll(format, "%z", "Z")}
	}
	r.expected = fmt.Sprintf("times like %s (%s)", text, format)
	return r, nil
}

// read reads a cell; what is wrong with it is summary and hint.
func (r *stampReader) read(cell []byte) (st stamp, summary, hint string) {
	if r.begun && string(cell) == string(r.cell) {
		return r.last, r.summary, r.hint
	}
	r.begun = true
	r.cell = append(r.cell[:0], cell...)
	// The text is not kept: messages hold quoted copies of it.
	r.last, r.summary, r.hint = r.parse(strings.TrimSpace(unsafe.String(unsafe.SliceData(r.cell), len(r.cell))))
	return r.last, r.summary, r.hint
}

// join reads the cells of a date and a time of day.
func (r *stampReader) join(date, clock []byte) (st stamp, summary, hint string) {
	r.joined = append(append(append(r.joined[:0], trim(date)...), ' '), trim(clock)...)
	return r.read(r.joined)
}

func (r *stampReader) parse(cell string) (st stamp, summary, hint string) {
	switch {
	case cell == "":
		return st, "the time is empty", ""
	case r.layout != "":
		return r.laidOut(cell)
	case r.unit != 0:
		if r.unix {
			if st, ok := r.wholeUnix(cell); ok {
				return st, "", ""
			}
		}
		v, ok := parseFloat([]byte(cell), r.mark)
		if !ok {
			return st, strconv.Quote(clip(cell)) + " is not a time", ""
		}
		return r.number(v)
	}
	if r.mark == ',' && !datelike(cell) {
		if v, ok := parseFloat([]byte(cell), r.mark); ok {
			return r.number(v)
		}
	}
	return parseStamp(cell)
}

// laidOut reads a cell by the directives.
func (r *stampReader) laidOut(cell string) (st stamp, summary, hint string) {
	t, err := strftime.Parse(r.layout, cell)
	for k, other := range r.others {
		if err == nil {
			break
		}
		if t, err = strftime.Parse(other, cell); err == nil {
			r.layout, r.others[k] = other, r.layout // the next row is like this one
		}
	}
	if err != nil {
		if earlier, late := midnight(cell); late {
			if st, summary, _ := r.laidOut(earlier); summary == "" {
				st.unix += 86400
				return st, "", ""
			}
		}
		return st, strconv.Quote(clip(cell)) + " is not a time", "compare with time_format"
	}
	st = stamp{kind: localStamp, nanos: int64(t.Nanosecond())}
	if r.zoned {
		st.kind = absoluteStamp
	}
	st.unix = t.Unix() // a local one in the fields of UTC
	return st, "", ""
}

// midnight turns 24:00 (also 24:00:00), the end of a day, into the 00:00 of the
// same date, a day too early; ok where the cell has it.
func midnight(cell string) (earlier string, ok bool) {
	i := strings.Index(cell, "24:00")
	if i < 0 || i > 0 && (cell[i-1] == ':' || cell[i-1] >= '0' && cell[i-1] <= '9') {
		return cell, false
	}
	rest := strings.TrimPrefix(cell[i+5:], ":00")
	if rest != "" && strings.ContainsAny(rest[:1], "0123456789:.,") {
		return cell, false
	}
	return cell[:i] + "00" + cell[i+2:], true
}

// wholeUnix reads whole numbers since 1970 without a rounding.
func (r *stampReader) wholeUnix(cell string) (st stamp, ok bool) {
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		return st, false
	}
	st.kind = absoluteStamp
	if r.unit == 1 {
		st.unix = n
		return st, true
	}
	st.unix = int64(math.Floor(float64(n) / 1000))
	st.nanos = (n - st.unix*1000) * 1e6
	return st, n > -1<<52 && n < 1<<52
}

// number makes a stamp of a plain number.
func (r *stampReader) number(v float64) (st stamp, summary, hint string) {
	unit := r.unit
	if unit == 0 {
		unit = 1
	}
	if !r.unix {
		return stamp{kind: plainStamp, seconds: v * unit}, "", ""
	}
	seconds := v * unit
	if math.Abs(seconds) > 1e12 {
		return st, "this is no time since 1970", `"unix" counts seconds, "unix_ms" thousandths`
	}
	whole := math.Floor(seconds)
	return stamp{kind: absoluteStamp, unix: int64(whole), nanos: int64(math.Round((seconds-whole)*1e6)) * 1e3}, "", ""
}
