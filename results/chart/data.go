package chart

import (
	"encoding/json"
	"math"
	"strconv"
)

// MarshalJSON writes values with four digits, though never coarser than one, x to
// the thousandth, and null for what is not a finite number.
func (d DataSerie) MarshalJSON() ([]byte, error) {
	name, err := json.Marshal(d.Name)
	if err != nil {
		return nil, err
	}
	b := append([]byte(`{"name":`), name...)
	if len(d.X) > 0 {
		b = appendList(append(b, `,"x":`...), d.X, appendPlace)
	}
	b = appendList(append(b, `,"y":`...), d.Y, appendValue)
	if len(d.Low) > 0 {
		b = appendList(append(b, `,"low":`...), d.Low, appendValue)
	}
	if len(d.High) > 0 {
		b = appendList(append(b, `,"high":`...), d.High, appendValue)
	}
	if len(d.Note) > 0 {
		notes, err := json.Marshal(d.Note)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"note":`...), notes...)
	}
	return append(b, '}'), nil
}

func appendList(b []byte, values []float64, one func([]byte, float64) []byte) []byte {
	b = append(b, '[')
	for k, v := range values {
		if k > 0 {
			b = append(b, ',')
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			b = append(b, "null"...)
			continue
		}
		b = one(b, v)
	}
	return append(b, ']')
}

// appendPlace keeps milliseconds of a time and nine digits of what is smaller.
func appendPlace(b []byte, v float64) []byte {
	if math.Abs(v) >= 1e6 && math.Abs(v) < 1e15 {
		v = math.Round(v*1000) / 1000
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	}
	return appendDigits(b, v, 9)
}

func appendValue(b []byte, v float64) []byte {
	if size := math.Abs(v); size >= 1000 && size < 1e9 {
		return strconv.AppendFloat(b, v, 'f', 0, 64)
	}
	return appendDigits(b, v, 4)
}

// appendDigits writes the shortest form of a number rounded to some digits.
func appendDigits(b []byte, v float64, digits int) []byte {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	if err != nil { // rounded up past the largest number
		rounded = v
	}
	if rounded == 0 { // no minus
		rounded = 0
	}
	if size := math.Abs(rounded); size != 0 && (size < 1e-4 || size >= 1e15) {
		return strconv.AppendFloat(b, rounded, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, rounded, 'f', -1, 64)
}
