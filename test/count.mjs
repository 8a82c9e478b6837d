// SPDX-License-Identifier: Apache-2.0
// count: sum what the test programs printed; the closing line of `make test`.
// Units are counted by cmocka's or TAP's own lines, outside tests by theirs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0, failed = 0;
const skipped = [];
const broken = [];

for (const line of readFileSync(join(folder, 'units.json'), 'utf8').split('\n')) {
  if (!line) continue;
  const test = JSON.parse(line);
  const out = test.stdout || '';
  const oks = (out.match(/^ok \d+/gm) || []).length +
    (out.match(/^\[ {7}OK \]/gm) || []).length;
  const bad = (out.match(/^not ok \d+/gm) || []).length +
    (out.match(/^\[  FAILED  \] [a-z_0-9]+$/gm) || []).length;
  const skips = [...out.matchAll(/^(?:\[  SKIPPED \] |ok \d+.*# SKIP ?|# skipped: ?)(.+)$/gmi)];
  for (const s of skips) skipped.push(`${test.name}: ${s[1]}`);
  if (test.result === 'SKIP' && !skips.length) skipped.push(test.name);
  const good = test.result === 'OK' || test.result === 'SKIP';
  passed += Math.max(oks - skips.length, good && !skips.length ? 1 : 0);
  failed += good ? 0 : Math.max(bad, 1);
  if (!good) broken.push(test.name);
}

for (const name of ['outside.txt', 'outside-postgresql.txt', 'outside-failover.txt']) {
  const outside = join(folder, name);
  if (!existsSync(outside)) {
    failed++;
    broken.push(`the tests from outside did not run (${name})`);
    continue;
  }
  for (const line of readFileSync(outside, 'utf8').split('\n')) {
    if (line.startsWith('ok ')) passed++;
    if (line.startsWith('not ok ')) { failed++; broken.push(line.slice(7)); }
    if (line.startsWith('skip ')) skipped.push(line.slice(5));
  }
}

for (const s of skipped) console.log(`skipped: ${s}`);
for (const b of broken) console.log(`FAILED: ${b}`);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed ? 1 : 0);
