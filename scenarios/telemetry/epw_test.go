package telemetry

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
)

// weather asks for a column of an EPW file over days from a date in Rome.
func weather(t testing.TB, file, column string, year int, month time.Month, date, days int) Spec {
	rome, err := time.LoadLocation("Europe/Rome")
	require.NoError(t, err)
	w, ok := WeatherColumn(column)
	require.True(t, ok)
	return Spec{File: file, Shown: "turin.epw", Column: column, Unit: unit.Must(w.Unit), Repeat: true, Zone: rome,
		Start: time.Date(year, month, date, 0, 0, 0, 0, rome), HasStart: true, Until: engine.Time(days) * day}
}

// epwNumbers are the numbers of a field of the file, by awk's way of reading.
func epwNumbers(t testing.TB, path string, field int) []float64 {
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	var numbers []float64
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n")[8:] {
		v, err := strconv.ParseFloat(strings.Split(line, ",")[field], 64)
		require.NoError(t, err)
		numbers = append(numbers, v)
	}
	require.Len(t, numbers, 8760)
	return numbers
}

// at is the value of a table at an instant.
func at(table *models.Table, t engine.Time) float64 {
	k := 0
	for k+1 < len(table.Times) && table.Times[k+1] <= t {
		k++
	}
	if !table.Linear || k+1 == len(table.Times) {
		return table.Values[k]
	}
	share := float64(t-table.Times[k]) / float64(table.Times[k+1]-table.Times[k])
	return table.Values[k] + share*(table.Values[k+1]-table.Values[k])
}

// TestTurinYear replays a typical year, whose months are of several years.
func TestTurinYear(t *testing.T) {
	path := recorded(t, "weather/turin_pvgis_tmy.epw")
	sun, air := epwNumbers(t, path, 13), epwNumbers(t, path, 6)
	spec := weather(t, path, "global_horizontal", 2026, time.January, 1, 365)
	table, _, problems := NewStore().Read(spec)
	require.Empty(t, problems, render(problems))
	var total float64
	for _, v := range sun {
		total += v
	}
	assert.InDelta(t, 1435.86, total/1000, 0.005)
	assert.InDelta(t, total*3600, integral(table, 0, spec.Until), 1e-6*total, "the energy of the year is kept")
	// Hour 12 of 21 June is from 11 to 12 in standard time, 12 to 13 on the clocks.
	june := time.Date(2026, 6, 21, 12, 0, 0, 0, spec.Zone).Sub(spec.Start)
	row := (171)*24 + 11
	assert.Equal(t, sun[row], at(table, engine.Time(june)))
	assert.Equal(t, sun[row], at(table, engine.Time(june)+hour-1))
	assert.Equal(t, sun[row+1], at(table, engine.Time(june)+hour))

	spec = weather(t, path, "dry_bulb", 2026, time.January, 1, 365)
	spec.From = -5 * day
	table, report, problems := NewStore().Read(spec)
	require.Empty(t, problems, render(problems))
	assert.Equal(t, 8760, report.Rows)
	assert.True(t, table.Linear)
	assert.InDelta(t, air[0]+273.15, at(table, hour), 1e-9, "hour 1 ends at 01:00")
	assert.InDelta(t, air[8759]+273.15, at(table, 0), 1e-9, "midnight is the end of 31 December")
	assert.InDelta(t, air[8759-24]+273.15, at(table, -day), 1e-9, "the warm-up has the end of the year")
	var mean float64
	for h := range 8760 {
		mean += at(table, engine.Time(h)*hour) / 8760
	}
	assert.InDelta(t, 13.5641+273.15, mean, 1e-4)
	require.Len(t, table.Stamps, 8761)

	// A winter week across the end of the year, and a leap day.
	week, _, problems := NewStore().Read(weather(t, path, "dry_bulb", 2026, time.December, 28, 7))
	require.Empty(t, problems)
	assert.InDelta(t, air[0]+273.15, at(week, 4*day+hour), 1e-9)
	eve, _, problems := NewStore().Read(weather(t, path, "global_horizontal", 2028, time.February, 28, 3))
	require.Empty(t, problems)
	assert.Equal(t, integral(eve, 0, day), integral(eve, day, 2*day), "the 29 February takes the 28th")
	assert.InDelta(t, sun[59*24+11], at(eve, 2*day+11*hour), 0, "then comes 1 March")

	// Without a calendar the year begins at 0.
	spec = weather(t, path, "dry_bulb", 2026, time.January, 1, 366)
	spec.HasStart, spec.Start = false, time.Time{}
	table, _, problems = NewStore().Read(spec)
	require.Empty(t, problems, render(problems))
	assert.InDelta(t, air[0]+273.15, at(table, hour), 1e-9)
	assert.InDelta(t, air[0]+273.15, at(table, 365*day+hour), 1e-9)

	spec.Repeat = false
	_, _, problems = NewStore().Read(spec)
	require.Len(t, problems, 2)
	assert.Equal(t, "the record begins 1 h after the start, 1 h after the start of the span", problems[0].Summary)
}

// TestTurinClocks: a day on which the clocks change has 23 or 25 hours of
// weather.
func TestTurinClocks(t *testing.T) {
	path := recorded(t, "weather/turin_pvgis_tmy.epw")
	air := epwNumbers(t, path, 6)
	spec := weather(t, path, "dry_bulb", 2026, time.March, 28, 2)
	table, _, problems := NewStore().Read(spec)
	require.Empty(t, problems)
	noon := time.Date(2026, 3, 29, 12, 0, 0, 0, spec.Zone).Sub(spec.Start) // 11:00 in standard time
	assert.Equal(t, 35*time.Hour, noon)
	assert.InDelta(t, air[87*24+10]+273.15, at(table, engine.Time(noon)), 1e-9)
}

// location reads the head of an EPW file, which may be compressed. The error
// says in one sentence what is wrong.
func location(path string) (Place, error) {
	f, problem := open(path, path)
	if problem != nil {
		return Place{}, errors.New(problem.Summary)
	}
	defer f.Close() // read only: nothing is lost
	text, problem := uncompressed(f, path)
	if problem != nil {
		return Place{}, errors.New(problem.Summary)
	}
	defer text.Close() // of the decompressor
	rows := newScanner(text, ',')
	cells, err := rows.row()
	if err != nil {
		return Place{}, fmt.Errorf("%q is not an EPW weather file", path)
	}
	place, problem := readLocation(cells)
	if problem != nil {
		return Place{}, errors.New(problem.Summary)
	}
	return place, nil
}

func TestLocation(t *testing.T) {
	place, err := location(recorded(t, "weather/turin_pvgis_tmy.epw"))
	require.NoError(t, err)
	assert.Equal(t, Place{City: "unknown", Latitude: 45, Longitude: 8, Zone: 1, Elevation: 250}, place)
	_, err = location(write(t, "x.epw", "time,t_out\n"))
	assert.EqualError(t, err, "the file is not an EPW weather file: its first line is no LOCATION")
	_, err = location(write(t, "x.epw", "LOCATION,a,b,c,d,e,95,0,0,0\n"))
	assert.EqualError(t, err, "the LOCATION of the weather file lies nowhere on earth")
}

// epwText is a weather file of days, rows an hour, whose dry bulb counts the
// rows and whose radiation is 10 Wh/m2 a row.
func epwText(rows int, days ...time.Time) string {
	var b strings.Builder
	b.WriteString("LOCATION,Here,-,-,-,-,50.0,10.0,1.0,100\n")
	fmt.Fprintf(&b, "DATA PERIODS,1,%d,Data,Sunday, 1/ 1,12/31\n", rows)
	n := 0
	for _, d := range days {
		for h := range 24 {
			for part := range rows {
				minute := 60 * (part + 1) / rows
				fmt.Fprintf(&b, "1999,%d,%d,%d,%d,?,%d,99.9,50,100000,0,0,300,10,0,10,0,0,0,0,270,3.5,5,5%s\n", d.Month(), d.Day(), h+1, minute, n, strings.Repeat(",0", 11))
				n++
			}
		}
	}
	return b.String()
}

func TestWeatherForms(t *testing.T) {
	january := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	days := []time.Time{january, january.AddDate(0, 0, 1)}
	spec := weather(t, write(t, "w.epw", epwText(4, days...)), "global_horizontal", 2026, time.January, 1, 2)
	table, _, problems := NewStore().Read(spec)
	require.Empty(t, problems, render(problems))
	assert.Equal(t, 40., at(table, hour), "10 Wh in a quarter of an hour are 40 W")
	spec.Column = "dew_point"
	_, _, problems = NewStore().Read(spec)
	require.Len(t, problems, 1)
	assert.Equal(t, `column "dew_point" is empty: none of its 192 rows has a value`, problems[0].Summary)
	spec.Column = "sky_cover"
	spec.Unit = unit.Must("%")
	table, _, problems = NewStore().Read(spec)
	require.Empty(t, problems)
	assert.InDelta(t, 0.5, table.Values[0], 1e-12)

	for name, c := range map[string][2]string{
		"no weather": {"a,b\n", "the file is not an EPW weather file: its first line is no LOCATION"},
		"empty":      {"", "the file is empty"},
		"head only":  {"LOCATION,Here,-,-,-,-,50.0,10.0,1.0,100\n", "the weather file has no line DATA PERIODS"},
		"no rows":    {epwText(1), "the weather file has no rows"},
		"hour 25":    {strings.Replace(epwText(1, days...), "1,1,24,", "1,1,25,", 1), "month 1, day 1, hour 25 is no hour of the year"},
		"short":      {strings.Replace(epwText(1, days...), "1,1,9,60,?,8", "1,1,9,60,?", 1), "line 11 has 34 cells, the rows of this file have 35"},
		"no number":  {strings.Replace(epwText(1, days...), ",10,0,10,", ",x,0,10,", 1), `"x" is not a number`},
	} {
		t.Run(name, func(t *testing.T) {
			spec := weather(t, write(t, "w.epw", c[0]), "global_horizontal", 2026, time.January, 1, 2)
			_, _, problems := NewStore().Read(spec)
			require.NotEmpty(t, problems)
			assert.Equal(t, c[1], problems[0].Summary)
		})
	}
}

// FuzzReadEPW: no weather panics, and a table that comes out is in order.
func FuzzReadEPW(f *testing.F) {
	january := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	f.Add(epwText(1, january), byte(0))
	f.Add(epwText(2, january, january.AddDate(0, 1, 28)), byte(1))
	f.Add("LOCATION,,,,,,1,1,1,1\nDATA PERIODS,1,1\n1,2,29,1,0,,1", byte(2))
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content string, choice byte) {
		spec := weather(t, "", WeatherColumns()[int(choice)%len(WeatherColumns())], 2026, time.January, 1, 3)
		spec.Repeat, spec.HasStart = choice&32 == 0, choice&64 == 0
		if choice&128 != 0 {
			spec.Align = AlignStart
		}
		file, err := os.CreateTemp(folder, "*.epw")
		require.NoError(t, err)
		defer os.Remove(file.Name())
		_, err = file.WriteString(content)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		spec.File = file.Name()
		table, _, problems := NewStore().Read(spec)
		checkPlaces(t, content, problems)
		require.Equal(t, table == nil, len(problems) > 0)
		if table != nil {
			for i := range table.Times {
				require.True(t, i == 0 || table.Times[i-1] < table.Times[i])
			}
		}
	})
}

// TestSunComment: files of PVGIS say when their irradiances are.
func TestSunComment(t *testing.T) {
	for line, want := range map[string]float64{
		"COMMENTS 2,Irradiance Time Offset (h):-0.8239":   -0.8239,
		"comments 1,x, irradiance time offset (h): 0.25 ": 0.25,
		"COMMENTS 2,Irradiance Time Offset (h):soon":      0,
		"COMMENTS 2,Irradiance Time Offset (h):NaN":       0,
		"DATA PERIODS,Irradiance Time Offset (h):1":       0,
	} {
		cells, err := newScanner(strings.NewReader(line+"\n"), ',').row()
		require.NoError(t, err)
		assert.InDelta(t, want, sunOffset(cells), 0, line)
	}
}
