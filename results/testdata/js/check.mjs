// Checks what apache-arrow sees of results that javascript_test.go wrote.
//
//     node check.mjs FOLDER...

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CompressionType, compressionRegistry, tableFromIPC } from 'apache-arrow';
import * as lz4 from 'lz4js';

// The library leaves the codecs to who uses it.
compressionRegistry.set(CompressionType.LZ4_FRAME, { encode: lz4.compress, decode: lz4.decompress });

// parts are the tables of a folder's files, in order.
const parts = (folder) => readdirSync(folder).filter((f) => f.endsWith('.arrow')).sort()
  .map((f) => tableFromIPC(readFileSync(join(folder, f))));

for (const result of process.argv.slice(2)) {
  const batch = JSON.parse(readFileSync(join(result, 'batch.json'), 'utf8'));
  const room = parts(join(result, 'series_thermal_room'));
  assert.deepEqual(room[0].schema.fields.map((f) => `${f.name}: ${f.type}`), [
    'run_id: Int64', 'variant: Dictionary<Int32, Utf8>', 'draw: Int32', 't: Float64', 'time: Timestamp<MICROSECOND, UTC>',
    'twin: Dictionary<Int32, Utf8>', 'temperature: Float64', 'heat_loss: Float64']);
  const loss = room[0].schema.fields.find((f) => f.name === 'heat_loss');
  assert.equal(loss.metadata.get('unit'), 'W');
  assert.equal(loss.metadata.get('path'), 'twin.*.heat_loss');
  assert.equal(loss.metadata.get('cell_methods'), 'mean');
  assert.equal(room[0].schema.metadata.get('whatif.scenario_sha256'), batch.scenario_sha256);

  const rows = room.flatMap((t) => t.toArray().map((r) => r.toJSON()));
  assert.equal(rows.length, 2 * (18 * 7 + 2 * 3));
  assert.ok(rows.filter((r) => r.t === 0).every((r) => r.heat_loss === null && r.temperature !== null));
  const north = rows.find((r) => r.run_id === 7n && r.twin === 'north' && r.t === 30);
  assert.equal(north.temperature, 290 + Math.sin(7 * 1.3) * 3 + 3 / 7 - 273.15);
  assert.equal(north.variant, 'base');
  assert.equal(Number(north.time), Date.parse('2026-01-11T23:00:30Z'), 'milliseconds since 1970');

  const runs = parts(join(result, 'runs')).flatMap((t) => t.toArray().map((r) => r.toJSON()));
  assert.deepEqual(runs.filter((r) => r.status === 'failed').map((r) => Number(r.run_id)), [0, 8]);
  assert.equal(runs[8].error, 'twin.north: temperature 1e6 K');
  assert.equal(runs[8].energy, null);
  assert.equal(runs[7].energy, 10.5);
  const events = parts(join(result, 'events'));
  assert.ok(events.some((t) => t.numRows > 0));
  assert.ok(tableFromIPC(readFileSync(join(result, 'summary.arrow'))).numRows > 0);
  console.log(`read a result with compression ${batch.compression}`);
}
