package results

// collect reads the series of a group of runs into the cube; places tells for
// each table where its cells, [twin][column], lie among those of the cube. The
// cursors stand behind the group afterwards. Of failed runs nothing is read.
func (s *summarizer) collect(m *members, grids []*grid, places [][]int, into *cube) error {
	for _, c := range s.cursors {
		if err := c.skipTo(m.first); err != nil {
			return err
		}
	}
	kept := 0
	for i := range m.runs {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		run := m.first + int64(i)
		if m.hasFailed(i) {
			for _, c := range s.cursors {
				if err := c.skipTo(run + 1); err != nil {
					return err
				}
			}
			continue
		}
		for at := 0; at < into.samples; at += into.span {
			room, err := into.room(kept, at)
			if err != nil {
				return err
			}
			for k, c := range s.cursors {
				if err := c.gather(run, grids[k], at, places[k], into.cells, room); err != nil {
					return err
				}
			}
		}
		for k, c := range s.cursors {
			if err := c.behind(run, grids[k]); err != nil {
				return err
			}
		}
		kept++
	}
	return into.flush()
}

// gather reads the samples of a run from the one given on, as many as dst has
// room for: [sample][cell], with so many cells a sample.
func (c *cursor) gather(run int64, g *grid, sample int, place []int, cells int, dst []float64) error {
	for twin := 0; len(dst) > 0 && len(g.twins) > 0; {
		ok, err := c.more()
		if err != nil {
			return err
		}
		if !ok || c.rows.id[c.row] != run {
			if ok && c.rows.id[c.row] < run {
				return c.corrupt("run %d is out of order", c.rows.id[c.row])
			}
			return c.corrupt("run %d has %d rows where other runs have %d", run, sample*len(g.twins)+twin, g.rows())
		}
		rows := c.rows
		columns := len(rows.values)
		for ; c.row < len(rows.id) && rows.id[c.row] == run && len(dst) > 0; c.row++ {
			if rows.t[c.row] != g.times[sample] || rows.twin[c.row] != g.twins[twin] {
				return c.corrupt("run %d has other sample times or twins than other runs", run)
			}
			for j, to := range place[twin*columns : (twin+1)*columns] {
				dst[to] = rows.values[j][c.row]
			}
			if twin++; twin == len(g.twins) {
				twin, sample, dst = 0, sample+1, dst[cells:]
			}
		}
	}
	return nil
}

// behind says whether the rows of the run are at their end.
func (c *cursor) behind(run int64, g *grid) error {
	ok, err := c.more()
	if err == nil && ok && c.rows.id[c.row] == run {
		return c.corrupt("run %d has more than the %d rows of other runs", run, g.rows())
	}
	return err
}
