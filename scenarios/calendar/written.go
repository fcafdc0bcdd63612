package calendar

import (
	"strings"
	"time"
)

// Written reads a date as people write it, such as 15 Jan 2020, 23.12.2019 or
// 2020/1/15, with or without a time of day, and returns it as it is written in
// a scenario. ok is false for what is no such date, is well written already, or
// could be two dates, such as 1/2/2020.
func Written(s string) (iso string, ok bool) {
	s = strings.TrimSpace(s)
	for _, clock := range []struct{ read, write string }{{"", ""}, {" 15:04", "T15:04:05"}, {" 15:04:05", "T15:04:05"}, {"T15:04", "T15:04:05"}, {"T15:04:05", "T15:04:05"}} {
		for _, day := range []string{"2 Jan 2006", "2 January 2006", "2. Jan 2006", "2. January 2006", "Jan 2 2006", "January 2 2006", "Jan 2, 2006", "January 2, 2006",
			"2-Jan-2006", "2006 Jan 2", "2006/1/2", "2.1.2006", "2006.1.2", "2006-1-2", "2/1/2006", "1/2/2006"} {
			t, err := time.Parse(day+clock.read, s)
			if err != nil {
				continue
			}
			if t.Month() != time.Month(t.Day()) && t.Day() <= 12 && strings.Contains(day, "/2006") {
				return "", false
			}
			iso = t.Format("2006-01-02" + clock.write)
			return iso, iso != s
		}
	}
	return "", false
}
