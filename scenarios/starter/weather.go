package starter

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Where and when the weather is: a town in Germany, from three days before the
// scenarios' start to the day after their end.
const (
	latitude = 52.5 // degrees
	days     = 18
)

// firstDay is when the record begins, by clocks in winter.
func firstDay() time.Time { return time.Date(2026, 1, 9, 0, 0, 0, 0, time.UTC) }

// winter is a record of two winter weeks, hour by hour: the temperature outside
// and the sun on an upright wall that faces south, as its mean over the hour.
//
// The temperature is a season's mean, a swing of five days as fronts pass, the
// course of the day, which is wider under a clear sky, and what is left to
// chance. The sun is that of the place and day above the horizon, through air
// (Meinel's formula for the direct beam) and clouds. The numbers are the same
// every time.
func winter() []byte {
	luck := rand.New(rand.NewPCG(7, 52))
	var b bytes.Buffer
	b.WriteString("time,outdoor,south\n")
	drift := 0.0
	for hour := range days*24 + 1 {
		at := firstDay().Add(time.Duration(hour) * time.Hour)
		h := float64(hour)
		clear := 0.5 + 0.35*math.Sin(2*math.Pi*h/118+1.1) + 0.15*math.Sin(2*math.Pi*h/41)
		drift = 0.94*drift + 0.22*luck.NormFloat64()
		front := 4.2 * math.Sin(2*math.Pi*h/122+0.4)
		swing := (1.2 + 2.4*clear) * math.Cos(2*math.Pi*(h-14.5)/24)
		fmt.Fprintf(&b, "%s,%.1f,%.0f\n", at.Format("2006-01-02T15:04"), -1.8-2.5*clear+front+swing+drift, southWall(at, clear))
	}
	return b.Bytes()
}

// southWall is the mean irradiance in W/m2 over the hour from at on.
func southWall(at time.Time, clear float64) float64 {
	const parts = 6
	sum := 0.0
	for k := range parts {
		t := at.Add(time.Duration(2*k+1) * time.Hour / (2 * parts))
		day := 2 * math.Pi * float64(t.YearDay()+10) / 365
		declination := -23.44 * math.Pi / 180 * math.Cos(day)
		// Clocks there show noon a few minutes before the sun does.
		angle := math.Pi / 12 * (float64(t.Hour()) + float64(t.Minute())/60 - 12.25)
		phi := latitude * math.Pi / 180
		height := math.Sin(phi)*math.Sin(declination) + math.Cos(phi)*math.Cos(declination)*math.Cos(angle)
		if height < 0.02 {
			continue
		}
		south := math.Sin(phi)*math.Cos(declination)*math.Cos(angle) - math.Cos(phi)*math.Sin(declination)
		beam := 1353 * math.Pow(0.7, math.Pow(height, -0.678))
		open := math.Pow(min(max(clear, 0), 1), 1.5)
		diffuse := 0.5 * height * (90 + 160*(1-open))
		sum += open*beam*max(south, 0) + diffuse
	}
	return sum / parts
}
