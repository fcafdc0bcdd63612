package main

import (
	"fmt"
	"slices"
	"strings"
)

// markdown shows the figures as tables.
func markdown(s settings, figures []Figure) string {
	var b strings.Builder
	if s.Rows > 0 {
		writing(&b, s, figures)
	}
	batches(&b, figures)
	reading(&b, figures)
	return b.String()
}

// of returns the figures of a name, and the one of median time.
func of(figures []Figure, name string) (list []Figure, median Figure) {
	for _, f := range figures {
		if f.Name == name {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b Figure) int {
		if a.Seconds < b.Seconds {
			return -1
		}
		return 1
	})
	if len(list) > 0 {
		median = list[len(list)/2]
	}
	return list, median
}

func writing(b *strings.Builder, s settings, figures []Figure) {
	_, raw := of(figures, "raw")
	fmt.Fprintf(b, "Writing %s rows of %d bytes, synced to the disk (median of %d):\n\n", grouped(s.Rows), rowBytes, s.Repeat)
	fmt.Fprintf(b, "| | million rows/s | of the raw write | most memory | pyarrow: million rows/s | whatif / pyarrow |\n|---|---|---|---|---|---|\n")
	fmt.Fprintf(b, "| raw write | %.1f | 1 | | | |\n", raw.perSecond()/1e6)
	for _, compression := range []string{"none", "lz4", "zstd"} {
		_, f := of(figures, "write "+compression)
		_, beside := of(figures, "pyarrow write "+compression)
		fmt.Fprintf(b, "| %s | %.1f | %.2f | %s | %.1f | %.2f |\n", compression, f.perSecond()/1e6, f.perSecond()/raw.perSecond(),
			megabytes(f.Peak), beside.perSecond()/1e6, f.perSecond()/beside.perSecond())
	}
	b.WriteByte('\n')
}

func batches(b *strings.Builder, figures []Figure) {
	head := "| batch | writing | a second | most memory | summary and manifest | most memory | opening, with indicators | most memory |\n" +
		"|---|---|---|---|---|---|---|---|\n"
	for _, t := range []struct{ name, title string }{
		{"runs bare", "short runs: 3 indicators, no series"}, {"runs series", "short runs: 3 indicators, 2 series rows each"},
		{"runs wide", "short runs: 3 indicators, 50 series rows each"},
		{"columns lz4", "series rows of 100 variables in 200 runs, lz4"}, {"columns zstd", "the same, zstd"},
		{"batch none", "series rows in 1000 runs, none"}, {"batch lz4", "series rows in 1000 runs, lz4"}} {
		_, f := of(figures, t.name)
		if f.Count == 0 {
			continue
		}
		fmt.Fprintf(b, "%s| %s %s | %.1f s | %s | %s | %.1f s | %s |", head, grouped(f.Count), t.title, f.Seconds,
			grouped(int(f.perSecond())), megabytes(f.Peak), f.FinishSeconds, megabytes(f.FinishPeak))
		if _, o := of(figures, strings.Replace(t.name, "runs", "open", 1)); o.Count > 0 && o.Name != f.Name {
			fmt.Fprintf(b, " %.1f s | %s |\n", o.Seconds, megabytes(o.Peak))
		} else {
			fmt.Fprint(b, " | |\n")
		}
		head = ""
	}
	b.WriteByte('\n')
}

func reading(b *strings.Builder, figures []Figure) {
	head := "| all rows, every column added up | whatif: million rows/s | most memory | pyarrow: million rows/s | most memory | whatif / pyarrow |\n" +
		"|---|---|---|---|---|---|\n"
	for _, compression := range []string{"none", "lz4"} {
		_, f := of(figures, "read "+compression)
		_, beside := of(figures, "pyarrow read "+compression)
		if f.Count == 0 {
			continue
		}
		fmt.Fprintf(b, "%s| %s, %s rows | %.1f | %s | %.1f | %s | %.2f |\n", head, compression, grouped(f.Count), f.perSecond()/1e6,
			megabytes(f.Peak), beside.perSecond()/1e6, megabytes(beside.Peak), f.perSecond()/beside.perSecond())
		head = ""
	}
}

func megabytes(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f MB", float64(n)/1e6)
}

// grouped writes a number with a space before every three digits.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
