package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/physics/hybrid"
)

// perMinute is one revolution per minute in rad/s.
const perMinute = math.Pi / 30

// The motor is maxon's RE 40, 148867, by its data sheet: 24 V, 0.299 ohm, 30.2 mN m/A,
// 80.2 A and 2420 mN m at standstill, 137 mA and 7580 rev/min without load.
func TestDCMotorHasItsDataSheet(t *testing.T) {
	h := newHand()
	d := Absent[DCMotor]()
	current, speed := h.slot(80.2), h.slot(0)
	d.Voltage, d.Resistance, d.Constant, d.Inductance = h.read(24), h.read(0.299), h.read(0.0302), h.read(0.0823e-3)
	d.Current, d.Velocity = hybrid.Read(current), hybrid.Read(speed)
	d.Rate, d.Torque, d.Heat = hybrid.Add(h.slot(0)), hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	d.Electrical, d.Stored = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	d.Evaluate(h.w)
	assert.InDelta(t, 0, h.w[d.Rate]*0.0823e-3, 0.03)
	assert.InDelta(t, 2.420, h.w[d.Torque], 0.005)
	assert.InDelta(t, h.w[d.Electrical], h.w[d.Heat], 2.5)
	h.w[current], h.w[speed], h.w[d.Rate] = 0.137, 7580*perMinute, 0
	d.Evaluate(h.w)
	assert.InDelta(t, 0, h.w[d.Rate]*0.0823e-3, 0.03)
	d.Temperature, d.Reference, d.Coefficient = h.read(393.15), h.read(293.15), h.read(0.00393)
	d.Evaluate(h.w)
	assert.InDelta(t, 0.299*1.393*0.137*0.137, h.w[d.Heat], 1e-12)
}

func TestInductionMotorFollowsKloss(t *testing.T) {
	h := newHand()
	m := Absent[InductionMotor]()
	speed, frequency, voltage := h.slot(0), h.slot(50), h.slot(400)
	m.Velocity, m.Frequency, m.Voltage = hybrid.Read(speed), hybrid.Read(frequency), hybrid.Read(voltage)
	m.RatedVoltage, m.RatedFrequency, m.PolePairs = h.read(400), h.read(50), h.read(2)
	m.Breakdown, m.BreakdownSlip, m.IdleLoss = h.read(100), h.read(0.2), h.read(50)
	m.Torque, m.Slip = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	m.Heat, m.Electrical = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	for _, c := range []struct{ rpm, hertz, volts, torque, slip float64 }{
		{1500, 50, 400, 0, 0},
		{1200, 50, 400, 100, 0.2},
		{0, 50, 400, 200 / 5.2, 1},            // 2/(1/0.2 + 0.2) of breakdown at standstill
		{1425, 50, 400, 200 / 4.25, 0.05},     // 2/(0.05/0.2 + 0.2/0.05)
		{1200, 50, 320, 64, 0.2},              // with the square of the voltage
		{450, 25, 200, 100, 0.4},              // at constant flux the curve is only moved
		{1800, 50, 400, -100, -0.2},           // generating
		{0, 0, 0, 0, 1},                       // off
		{-1500, 50, 400, 200 / (10 + 0.1), 2}, // plugging
	} {
		h.w[speed], h.w[frequency], h.w[voltage] = c.rpm*perMinute, c.hertz, c.volts
		m.Evaluate(h.w)
		assert.InDelta(t, c.torque, h.w[m.Torque], 1e-9, "%v", c)
		assert.InDelta(t, c.slip, h.w[m.Slip], 1e-12, "%v", c)
		assert.GreaterOrEqual(t, h.w[m.Heat], 0.0)
		assert.InDelta(t, h.w[m.Electrical], h.w[m.Torque]*h.w[speed]+h.w[m.Heat], 1e-9)
	}
}

func TestPumpFollowsItsCurvesAndTheAffinityLaws(t *testing.T) {
	h := newHand()
	p := Absent[Pump]()
	speed, lift := h.slot(0), h.slot(0)
	rated := 1450 * perMinute
	p.Velocity, p.Lift, p.Rated = hybrid.Read(speed), hybrid.Read(lift), h.read(rated)
	p.ShutOff, p.Droop, p.Drag, p.BestFlow, p.Best = h.read(32), h.read(2000), h.read(6000), h.read(0.05), h.read(0.75)
	p.Flow, p.Head = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	p.Torque, p.Efficiency = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	p.Hydraulic, p.Heat, p.Lifts = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0)), hybrid.Change(h.slot(0))
	at := func(v, up float64) (flow, head, power float64) {
		h.w[speed], h.w[lift] = v, up
		for p.Settle(&hybrid.Moment{W: h.w}) {
			continue
		}
		p.Evaluate(h.w)
		return h.w[p.Flow], h.w[p.Head], h.w[p.Torque] * v
	}
	flow, head, power := at(rated, 0)
	assert.InDelta(t, math.Sqrt(32.0/8000), flow, 1e-12)
	assert.InDelta(t, 24, head, 1e-12)
	x := flow / 0.05
	assert.InDelta(t, 0.75*x*(2-x), h.w[p.Efficiency], 1e-12)
	assert.InDelta(t, 1000*9.80665*flow*24/h.w[p.Efficiency], power, 1e-8)
	half, low, weak := at(rated/2, 0)
	assert.InDelta(t, flow/2, half, 1e-12)
	assert.InDelta(t, head/4, low, 1e-12)
	assert.InDelta(t, power/8, weak, 1e-9)
	none, shut, churn := at(rated/2, 10) // 8 m do not lift 10
	assert.Zero(t, none)
	assert.InDelta(t, 8, shut, 1e-12)
	assert.InDelta(t, churn, h.w[p.Heat], 1e-9)
	some, _, _ := at(rated, 20)
	assert.InDelta(t, math.Sqrt(12.0/8000), some, 1e-12)
	still, _, rest := at(0, 0)
	assert.Zero(t, still)
	assert.Zero(t, rest)
}

// SKF's estimate for a deep groove ball bearing of 25 mm bore under 2 kN is
// 0.5 0.0015 2000 0.025 N m.
func TestBearingDragFallsWithTemperature(t *testing.T) {
	h := newHand()
	b := Absent[Bearing]()
	temperature := h.slot(313.15)
	b.Velocity, b.Load, b.Coefficient, b.Bore = h.read(100), h.read(2000), h.read(0.0015), h.read(0.025)
	b.Drag, b.Temperature, b.Reference, b.Thinning = h.read(1e-4), hybrid.Read(temperature), h.read(313.15), h.read(0.035)
	b.Level, b.Torque, b.Heat = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	b.Evaluate(h.w)
	assert.InDelta(t, 0.0375, h.w[b.Level], 1e-15)
	assert.InDelta(t, 0.01, h.w[b.Torque], 1e-15)
	assert.InDelta(t, 1, h.w[b.Heat], 1e-12)
	h.w[temperature] += 20
	b.Evaluate(h.w)
	assert.InDelta(t, 0.01*math.Exp(-0.7), h.w[b.Torque], 1e-15)
	b.Level, b.Slow = hybrid.Write(hybrid.None), h.read(1)
	b.Evaluate(h.w)
	assert.InDelta(t, 0.0375+0.01*math.Exp(-0.7), h.w[b.Torque], 1e-12)
}

func TestBeltPassesPower(t *testing.T) {
	h := newHand()
	b := Absent[Belt]()
	b.FirstPosition, b.SecondPosition, b.FirstVelocity, b.SecondVelocity = h.read(1), h.read(0.4), h.read(10), h.read(4)
	b.FirstRadius, b.SecondRadius, b.Stiffness, b.Damping = h.read(0.1), h.read(0.2), h.read(1e4), h.read(50)
	b.OnFirst, b.OnSecond = hybrid.Add(h.slot(0)), hybrid.Add(h.slot(0))
	b.Potential, b.Heat = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	b.Evaluate(h.w)
	force := 1e4*0.02 + 50*0.2
	assert.InDelta(t, -0.1*force, h.w[b.OnFirst], 1e-12)
	assert.InDelta(t, 0.2*force, h.w[b.OnSecond], 1e-12)
	assert.InDelta(t, 2, h.w[b.Potential], 1e-12)
	assert.InDelta(t, 2, h.w[b.Heat], 1e-12)
}
