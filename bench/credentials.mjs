// SPDX-License-Identifier: Apache-2.0
// credentials: the library beside bare libsodium in the same run, stage by stage,
// and the reference stack (Digital Bazaar's) with the same badge; all a second of
// processor time on one core, warm.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { reference } from '../e2e/reference.mjs';
import { root } from '../e2e/server.mjs';

const seconds = Number(process.env.BENCH_SECONDS || 4);
const program = join(root, 'build/vc/vc_bench');
const bench = what => spawnSync(program, [what], { encoding: 'utf8' }).stdout;

export async function credentials(add) {
  const ours = new Map();
  for (const line of bench('4000').trim().split('\n')) {
    const [name, value] = line.split(' ');
    ours.set(name.replace('vc_', ''), Number(value));
  }
  const a = name => 1e6 / ours.get(name);
  const whole = (name, bare, limits) => add(`credential: ${name}`, a(name), '1/s', {
    against: `libsodium alone ${Math.round(a(bare))}/s`, ratio: a(name) / a(bare), ...limits,
  });
  whole('issue', 'sign', { floor: 15000, goal: 30000 });
  whole('verify', 'check', { floor: 10000, goal: 15000 });
  for (const [whole, stages] of [['issue', ['parse', 'form', 'expand', 'to_rdf', 'canon', 'hash', 'options', 'sign', 'write']], ['verify', ['check']]]) {
    for (const stage of stages) {
      add(`credential: ${whole}, ${stage}`, ours.get(stage), 'µs', { against: `${whole} ${ours.get(whole)} µs`, ratio: ours.get(stage) / ours.get(whole) });
    }
    const rest = ours.get(whole) - stages.reduce((sum, s) => sum + ours.get(s), 0);
    add(`credential: ${whole}, the rest`, rest, 'µs', { against: `${whole} ${ours.get(whole)} µs`, ratio: rest / ours.get(whole) });
  }
  add('credential: JSON parsed', ours.get('json'), 'MB/s', { floor: 300, goal: 300 });
  add('credential: a verification allocates', ours.get('memory'), 'bytes', { floor: 262144, goal: 262144 });

  const peer = await reference({ badge: bench('badge'), document: bench('document'), quads: bench('quads') }, seconds);
  for (const [name, what] of [['issue', 'issue'], ['verify', 'verify']]) {
    add(`credential: ${name} beside the reference`, a(what), '1/s', { against: `Digital Bazaar ${Math.round(peer[what])}/s`, ratio: a(what) / peer[what] });
  }
  add('credential: RDFC-1.0 alone', a('canon'), '1/s', { against: `rdf-canonize ${Math.round(peer.canon)}/s`, ratio: a('canon') / peer.canon, floor: 30, goal: 30 });
}
