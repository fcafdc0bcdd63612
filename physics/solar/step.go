package solar

import (
	"math"
	"slices"
	"time"
)

// Plane is a tilted plane: Tilt is 0 for one that faces up and pi/2 for a
// wall, Azimuth is where it faces.
type Plane struct{ Tilt, Azimuth float64 }

// swing is a cosine over the day: A + B cos h + C sin h of the hour angle h.
type swing struct{ a, b, c float64 }

func (s swing) at(h float64) float64 { return s.a + s.b*math.Cos(h) + s.c*math.Sin(h) }

// integral is that of the swing from h1 to h2.
func (s swing) integral(h1, h2 float64) float64 {
	return s.a*(h2-h1) + s.b*(math.Sin(h2)-math.Sin(h1)) - s.c*(math.Cos(h2)-math.Cos(h1))
}

// roots adds the zeros between h1 and h2 to a list.
func (s swing) roots(h1, h2 float64, list []float64) []float64 {
	size := math.Hypot(s.b, s.c)
	if size == 0 || math.Abs(s.a) > size {
		return list
	}
	middle, half := math.Atan2(s.c, s.b), math.Acos(-s.a/size)
	for _, h := range [2]float64{middle - half, middle + half} {
		for h -= 2 * math.Pi * math.Floor((h-h1)/(2*math.Pi)); h < h2; h += 2 * math.Pi {
			list = append(list, h)
		}
	}
	return list
}

// cosine is the cosine of the angle of incidence on a plane. Source: Duffie and
// Beckman, Solar Engineering of Thermal Processes, eq. 1.6.2, with the azimuth
// counted from north.
func cosine(latitude float64, p Plane, declination float64) swing {
	sinL, cosL := math.Sincos(latitude)
	sinD, cosD := math.Sincos(declination)
	sinT, cosT := math.Sincos(p.Tilt)
	sinA, cosA := math.Sincos(p.Azimuth)
	return swing{
		a: sinD * (sinT*cosA*cosL + cosT*sinL),
		b: cosD * (cosT*cosL - sinT*cosA*sinL),
		c: -cosD * sinT * sinA,
	}
}

// Step is the geometry of a stretch of time: means over all of it, the part
// without sun included.
type Step struct {
	Up         float64 // part of the time with the sun above the horizon
	Horizontal float64 // mean of the sine of the altitude while it is up, else 0
	Plane      float64 // mean of the cosine of incidence while the sun is up and before the plane, else 0
}

// rate is how fast the hour angle goes, in rad/s.
const rate = 2 * math.Pi / 86400

// longest is how long the sun's declination is taken as it is in the middle.
const longest = time.Hour

// Between is the geometry from one moment to a later one, in closed form by
// hours or less: sunrise, sunset and the plane's own horizon fall where they
// are.
func Between(from, to time.Time, latitude, longitude float64, p Plane) Step {
	whole := to.Sub(from)
	if whole <= 0 {
		return Step{}
	}
	pieces := int64((whole + longest - 1) / longest)
	var sum Step
	for k := range pieces {
		start := from.Add(time.Duration(float64(whole) * float64(k) / float64(pieces)))
		end := from.Add(time.Duration(float64(whole) * float64(k+1) / float64(pieces)))
		s := piece(start, end, latitude, longitude, p)
		sum.Up += s.Up / float64(pieces)
		sum.Horizontal += s.Horizontal / float64(pieces)
		sum.Plane += s.Plane / float64(pieces)
	}
	return sum
}

func piece(from, to time.Time, latitude, longitude float64, p Plane) Step {
	length := to.Sub(from)
	sun := At(from.Add(length/2), longitude)
	half := rate * length.Seconds() / 2
	if half == 0 {
		return Step{}
	}
	h1, h2 := sun.HourAngle-half, sun.HourAngle+half
	up := cosine(latitude, Plane{}, sun.Declination)
	faced := cosine(latitude, p, sun.Declination)
	var memory [16]float64
	bounds := faced.roots(h1, h2, up.roots(h1, h2, append(memory[:0], h1, h2)))
	slices.Sort(bounds)
	var s Step
	for i := 1; i < len(bounds); i++ {
		a, b := bounds[i-1], bounds[i]
		if up.at((a+b)/2) <= 0 {
			continue
		}
		s.Up += b - a
		s.Horizontal += up.integral(a, b)
		if faced.at((a+b)/2) > 0 {
			s.Plane += faced.integral(a, b)
		}
	}
	width := h2 - h1
	return Step{Up: s.Up / width, Horizontal: math.Max(0, s.Horizontal/width), Plane: math.Max(0, s.Plane/width)}
}
