package engine

// What is followed and recorded is given its place when a model is built.

// placeAccumulators gives each accumulator its place: those of an island side
// by side, so that one call fills them.
func (m *Model) placeAccumulators() {
	ofIsland := make([][]int, len(m.islands))
	for a := range m.accumulators {
		if s := &m.signals[m.accumulators[a].signal]; s.class == Dense {
			ofIsland[s.island] = append(ofIsland[s.island], a)
		}
	}
	for i := range m.islands {
		isl := &m.islands[i]
		isl.sumsAt = m.places
		for _, a := range ofIsland[i] {
			law := &m.accumulators[a]
			s := &m.signals[law.signal]
			law.island, law.row, law.place = s.island, s.row, int32(m.places)
			isl.sumRows = append(isl.sumRows, s.row)
			m.places++
		}
	}
	for a := range m.accumulators {
		if law := &m.accumulators[a]; law.island < 0 {
			law.place = int32(m.places)
			m.places++
		}
	}
}

// placeFollowers tells each signal, or each output of an island, which extremes
// and windows follow it.
func (m *Model) placeFollowers() {
	for e := range m.extremes {
		law := &m.extremes[e]
		f, island, row := m.followersOf(law.signal)
		law.island, law.row = island, row
		f.extremes = append(f.extremes, Extreme(e))
	}
	for w := range m.windows {
		law := &m.windows[w]
		f, island, row := m.followersOf(law.signal)
		law.island, law.row = island, row
		f.windows = append(f.windows, Window(w))
	}
}

// followersOf are those of a signal, to be added to, and which output of which
// island it is; -1 for a held or formed signal.
func (m *Model) followersOf(signal Signal) (f *followers, island, row int32) {
	s := &m.signals[signal]
	if s.class != Dense {
		return &s.followers, -1, -1
	}
	return m.islands[s.island].followersAt(s.row), s.island, s.row
}

// placeSamples lists the outputs of each island that are recorded.
func (m *Model) placeSamples() {
	for i := range m.signals {
		m.signals[i].sampled = -1
	}
	for _, c := range m.channels {
		if c.Mean {
			continue
		}
		for _, signal := range c.signals() {
			if s := &m.signals[signal]; s.class == Dense && s.sampled < 0 {
				isl := &m.islands[s.island]
				s.sampled = int32(len(isl.sampled))
				isl.sampled = append(isl.sampled, s.row)
			}
		}
	}
	for i := range m.islands {
		m.islands[i].sampledAt = m.sampled
		m.sampled += len(m.islands[i].sampled)
	}
	for i := range m.signals {
		if s := &m.signals[i]; s.sampled >= 0 {
			s.sampled += int32(m.islands[s.island].sampledAt)
		}
	}
}

// placeChannels tells the channels that are an output of an island as it is from
// the others.
func (m *Model) placeChannels() {
	means := make([]bool, len(m.islands))
	for k := range m.channels {
		c := &m.channels[k]
		for _, signal := range c.signals() {
			if s := &m.signals[signal]; s.class == Dense && c.Mean && !means[s.island] {
				means[s.island] = true
				m.summed = append(m.summed, s.island)
			}
		}
		if s := &m.signals[c.Signal]; s.class == Dense && !c.Mean && !c.Residual {
			m.direct = append(m.direct, directChannel{int32(k), s.sampled})
		} else {
			m.indirect = append(m.indirect, int32(k))
		}
	}
}

// layGrid counts the points of the recording grid, and those that are looked up at
// a time.
func (m *Model) layGrid() {
	m.stretch = stretch
	if m.sampled > stretched/stretch {
		m.stretch = 1
	}
	if m.every > 0 && len(m.channels) > 0 && m.until >= 0 {
		m.lastSample = (int64(m.until) + int64(m.every) - 1) / int64(m.every)
	}
}

// directChannel is a channel that is an output of an island as it is.
type directChannel struct{ channel, place int32 }
