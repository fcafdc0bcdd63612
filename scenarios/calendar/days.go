package calendar

import (
	"fmt"
	"strings"
	"time"
)

// ParseDays reads the days of the week of a schedule: days ("mon", "sat,sun"),
// ranges ("mon-fri", "fri-mon" over the week's end), "daily", "weekdays",
// "weekend", and lists of these. English names may be short or long, in any
// case. The result is indexed by time.Weekday: Sunday is 0.
func ParseDays(s string) ([7]bool, error) {
	var days [7]bool
	if strings.TrimSpace(s) == "" {
		return days, fmt.Errorf("no days are named; write them like %q, %q or %q", "mon-fri", "sat,sun", "daily")
	}
	for part := range strings.SplitSeq(s, ",") {
		if err := addDays(&days, strings.ToLower(strings.TrimSpace(part))); err != nil {
			return [7]bool{}, err
		}
	}
	return days, nil
}

// ParseDaysOrHoliday is ParseDays, where "holiday" may stand among the days; it
// reports whether it does.
func ParseDaysOrHoliday(s string) (days [7]bool, holiday bool, err error) {
	var others []string
	for part := range strings.SplitSeq(s, ",") {
		switch strings.ToLower(strings.TrimSpace(part)) {
		case "holiday", "holidays":
			holiday = true
		default:
			others = append(others, part)
		}
	}
	if holiday && len(others) == 0 {
		return days, true, nil
	}
	days, err = ParseDays(strings.Join(others, ","))
	return days, holiday, err
}

// addDays adds one part of a list to days.
func addDays(days *[7]bool, part string) error {
	first, last, isRange := strings.Cut(part, "-")
	switch {
	case isRange:
	case part == "daily":
		first, last = "mon", "sun"
	case part == "weekday" || part == "weekdays":
		first, last = "mon", "fri"
	case part == "weekend" || part == "weekends":
		first, last = "sat", "sun"
	default:
		last = first
	}
	from, err := parseDay(strings.TrimSpace(first))
	if err != nil {
		return err
	}
	until, err := parseDay(strings.TrimSpace(last))
	if err != nil {
		return err
	}
	for d := from; ; d = (d + 1) % 7 {
		days[d] = true
		if d == until {
			return nil
		}
	}
}

// parseDay reads the name of one day: its first three letters, or more of it.
func parseDay(name string) (time.Weekday, error) {
	guess := ""
	for d := time.Sunday; d <= time.Saturday; d++ {
		long := strings.ToLower(d.String())
		if len(name) >= 3 && strings.HasPrefix(long, name) {
			return d, nil
		}
		if guess == "" && near(name, long[:3]) {
			guess = long[:3]
		}
	}
	if name == "" {
		return 0, fmt.Errorf("a day is missing; write days like %q, %q or %q", "mon-fri", "sat,sun", "daily")
	}
	if guess != "" {
		return 0, fmt.Errorf("%q is not a day; did you mean %q?", name, guess)
	}
	return 0, fmt.Errorf("%q is not a day; the days are mon, tue, wed, thu, fri, sat, sun, and daily, weekdays, weekend", name)
}

// near tells whether name was likely meant as the short name of a day: two of
// its letters lead the name, or it has the same letters in another order.
func near(name, short string) bool {
	if len(name) < 2 {
		return false
	}
	if name[:2] == short[:2] {
		return true
	}
	if len(name) != 3 {
		return false
	}
	for i := range short {
		if strings.Count(name, short[i:i+1]) != strings.Count(short, short[i:i+1]) {
			return false
		}
	}
	return true
}

// ParseClock reads a time of day, "08:00" or "08:00:30", up to "24:00", as what
// a clock shows: hours, minutes and seconds after 00:00.
func ParseClock(s string) (time.Duration, error) {
	wrong := func() (time.Duration, error) {
		return 0, fmt.Errorf("%q is not a time of day; write it like %q, from %q to %q", s, "08:00", "00:00", "24:00")
	}
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return wrong()
	}
	var sum time.Duration
	step := time.Hour
	for i, part := range parts {
		if len(part) != 2 && (i > 0 || len(part) != 1) {
			return wrong()
		}
		n := 0
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return wrong()
			}
			n = n*10 + int(c-'0')
		}
		if i > 0 && n > 59 {
			return wrong()
		}
		sum += time.Duration(n) * step
		step /= 60
	}
	if sum > 24*time.Hour {
		return wrong()
	}
	return sum, nil
}
