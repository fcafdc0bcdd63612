package ode
func (s *Solution) Way() float64 {return s.way}
