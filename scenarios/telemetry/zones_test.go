package telemetry

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A record with a zone of its own is spoken of in both zones.
func TestSayBoth(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	east, err := time.LoadLocation("Etc/GMT+5")
	require.NoError(t, err)
	c := clock{time.Date(2026, 1, 12, 5, 0, 0, 0, time.UTC), true, berlin}
	assert.Equal(t, "2026-01-12 06:00 (00:00 in the record's zone, Etc/GMT+5)", c.sayBoth(&Spec{Local: east}, 0))
	c.start = c.start.Add(-time.Hour)
	assert.Equal(t, "2026-01-12 05:00 (2026-01-11 23:00 in the record's zone, Etc/GMT+5)", c.sayBoth(&Spec{Local: east}, 0))
	assert.Equal(t, "2026-01-12 05:00", c.sayBoth(&Spec{Local: berlin}, 0))
	assert.Equal(t, "2026-01-12 05:00", c.sayBoth(&Spec{}, 0))
}

// The zones offered for loggers without summer time are those of standard time.
func TestWinterZones(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Berlin": `"Etc/GMT-1" (standard time all year) or "UTC"`, "America/New_York": `"Etc/GMT+5" (standard time all year) or "UTC"`,
		"Australia/Sydney": `"Etc/GMT-10" (standard time all year) or "UTC"`, "Europe/London": `"UTC"`, "Australia/Adelaide": `"UTC"`,
	} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		assert.Equal(t, want, winterZones(time.Date(2026, 3, 29, 2, 0, 0, 0, time.UTC), zone), name)
	}
}
