-- Views over the tables of this result, for DuckDB.
--
-- In Python, load.connect() returns a connection that has the tables and these
-- views (pip install duckdb pyarrow):
--     import load
--     load.connect().sql("SELECT variant, count(*) FROM finished GROUP BY ALL")
-- Elsewhere, make the tables first, from the files in the folders runs, events
-- and series_* and from summary.arrow, with an extension that reads Arrow.

-- The runs that reached their end.
CREATE OR REPLACE TEMP VIEW finished AS SELECT * FROM runs WHERE status = 'ok';

-- How often each alert started, and in how many runs.
CREATE OR REPLACE TEMP VIEW alerts AS
SELECT r.variant, r.sweep, e.signal, count(DISTINCT e.run_id) AS runs, count(*) AS events
FROM events e JOIN runs r USING (run_id)
WHERE e.kind = 'alert_on'
GROUP BY r.variant, r.sweep, e.signal;

-- The indicators, a row for each run and indicator; failed runs have none.
CREATE OR REPLACE TEMP VIEW indicators AS
UNPIVOT (SELECT run_id, variant, sweep, draw, "energy", "cold_hours" FROM finished) ON "energy", "cold_hours" INTO NAME indicator VALUE value;

-- How each indicator spreads over the draws, by variant and sweep point.
CREATE OR REPLACE TEMP VIEW spreads AS
SELECT indicator, variant, sweep, count(*) AS n, avg(value) AS mean, stddev_samp(value) AS sd,
  quantile_cont(value, 0.05) AS q05, median(value) AS median, quantile_cont(value, 0.95) AS q95
FROM indicators GROUP BY ALL;

-- What each variant changes beside the first, draw by draw: both had the same luck.
CREATE OR REPLACE TEMP VIEW differences AS
SELECT i.indicator, i.variant, i.sweep, i.draw, i.value - base.value AS difference
FROM indicators i JOIN indicators base USING (indicator, sweep, draw)
WHERE base.variant = 'base' AND i.variant <> base.variant;

-- The samples of thermal.room with the sweep point and status of their run, and its parameters.
CREATE OR REPLACE TEMP VIEW thermal_room_runs AS
SELECT s.*, r.sweep, r.status, r."pump_cop" AS "parameter_pump_cop"
FROM series_thermal_room s JOIN runs r USING (run_id);

-- The samples of thermal.heat_pump with the sweep point and status of their run, and its parameters.
CREATE OR REPLACE TEMP VIEW thermal_heat_pump_runs AS
SELECT s.*, r.sweep, r.status, r."pump_cop" AS "parameter_pump_cop"
FROM series_thermal_heat_pump s JOIN runs r USING (run_id);

-- The samples of input with the sweep point and status of their run, and its parameters.
CREATE OR REPLACE TEMP VIEW input_runs AS
SELECT s.*, r.sweep, r.status, r."pump_cop" AS "parameter_pump_cop"
FROM series_input s JOIN runs r USING (run_id);
