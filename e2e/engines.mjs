// SPDX-License-Identifier: Apache-2.0
// engines: every pinned package must admit the Node of Debian 12 (18.20).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './server.mjs';

export function engines(results) {
  const lock = JSON.parse(readFileSync(join(root, 'e2e/package-lock.json'), 'utf8'));
  const bad = [];
  for (const [name, p] of Object.entries(lock.packages)) {
    const wanted = p.engines?.node;
    const least = wanted && /(\d+)/.exec(wanted);
    if (least && Number(least[1]) > 18) bad.push(`${name} ${wanted}`);
  }
  results.check('every npm package admits Node 18', bad.length === 0, bad.join(', '));
}
