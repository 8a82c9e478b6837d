// SPDX-License-Identifier: Apache-2.0
// counters: sixteen writers on PostgreSQL whose events are all counted at
// headquarters, against the same where nothing is common to them.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../e2e/server.mjs';
import { startPostgres } from './postgres.mjs';

export async function counters({ add, median, seconds }) {
  const server = await startPostgres();
  if (!server.address) { console.log('left out: PostgreSQL is not installed'); return; }
  try {
    const out = execFileSync(join(root, 'build/bench/bench_counters'), [server.address, '16', String(seconds), '3'], { encoding: 'utf8' });
    const rounds = out.trim().split('\n').map(line => line.split(' ').map(Number));
    const [common, own] = [0, 1].map(i => median(rounds.map(r => r[i])));
    add('events of 16 writers, counted at headquarters', common, 'events/s', { against: `${own} without it`, ratio: common / own, floor: 0.6, note: `${own} without it` });
  } finally {
    await server.stop();
  }
}
