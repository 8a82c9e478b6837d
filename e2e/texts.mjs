// SPDX-License-Identifier: Apache-2.0
// texts: a language ships only when it is complete.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './server.mjs';

export function texts(results) {
  const r = spawnSync('node', [join(root, 'test/texts.mjs'), join(root, 'build'), 'check', 'es'], { encoding: 'utf8' });
  results.check('every text people read is translated into Spanish', r.status === 0, r.stdout);
}
