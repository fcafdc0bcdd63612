package design

import "testing"

func BenchmarkSobol(b *testing.B) {
	s := NewSobol(64)
	for i := range b.N {
		s.At(Replicate{1, 2}, 3, i, 63)
	}
}

func BenchmarkLatin(b *testing.B) {
	l := NewLatin(Replicate{1, 2}, 3, 100_000)
	for i := range b.N {
		l.At(i % 100_000)
	}
}
