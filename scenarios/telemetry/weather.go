package telemetry

// epwColumn is one column of weather, after "EnergyPlus Auxiliary Programs",
// chapter "EPW data dictionary" (US Department of Energy). Values at and above
// missing are none.
type epwColumn struct {
	name     string
	field    int
	unit     string
	missing  float64
	factor   float64 // of the file's numbers, to give unit
	quantity string
	hold     bool // of instants that may not be interpolated
}

// epwColumns are the columns on offer. Radiation is energy over the hour that
// ends at the stamp; divided by that hour it is a mean power.
func epwColumns() []epwColumn {
	return []epwColumn{
		{"dry_bulb", 6, "degC", 99.9, 1, Instant, false},
		{"dew_point", 7, "degC", 99.9, 1, Instant, false},
		{"relative_humidity", 8, "%", 999, 1, Instant, false},
		{"pressure", 9, "Pa", 999999, 1, Instant, false},
		{"extraterrestrial_horizontal", 10, "W/m2", 9999, 1, Mean, false},
		{"extraterrestrial_direct", 11, "W/m2", 9999, 1, Mean, false},
		{"horizontal_infrared", 12, "W/m2", 9999, 1, Mean, false},
		{"global_horizontal", 13, "W/m2", 9999, 1, Mean, false},
		{"direct_normal", 14, "W/m2", 9999, 1, Mean, false},
		{"diffuse_horizontal", 15, "W/m2", 9999, 1, Mean, false},
		{"wind_direction", 20, "deg", 999, 1, Instant, true},
		{"wind_speed", 21, "m/s", 999, 1, Instant, false},
		{"sky_cover", 22, "%", 99, 10, Instant, false},
		{"opaque_sky_cover", 23, "%", 99, 10, Instant, false},
		{"visibility", 24, "km", 9999, 1, Instant, false},
		{"ceiling_height", 25, "m", 99999, 1, Instant, false},
		{"precipitable_water", 28, "mm", 999, 1, Instant, false},
		{"snow_depth", 30, "cm", 999, 1, Instant, false},
		{"albedo", 32, "1", 999, 1, Instant, false},
		{"precipitation", 33, "mm", 999, 1, Total, false},
	}
}

// Weather says what a column of an EPW file holds.
type Weather struct {
	Unit        string
	Quantity    string // Instant, Mean or Total
	Interpolate string // of an Instant
}

// WeatherColumn looks a column of EPW files up.
func WeatherColumn(name string) (w Weather, ok bool) {
	for _, c := range epwColumns() {
		if c.name == name {
			w = Weather{Unit: c.unit, Quantity: c.quantity}
			switch {
			case c.hold:
				w.Interpolate = "hold"
			case c.quantity == Instant:
				w.Interpolate = "linear"
			}
			return w, true
		}
	}
	return w, false
}

// WeatherColumns lists the columns of EPW files.
func WeatherColumns() []string {
	var names []string
	for _, c := range epwColumns() {
		names = append(names, c.name)
	}
	return names
}
