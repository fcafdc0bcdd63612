// Package solar tells where the sun stands and what it brings to a tilted
// plane. Angles are in rad: altitude above the horizon, azimuth clockwise from
// north (south is pi), hour angle west of south, longitude east of Greenwich.
// There is no refraction: near the horizon the sun is seen up to half a degree
// higher.
package solar
