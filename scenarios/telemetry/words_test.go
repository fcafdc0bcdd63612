package telemetry

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"whatif/engine"
)

func TestSpell(t *testing.T) {
	const s = engine.Second
	for d, want := range map[engine.Time]string{
		0: "0 s", 1: "1e-09 s", s / 2: "0.5 s", 55 * 60 * s: "55 min", 90 * s: "1 min 30 s", -11 * hour: "11 h",
		174 * hour: "7 d 6 h", 48*hour + 60*s: "2 d", 24*hour + 1: "1 d", hour + 30*60*s + 1: "1 h 30 min",
	} {
		assert.Equal(t, want, Spell(d))
	}
}

func TestSay(t *testing.T) {
	c := clock{hasStart: true, start: time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), zone: time.UTC}
	assert.Equal(t, "2026-01-12 01:00", c.say(hour))
	assert.Equal(t, "2026-01-11 23:59:59", c.say(-engine.Second))
	assert.Equal(t, "2026-01-12 00:00:00.25", c.say(engine.Second/4))
	assert.Equal(t, "1 h after the start", clock{}.say(hour))
	assert.Equal(t, "1 h before the start", clock{}.say(-hour))
	assert.Equal(t, "the start", clock{}.say(0))
}

func TestGuessFormat(t *testing.T) {
	for cell, want := range map[string]string{
		"12.01.2026 00:00":    "%d.%m.%Y %H:%M",
		"12.01.26 00:00":      "%d.%m.%y %H:%M",
		"1/31/2026 00:00:30":  "%m/%d/%Y %H:%M:%S",
		"31/1/2026":           "%d/%m/%Y",
		"2026/01/31T06:00":    "%Y/%m/%dT%H:%M",
		"noon on 12.01.2026":  "",
		"12.01.26.3":          "",
		"1.2.3":               "",
		"12.01.2026 12:00 PM": "",
	} {
		assert.Equal(t, want, guessFormat(cell), cell)
	}
}
