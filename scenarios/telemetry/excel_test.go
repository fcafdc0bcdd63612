package telemetry

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/unit"
)

// excel reads a file as Excel writes it in German: from 2026-01-01 on.
func excel(t *testing.T, content, column string, change func(*Spec)) (values []float64, times []time.Duration, report *Report, problems []Problem) {
	spec := Spec{File: write(t, "x.csv", content), Shown: "x.csv", Column: column, Time: "Zeit", TimeFormat: "%d.%m.%Y %H:%M", Unit: unit.Must("degC"),
		Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), HasStart: true, Zone: time.UTC, Until: 2 * hour}
	if change != nil {
		change(&spec)
	}
	table, report, problems := NewStore().Read(spec)
	if table != nil {
		values = table.Values
		for _, at := range table.Times {
			times = append(times, time.Duration(at))
		}
	}
	return values, times, report, problems
}

func TestExcel(t *testing.T) {
	const rows = "31.12.2025 24:00;1,5\r\n01.01.2026 01:00;2,5\r\n01.01.2026 02:00;3,5\r\n"
	utf, windows := "Zeit;Außen in °C\r\n"+rows, "Zeit;Au\xdfen in \xb0C\r\n"+rows
	for name, c := range map[string]struct {
		content string
		change  func(*Spec)
		foreign bool
	}{
		"UTF-8":            {utf, nil, false},
		"found":            {windows, nil, true},
		"told":             {windows, func(s *Spec) { s.Encoding = Windows1252 }, false},
		"sep":              {"sep=;\r\n" + utf, nil, false},
		"sep and mark":     {"\xef\xbb\xbf\"SEP=;\"\r\n" + utf, nil, false},
		"sep in Windows":   {"sep=;\r\n" + windows, nil, true},
		"sep after others": {"Bericht\r\nsep=;\r\n" + utf, func(s *Spec) { s.Skip = 1 }, false},
	} {
		t.Run(name, func(t *testing.T) {
			values, times, report, problems := excel(t, c.content, "Außen in °C", c.change)
			require.Empty(t, problems, render(problems))
			assert.Equal(t, []time.Duration{0, time.Hour, 2 * time.Hour}, times)
			assert.Len(t, values, 3)
			assert.Equal(t, c.foreign, report.Foreign != nil)
		})
	}
	_, _, _, problems := excel(t, windows, "Aussen", nil)
	require.Len(t, problems, 1)
	assert.Contains(t, problems[0].Expected, "Außen in °C")
	_, _, _, problems = excel(t, windows, "Außen in °C", func(s *Spec) { s.Encoding = "latin" })
	require.NotEmpty(t, problems)
	assert.Equal(t, `encoding is "latin"`, problems[0].Summary)
}

func TestMidnight(t *testing.T) {
	for cell, want := range map[string]string{
		"31.12.2025 24:00": "31.12.2025 00:00", "31.12.2025 24:00:00": "31.12.2025 00:00:00", "24:00 31.12.": "00:00 31.12.",
		"31.12.2025 12:24:00": "", "31.12.2025 24:00:30": "", "31.12.2025 24:00.5": "", "31.12.2025 24:01": "", "124:00": "", "": "",
	} {
		got, ok := midnight(cell)
		assert.Equal(t, want != "", ok, cell)
		if ok {
			assert.Equal(t, want, got)
		}
	}
}

// The text comes out the same however it is cut on the way in.
func TestWindowsReader(t *testing.T) {
	raw := make([]byte, 256)
	for i := range raw {
		raw[i] = byte(i)
	}
	whole, err := io.ReadAll(newWindowsReader(bytes.NewReader(raw)))
	require.NoError(t, err)
	assert.Equal(t, 256, len([]rune(string(whole))))
	assert.True(t, strings.Contains(string(whole), "€\u0081‚ƒ„…"))
	single, err := io.ReadAll(newWindowsReader(iotest.OneByteReader(bytes.NewReader(raw))))
	require.NoError(t, err)
	assert.Equal(t, whole, single)
	_, _, sound := foreignByte(whole)
	assert.True(t, sound)
	_, _, sound = foreignByte(whole[:len(whole)-1])
	assert.True(t, sound, "a character that is cut off at the end")
}
