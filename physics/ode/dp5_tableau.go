package ode

// The method of Dormand and Prince of order 5(4): J. R. Dormand, P. J. Prince, A family
// of embedded Runge-Kutta formulae, J. Comput. Appl. Math. 6 (1980) 19-26; as in Hairer,
// Norsett, Wanner I, table II.5.2. Stage i is at the part dpC_i of the step; the seventh
// is the first of the next step.
const (
	dpC2, dpC3, dpC4, dpC5 = 1. / 5, 3. / 10, 4. / 5, 8. / 9

	dpA21                             = 1. / 5
	dpA31, dpA32                      = 3. / 40, 9. / 40
	dpA41, dpA42, dpA43               = 44. / 45, -56. / 15, 32. / 9
	dpA51, dpA52, dpA53, dpA54        = 19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729
	dpA61, dpA62, dpA63, dpA64, dpA65 = 9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656
	dpB1, dpB3, dpB4, dpB5, dpB6      = 35. / 384, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84
)

// What the solution of order 5 is above that of order 4.
const (
	dpE1, dpE3, dpE4 = 71. / 57600, -71. / 16695, 71. / 1920
	dpE5, dpE6, dpE7 = -17253. / 339200, 22. / 525, -1. / 40
)

// The last term of the interpolant of order 4: Hairer, Norsett, Wanner I, section II.6,
// after L. F. Shampine, Some practical Runge-Kutta formulas, Math. Comp. 46 (1986).
const (
	dpD1, dpD3 = -12715105075. / 11282082432, 87487479700. / 32700410799
	dpD4, dpD5 = -10690763975. / 1880347072, 701980252875. / 199316789632
	dpD6, dpD7 = -1453857185. / 822651844, 69997945. / 29380423
)
