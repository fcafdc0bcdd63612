package unit

// named is how people call a dimension, and its customary SI symbol.
type named struct{ name, symbol string }

// names lists the dimensions that have a name. Where several quantities share
// one (energy and torque), the commoner one is given, or both.
var names = map[Dimension]named{
	{}:               {"pure number", "1"},
	{length: 1}:      {"length", "m"},
	{mass: 1}:        {"mass", "kg"},
	{time: 1}:        {"time", "s"},
	{current: 1}:     {"electric current", "A"},
	{temperature: 1}: {"temperature difference", "K"},
	{amount: 1}:      {"amount of substance", "mol"},
	{luminous: 1}:    {"luminous intensity", "cd"},
	{euro: 1}:        {"sum of money", "EUR"},
	{dollar: 1}:      {"sum of money", "USD"},

	{length: 2}:           {"area", "m2"},
	{length: 3}:           {"volume", "m3"},
	{time: -1}:            {"rate", "1/s"},
	{length: 1, time: -1}: {"speed", "m/s"},
	{length: 1, time: -2}: {"acceleration", "m/s2"},
	{length: 3, time: -1}: {"volume flow", "m3/s"},

	{mass: 1, length: 1, time: -2}:  {"force", "N"},
	{mass: 1, length: -1, time: -2}: {"pressure", "Pa"},
	{mass: 1, length: 2, time: -2}:  {"energy", "J"},
	{mass: 1, length: 2, time: -3}:  {"power", "W"},
	{mass: 1, length: -3}:           {"density", "kg/m3"},
	{mass: 1, time: -1}:             {"mass flow or damping", "kg/s"},
	{mass: 1, time: -2}:             {"stiffness", "N/m"},
	{mass: 1, length: 2}:            {"moment of inertia", "kg m2"},
	{mass: 1, length: 2, time: -1}:  {"rotational damping", "N m s"},
	{mass: 1, length: -1, time: -1}: {"viscosity", "Pa s"},
	{length: 2, time: -2}:           {"specific energy", "J/kg"},
	{length: -2, time: 2}:           {"mass per energy", "kg/J"},

	{mass: 1, length: 2, time: -2, temperature: -1}:  {"heat capacity", "J/K"},
	{mass: 1, length: 2, time: -3, temperature: -1}:  {"thermal conductance", "W/K"},
	{mass: -1, length: -2, time: 3, temperature: 1}:  {"thermal resistance", "K/W"},
	{mass: 1, time: -3}:                              {"heat flux", "W/m2"},
	{mass: 1, time: -2, temperature: -1}:             {"heat capacity per area", "J/(m2 K)"},
	{mass: 1, time: -3, temperature: -1}:             {"heat transfer coefficient", "W/(m2 K)"},
	{mass: -1, time: 3, temperature: 1}:              {"thermal resistance of an area", "m2 K/W"},
	{mass: 1, length: 1, time: -3, temperature: -1}:  {"thermal conductivity", "W/(m K)"},
	{length: 2, time: -2, temperature: -1}:           {"specific heat capacity", "J/(kg K)"},
	{mass: 1, length: -1, time: -2, temperature: -1}: {"volumetric heat capacity", "J/(m3 K)"},
	{temperature: 1, time: -1}:                       {"rate of temperature change", "K/s"},
	{temperature: 1, time: 1}:                        {"temperature difference over time", "K s"},
	{temperature: -1}:                                {"temperature coefficient", "1/K"},

	{mass: 1, length: 2, time: -3, current: -1}: {"voltage", "V"},
	{mass: 1, length: 2, time: -3, current: -2}: {"electric resistance", "ohm"},
	{mass: -1, length: -2, time: 3, current: 2}: {"electric conductance", "1/ohm"},
	{time: 1, current: 1}:                       {"electric charge", "A s"},
	{mass: -1, length: -2, time: 4, current: 2}: {"electric capacitance", "A s/V"},
	{mass: 1, length: 2, time: -2, current: -2}: {"inductance", "V s/A"},

	{euro: 1, time: -1}:                        {"cost rate", "EUR/s"},
	{dollar: 1, time: -1}:                      {"cost rate", "USD/s"},
	{euro: 1, mass: -1, length: -2, time: 2}:   {"energy price", "EUR/J"},
	{dollar: 1, mass: -1, length: -2, time: 2}: {"energy price", "USD/J"},
	{euro: 1, mass: -1, length: -2, time: 3}:   {"power price", "EUR/W"},
	{dollar: 1, mass: -1, length: -2, time: 3}: {"power price", "USD/W"},
	{euro: 1, mass: -1}:                        {"price per mass", "EUR/kg"},
	{dollar: 1, mass: -1}:                      {"price per mass", "USD/kg"},
	{euro: 1, length: -3}:                      {"price per volume", "EUR/m3"},
	{dollar: 1, length: -3}:                    {"price per volume", "USD/m3"},
}
