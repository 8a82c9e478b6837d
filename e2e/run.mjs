// SPDX-License-Identifier: Apache-2.0
// run: the program from outside. Starts a demonstration with the release
// build, then: requests as text, a browser with and without scripts, a
// stranger's verifier, the command line. Writes `ok …`, `not ok …`, `skip …`
// lines into the file named by its argument.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, startDemo } from './server.mjs';
import { Results } from './results.mjs';
import { engines } from './engines.mjs';
import { cases } from './cases.mjs';
import { requests } from './requests.mjs';
import { sockets } from './sockets.mjs';
import { calendars } from './calendars.mjs';
import { commands } from './commands.mjs';
import { faults } from './faults.mjs';
import { fullDisk } from './full_disk.mjs';
import { forms } from './forms.mjs';
import { install } from './install.mjs';
import { joinWalk } from './join_walk.mjs';
import { many } from './many.mjs';
import { peer } from './peer.mjs';
import { ownNode } from './own_node.mjs';
import { proxies } from './proxies.mjs';
import { exporting } from './export.mjs';
import { researchWalk } from './research_walk.mjs';
import { awardWalk } from './award_walk.mjs';
import { centreWalk } from './centre_walk.mjs';
import { visitWalk } from './visit_walk.mjs';
import { watching } from './watching.mjs';
import { walk } from './walk.mjs';
import { walkNetwork } from './walk_network.mjs';
import { texts } from './texts.mjs';
import { wasm } from './wasm.mjs';

const results = new Results();
let demo;

try {
  engines(results);
  texts(results);
  await install(results);
  for (const [label, program] of [['cases', 'build/quipu'], ['cases under the sanitizers', 'build-asan/quipu']]) {
    await cases(results, { label, program: join(root, program) });
  }
  await forms(results);
  demo = await startDemo();
  for (const part of [requests, sockets, calendars, commands, exporting, peer, wasm, fullDisk, faults, watching, many, ownNode, proxies, walk, joinWalk, visitWalk, researchWalk, walkNetwork, awardWalk, centreWalk]) {
    try {
      await part(results, demo);
    } catch (e) {
      results.fail(`${part.name}: ${e.stack || e}`);
    }
  }
} catch (e) {
  results.fail(`the demonstration did not start: ${e.stack || e}`);
} finally {
  if (demo) {
    const code = await demo.stop();
    results.check('the server ends cleanly on SIGTERM', code === 0, `exit ${code}`);
  }
}
if (process.argv[2]) writeFileSync(process.argv[2], results.text());
console.log(results.summary());
process.exit(results.failed ? 1 : 0);
