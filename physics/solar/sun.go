package solar

import (
	"math"
	"time"
)

// Constant is the irradiance beyond the atmosphere at the mean distance of the
// sun, in W/m2 (ASTM E490).
const Constant = 1366.1

// Sun is where the sun stands in the sky of all places of one longitude.
type Sun struct {
	Declination float64
	HourAngle   float64 // 0 at solar noon, positive in the afternoon, from -pi to pi
	Distance    float64 // in astronomical units
}

// At is the sun at a moment, for a longitude. Source: Meeus, Astronomical
// Algorithms, 2nd ed., chapters 12 and 25, the solution of low accuracy: to 0.01
// degrees from 1900 to 2100.
func At(moment time.Time, longitude float64) Sun {
	days := float64(moment.Unix())/86400 + float64(moment.Nanosecond())/86400e9 + 2440587.5 - 2451545
	t := days / 36525
	mean := radians(280.46646 + t*(36000.76983+t*0.0003032))
	anomaly := radians(357.52911 + t*(35999.05029-t*0.0001537))
	eccentricity := 0.016708634 - t*(0.000042037+t*0.0000001267)
	center := radians((1.914602-t*(0.004817+t*0.000014))*math.Sin(anomaly) +
		(0.019993-t*0.000101)*math.Sin(2*anomaly) + 0.000289*math.Sin(3*anomaly))
	node := radians(125.04 - t*1934.136)
	nutation := radians(-0.00478 * math.Sin(node))
	ecliptic := mean + center - radians(0.00569) + nutation
	obliquity := radians(23.43929111-t*(0.01300417+t*1.64e-7)) + radians(0.00256*math.Cos(node))

	sin, cos := math.Sincos(ecliptic)
	ascension := math.Atan2(math.Cos(obliquity)*sin, cos)
	sidereal := radians(math.Mod(280.46061837+360.98564736629*days, 360)+0.000387933*t*t) + nutation*math.Cos(obliquity)
	return Sun{
		Declination: math.Asin(math.Sin(obliquity) * sin),
		HourAngle:   math.Remainder(sidereal+longitude-ascension, 2*math.Pi),
		Distance:    1.000001018 * (1 - eccentricity*eccentricity) / (1 + eccentricity*math.Cos(anomaly+center)),
	}
}

// Normal is the irradiance beyond the atmosphere on a plane that faces the
// sun, in W/m2.
func (s Sun) Normal() float64 { return Constant / (s.Distance * s.Distance) }

// Position is the altitude and the azimuth of the sun at a latitude.
func (s Sun) Position(latitude float64) (altitude, azimuth float64) {
	up := cosine(latitude, Plane{}, s.Declination).at(s.HourAngle)
	sinD, cosD := math.Sincos(s.Declination)
	sinL, cosL := math.Sincos(latitude)
	east := -cosD * math.Sin(s.HourAngle)
	north := cosL*sinD - sinL*cosD*math.Cos(s.HourAngle)
	azimuth = math.Atan2(east, north)
	if azimuth < 0 {
		azimuth += 2 * math.Pi
	}
	return math.Asin(math.Max(-1, math.Min(1, up))), azimuth
}

// Incidence is the angle between the sun and the normal of a plane.
func (s Sun) Incidence(latitude float64, p Plane) float64 {
	return math.Acos(math.Max(-1, math.Min(1, cosine(latitude, p, s.Declination).at(s.HourAngle))))
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }
