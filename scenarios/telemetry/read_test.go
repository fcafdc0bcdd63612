package telemetry

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
)

// read reads content as daySpec asks, in W, with changes, and expects no problem.
func read(t *testing.T, content string, change func(*Spec)) (*models.Table, *Report) {
	spec := daySpec(t)
	spec.Unit = unit.Must("W")
	spec.File = write(t, "weather.csv", content)
	if change != nil {
		change(&spec)
	}
	table, report, problems := NewStore().Read(spec)
	require.Empty(t, problems, render(problems))
	return table, report
}

// hours are instants given in hours.
func hours(values ...float64) []engine.Time {
	out := make([]engine.Time, len(values))
	for i, v := range values {
		out[i] = engine.Seconds(v * 3600)
	}
	return out
}

// TestFormsOfFiles reads the same record in every form that is understood.
func TestFormsOfFiles(t *testing.T) {
	cases := map[string]string{
		"plain":              "time,t_out\n2026-01-12T00:00:00,1\n2026-01-12T03:00:00,2.5\n2026-01-12T06:00:00,-3\n",
		"byte order mark":    "\xef\xbb\xbftime,t_out\n2026-01-12T00:00:00,1\n2026-01-12T03:00:00,2.5\n2026-01-12T06:00:00,-3\n",
		"carriage returns":   "time,t_out\r\n2026-01-12T00:00:00,1\r\n2026-01-12T03:00:00,2.5\r\n2026-01-12T06:00:00,-3\r\n",
		"no last line end":   "time,t_out\n2026-01-12T00:00:00,1\n2026-01-12T03:00:00,2.5\n2026-01-12T06:00:00,-3",
		"blank lines":        "\n\ntime,t_out\n\n2026-01-12T00:00:00,1\n2026-01-12T03:00:00,2.5\n   \n,\n2026-01-12T06:00:00,-3\n\n\n",
		"spaces":             " time , t_out \n 2026-01-12T00:00:00 ,  1 \n2026-01-12T03:00:00 , 2.5\n2026-01-12T06:00:00,\t-3\n",
		"quotes":             "\"time\",\"t_out\"\n\"2026-01-12T00:00:00\", \"1\"\n\"2026-01-12T03:00:00\",\" 2.5 \"\n2026-01-12T06:00:00,-3\n",
		"semicolons":         "time;t_out;note\n2026-01-12T00:00:00;1;a,b\n2026-01-12T03:00:00;2.5;\n2026-01-12T06:00:00;-3;\n",
		"tabs":               "note\ttime\tt_out\n\t2026-01-12T00:00:00\t1\n\t2026-01-12T03:00:00\t2.5\nx\t2026-01-12T06:00:00\t-3\n",
		"comma after rows":   "time,t_out\n2026-01-12T00:00:00,1,\n2026-01-12T03:00:00,2.5,\n2026-01-12T06:00:00,-3,\n",
		"other columns":      "a,t_out,b,time\nx,1,,2026-01-12T00:00:00\n?,2.5,y,2026-01-12T03:00:00\n,-3,\"q\nq\",2026-01-12T06:00:00\n",
		"forms of time":      "time,t_out\n2026-01-12,1\n2026-01-12 03:00,2.5\n2026-01-12t06:00:00.000,-3\n",
		"offsets":            "time,t_out\n2026-01-11T23:00:00Z,1\n2026-01-12 02:00:00+00:00,2.5\n2026-01-12T10:30:00 +0530,-3\n",
		"more offsets":       "time,t_out\n2026-01-11 24:00,1\n2026-01-11T21:00-05,2.5\n2026-01-12T05:00:00.000 UTC,-3\n",
		"seconds":            "time,t_out\n0,1\n10800,2.5\n2.16e4,-3\n",
		"numbers":            "time,t_out\n2026-01-12T00:00:00,+1.0\n2026-01-12T03:00:00,.25e1\n2026-01-12T06:00:00,-3.\n",
		"points without use": "time,t_out\n2019-01-01,7\n2026-01-12T00:00:00,1\n2026-01-12T03:00:00,2.5\n2026-01-12T06:00:00,-3\n2026-01-12T07:00:00,7\n",
		"missing cells":      "time,t_out\n2026-01-12T00:00:00,1\n2026-01-12T01:00:00,\n2026-01-12T02:00:00,nan\n2026-01-12T03:00:00,2.5\n2026-01-12T04:00:00,NA\n2026-01-12T05:00:00, - \n2026-01-12T05:30:00,NULL\n2026-01-12T06:00:00,-3\n",
	}
	for name, content := range cases {
		t.Run(name, func(t *testing.T) {
			table, _ := read(t, content, nil)
			assert.Equal(t, hours(0, 3, 6), table.Times)
			assert.Equal(t, []float64{1, 2.5, -3}, table.Values)
			assert.True(t, table.Linear)
			assert.Equal(t, table.Times, table.Stamps)
			assert.Equal(t, table.Values, table.StampValues)
		})
	}
}

func TestReport(t *testing.T) {
	_, report := read(t, "time,t_out\n2026-01-11,\n2026-01-12,1\n,\n2026-01-12 03:00,\n2026-01-12 07:00,2\n", nil)
	assert.Equal(t, &Report{Rows: 4, Missing: 2, Blank: 1, First: 0, Last: 7 * hour}, report)
}

func TestLongTable(t *testing.T) {
	table, report := read(t, long, longSpec("roof", "wind"))
	assert.Equal(t, &models.Table{Times: hours(0, 6), Values: []float64{4, 5}, Linear: true, Stamps: hours(0, 6), StampValues: []float64{4, 5}}, table)
	assert.Equal(t, 2, report.Rows)
	// Order counts within the rows that are selected only.
	table, _ = read(t, "time,id,value\n2026-01-12T00:00,a,1\n2026-01-12T06:00,a,2\n2026-01-12T00:00,b,3\n2026-01-12T06:00,b,4\n", longSpec("b", ""))
	assert.Equal(t, []float64{3, 4}, table.Values)
	// A cell that is no number matters only where it is selected.
	table, _ = read(t, "time,id,value\n2026-01-12T00:00,a,x\n2026-01-12T00:00,b,3\n2026-01-12T06:00,b,4\n", longSpec("b", ""))
	assert.Equal(t, []float64{3, 4}, table.Values)
}

func TestCutAndStamps(t *testing.T) {
	table, _ := read(t, hourly(24, nil), func(s *Spec) {
		s.From, s.Until = 90*60*engine.Second, 150*60*engine.Second
		s.Start = s.Start.Add(time.Hour)
	})
	assert.Equal(t, hours(1, 2, 3), table.Times)
	assert.Equal(t, []float64{2.5, 3.5, 4.5}, table.Values)
	assert.Equal(t, hours(0, 1, 2), table.Stamps, "the span's stamps, wherever the table begins")
	table, _ = read(t, hourly(24, nil), func(s *Spec) {
		s.From, s.Until = -2*hour, hour
		s.Start = s.Start.Add(3 * time.Hour)
	})
	assert.Equal(t, hours(-2, -1, 0, 1), table.Times)
	assert.Equal(t, hours(0, 1), table.Stamps, "none from the warm-up")
}

func TestWithoutStart(t *testing.T) {
	table, _ := read(t, "time,t_out\n-60,1\n0.5,2\n30000,3\n", func(s *Spec) { s.HasStart, s.Start = false, time.Time{} })
	assert.Equal(t, []engine.Time{-60 * engine.Second, engine.Second / 2, 30000 * engine.Second}, table.Times)
}

func TestQuantities(t *testing.T) {
	content := "time,t_out\n2026-01-12 00:00,2\n2026-01-12 01:00,4\n2026-01-12 03:00,8\n2026-01-12 06:00,9\n"
	cases := []struct {
		name   string
		change func(*Spec)
		times  []float64
		values []float64
		linear bool
	}{
		{"instant", func(*Spec) {}, []float64{0, 1, 3, 6}, []float64{2, 4, 8, 9}, true},
		{"instant held", func(s *Spec) { s.Interpolate = "hold" }, []float64{0, 1, 3, 6}, []float64{2, 4, 8, 9}, false},
		{"mean", func(s *Spec) { s.Quantity = Mean }, []float64{0, 1, 3, 6}, []float64{2, 4, 8, 9}, false},
		{"mean at the end", func(s *Spec) { s.Quantity, s.Stamp = Mean, "end" }, []float64{-1, 0, 1, 3}, []float64{2, 4, 8, 9}, false},
		{"total", func(s *Spec) { s.Quantity, s.Unit = Total, unit.Must("kWh") }, []float64{0, 1, 3, 6}, []float64{2000, 2000, 8000. / 3, 3000}, false},
		{"total at the end", func(s *Spec) { s.Quantity, s.Stamp, s.Unit = Total, "end", unit.Must("kWh") }, []float64{-1, 0, 1, 3}, []float64{2000, 4000, 4000, 3000}, false},
		{"counter", func(s *Spec) { s.Quantity, s.Unit = Counter, unit.Must("kWh") }, []float64{0, 1, 3}, []float64{2000, 2000, 1000. / 3}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, _ := read(t, content, func(s *Spec) {
				c.change(s)
				if s.Stamp == "end" {
					s.From = -hour
				}
			})
			assert.Equal(t, hours(c.times...), table.Times)
			assert.InDeltaSlice(t, c.values, table.Values, 1e-9)
			assert.Equal(t, c.linear, table.Linear)
			assert.Equal(t, strings.HasPrefix(c.name, "instant"), table.StampBegins == nil)
		})
	}
}

// TestMissingIntervals: a row without a value still bounds the intervals beside
// it, so that a total is not thinned out over time that is not its own.
func TestMissingIntervals(t *testing.T) {
	content := "time,t_out\n2026-01-12 00:00,2\n2026-01-12 01:00,4\n2026-01-12 02:00,\n2026-01-12 03:00,\n2026-01-12 04:00,8\n2026-01-12 05:00,8\n"
	kwh := func(s *Spec) { s.Quantity, s.Unit = Total, unit.Must("kWh") }
	table, report := read(t, content, kwh)
	assert.Equal(t, hours(0, 1, 4, 5), table.Times)
	assert.InDeltaSlice(t, []float64{2000, 4000, 8000, 8000}, table.Values, 1e-9)
	assert.Empty(t, report.Gaps)
	table, _ = read(t, content, func(s *Spec) { kwh(s); s.Stamp, s.From, s.Until = "end", -hour, 5*hour })
	assert.Equal(t, hours(-1, 0, 3, 4), table.Times)
	assert.InDeltaSlice(t, []float64{2000, 4000, 8000, 8000}, table.Values, 1e-9)
}

func TestGaps(t *testing.T) {
	content := "time,t_out\n2026-01-12 00:00,2\n2026-01-12 01:00,4\n2026-01-12 05:00,8\n2026-01-12 06:00,9\n"
	set := func(quantity, stamp, interpolate, onGap string) func(*Spec) {
		return func(s *Spec) {
			s.Quantity, s.Stamp, s.Interpolate, s.OnGap, s.MaxGap = quantity, stamp, interpolate, onGap, 2*hour
			if quantity == Total || quantity == Counter {
				s.Unit = unit.Must("Wh")
			}
		}
	}
	tick := engine.Time(1).Seconds() / 3600
	cases := []struct {
		name   string
		change func(*Spec)
		times  []float64
		values []float64
		filled string
	}{
		{"linear held", set(Instant, "", "linear", "hold"), []float64{0, 1, 5 - tick, 5, 6}, []float64{2, 4, 4, 8, 9}, "hold"},
		{"linear joined", set(Instant, "", "linear", "linear"), []float64{0, 1, 5, 6}, []float64{2, 4, 8, 9}, "linear"},
		{"held", set(Instant, "", "hold", "hold"), []float64{0, 1, 5, 6}, []float64{2, 4, 8, 9}, "hold"},
		{"held joined", set(Instant, "", "hold", "linear"), []float64{0, 1, 2, 3, 4, 5, 6}, []float64{2, 4, 5, 6, 7, 8, 9}, "linear"},
		{"mean held", set(Mean, "start", "", "hold"), []float64{0, 1, 5, 6}, []float64{2, 4, 8, 9}, "hold"},
		{"mean joined", set(Mean, "start", "", "linear"), []float64{0, 1, 2, 3, 4, 5, 6}, []float64{2, 4, 4 + 4./6, 6, 8 - 4./6, 8, 9}, "linear"},
		{"mean at the end held", set(Mean, "end", "", "hold"), []float64{0, 4, 5}, []float64{4, 8, 9}, "hold"},
		{"total held", set(Total, "start", "", "hold"), []float64{0, 1, 5, 6}, []float64{2, 4, 8, 9}, "hold"},
		{"total at the end held", set(Total, "end", "", "hold"), []float64{0, 4, 5}, []float64{4, 8, 9}, "hold"},
		{"counter", set(Counter, "", "", "hold"), []float64{0, 1, 5}, []float64{2, 1, 1}, "spread"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, report := read(t, content, c.change)
			assert.Equal(t, hours(c.times...), table.Times)
			assert.InDeltaSlice(t, c.values, table.Values, 1e-9)
			assert.Equal(t, []Gap{{hour, 5 * hour, c.filled}}, report.Gaps)
		})
	}
	t.Run("at the open ends", func(t *testing.T) {
		// The first row's interval is as long as the nearest one's, not the gap.
		table, _ := read(t, "time,t_out\n2026-01-12 00:00,2\n2026-01-12 04:00,4\n2026-01-12 05:00,8\n2026-01-12 07:00,9\n", set(Total, "start", "", "hold"))
		assert.Equal(t, hours(0, 4, 5, 7), table.Times)
		assert.Equal(t, []float64{2, 4, 4, 4.5}, table.Values)
		table, _ = read(t, "time,t_out\n2026-01-12 01:00,2\n2026-01-12 02:00,4\n2026-01-12 06:00,8\n", set(Total, "end", "", "hold"))
		assert.Equal(t, hours(0, 1, 5), table.Times)
		assert.Equal(t, []float64{2, 4, 8}, table.Values)
	})
	t.Run("everywhere", func(t *testing.T) {
		// No interval is known to be whole: each reaches to the next stamp.
		const sparse = "time,t_out\n2026-01-12 00:00,3\n2026-01-12 03:00,6\n2026-01-12 06:00,9\n"
		for stamp, values := range map[string][]float64{"start": {1, 2, 3}, "end": {2, 3}} {
			table, report := read(t, sparse, set(Total, stamp, "", "linear"))
			assert.Equal(t, hours(0, 3, 6)[:len(values)], table.Times)
			assert.Equal(t, values, table.Values)
			assert.Len(t, report.Gaps, 2)
		}
	})
	t.Run("not longer than max_gap", func(t *testing.T) {
		_, report := read(t, content, func(s *Spec) { s.MaxGap = 4 * hour })
		assert.Empty(t, report.Gaps)
	})
	t.Run("none given", func(t *testing.T) {
		_, report := read(t, content, nil)
		assert.Empty(t, report.Gaps)
	})
	t.Run("outside the time needed", func(t *testing.T) {
		_, report := read(t, content, func(s *Spec) { s.MaxGap, s.Until = 2*hour, hour })
		assert.Empty(t, report.Gaps)
		_, report = read(t, content, func(s *Spec) { s.MaxGap, s.From = 2*hour, 5*hour })
		assert.Empty(t, report.Gaps)
	})
}

func TestHoldBeyondTheEnd(t *testing.T) {
	table, _ := read(t, hourly(4, nil), func(s *Spec) { s.Interpolate = "hold" })
	assert.Equal(t, hours(0, 1, 2, 3), table.Times)
	table, _ = read(t, hourly(4, nil), func(s *Spec) { s.Interpolate, s.MaxGap = "hold", 3*hour })
	assert.Equal(t, hours(0, 1, 2, 3), table.Times)
	table, _ = read(t, hourly(4, nil), func(s *Spec) { s.Quantity, s.Interpolate = Mean, "hold" })
	assert.Equal(t, hours(0, 1, 2, 3), table.Times)
	table, _ = read(t, "time,t_out\n2026-01-01,5\n", func(s *Spec) { s.Interpolate = "hold" })
	assert.Equal(t, []float64{5}, table.Values, "a single setting from before the start")
}

func TestDaylightSaving(t *testing.T) {
	in := func(day int, month time.Month) func(*Spec) {
		return func(s *Spec) {
			s.Start = time.Date(2026, month, day, 0, 0, 0, 0, s.Zone)
		}
	}
	t.Run("spring", func(t *testing.T) {
		table, _ := read(t, "time,t_out\n2026-03-29 00:00,0\n2026-03-29 01:59,1\n2026-03-29 03:00,2\n2026-03-29 07:00,6\n", in(29, time.March))
		assert.Equal(t, hours(0, 1+59./60, 2, 6), table.Times)
	})
	t.Run("autumn", func(t *testing.T) {
		table, _ := read(t, `time,t_out
2026-10-25 00:00,0
2026-10-25 01:30,1
2026-10-25 02:00,2
2026-10-25 02:30,3
2026-10-25 02:00,4
2026-10-25 02:30,5
2026-10-25 03:00,6
2026-10-25 05:00,8
`, in(25, time.October))
		assert.Equal(t, hours(0, 1.5, 2, 2.5, 3, 3.5, 4, 6), table.Times)
	})
	t.Run("autumn with one of the two hours", func(t *testing.T) {
		table, _ := read(t, "time,t_out\n2026-10-25 00:00,0\n2026-10-25 02:30,1\n2026-10-25 05:00,2\n", in(25, time.October))
		assert.Equal(t, hours(0, 2.5, 6), table.Times)
	})
	t.Run("autumn with offsets", func(t *testing.T) {
		table, _ := read(t, "time,t_out\n2026-10-25 00:00,0\n2026-10-25 02:30+01:00,1\n2026-10-25 05:00,2\n", in(25, time.October))
		assert.Equal(t, hours(0, 3.5, 6), table.Times)
	})
	t.Run("a year by the hour", func(t *testing.T) {
		zone := berlin(t)
		var b strings.Builder
		b.WriteString("time,t_out\n")
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
		for i := range 8761 {
			fmt.Fprintf(&b, "%s,%d\n", start.Add(time.Duration(i)*time.Hour).Format("2006-01-02 15:04"), i)
		}
		table, _ := read(t, b.String(), func(s *Spec) { s.Start, s.Until = start, 8760*hour })
		require.Len(t, table.Times, 8761)
		for i, at := range table.Times {
			require.Equal(t, engine.Time(i)*hour, at)
		}
	})
}

func TestStoreReadsOnce(t *testing.T) {
	const content = "time,t_out,t_in\n2026-01-12,1,20\n2026-01-13,2,21\n"
	spec := daySpec(t)
	spec.File = write(t, "weather.csv", content)
	inside := spec
	inside.Column = "t_in"
	store := NewStore()
	store.Expect(spec, inside)
	_, _, problems := store.Read(spec)
	require.Empty(t, problems)
	assert.Len(t, store.file(spec.File).read, 2, "both columns in one pass")
	assert.Equal(t, map[string]string{spec.File: fmt.Sprintf("%x", sha256.Sum256([]byte(content)))}, store.Sum256())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			table, _, problems := store.Read(inside)
			assert.Empty(t, problems)
			assert.Equal(t, 293.15, table.Values[0])
		})
	}
	group.Wait()
}

func TestFileThatChanges(t *testing.T) {
	spec := daySpec(t)
	spec.File = write(t, "weather.csv", "time,t_out,t_in\n2026-01-12,1,20\n2026-01-13,2,21\n")
	store := NewStore()
	_, _, problems := store.Read(spec)
	require.Empty(t, problems)
	overwrite(t, spec.File, "time,t_out,t_in\n2026-01-12,1,20\n2026-01-13,2,22\n")
	spec.Column = "t_in"
	_, _, problems = store.Read(spec)
	assert.Equal(t, "file: weather.csv: the file changed while it was being read\n    hint: start again when nothing writes to it\n", render(problems))
}
