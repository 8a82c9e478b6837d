// SPDX-License-Identifier: Apache-2.0
// postgres: the same program with its records on PostgreSQL; started beside a
// server of its own by test/with-postgres. The text cases, requests, the browser, a stranger's
// verifier and the command line, then what only two processes on one database
// can show, and an upgrade that is tried. Writes into the file named by its argument.
import { spawn } from 'node:child_process';
import { existsSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budget } from './budget.mjs';
import { cases } from './cases.mjs';
import { Client } from './client.mjs';
import { freePort, quipu, run, startDemo } from './server.mjs';
import { rehearse } from './rehearse.mjs';
import { Results } from './results.mjs';
import { requests } from './requests.mjs';
import { peer } from './peer.mjs';
import { walk } from './walk.mjs';
import { walkNetwork } from './walk_network.mjs';

const address = process.env.QUIPU_TEST_DATABASE;
const bin = process.env.QUIPU_TEST_DATABASE_BIN;
const results = new Results();
const check = (name, good, detail) => results.check(`postgresql: ${name}`, good, detail);

// A further database on the same server.
async function newDatabase(name) {
  const u = new URL(address.replace('@/', '@server/'));
  u.pathname = `/${name}`;
  await program(join(bin, 'createdb'), ['-h', u.searchParams.get('host'), '-U', 'quipu', name]);
  return u.href.replace('@server/', '@/');
}

function program(file, args) {
  return new Promise(done => spawn(file, args, { stdio: 'inherit' }).on('exit', done));
}

// A second process on the same database, with a folder of its own.
async function startSecond(demo) {
  const port = await freePort();
  copyFileSync(`${demo.data}.seal`, join(demo.folder, 'second.seal'));
  const child = spawn(quipu, ['demo', '--data', 'second', '--url', demo.url,
    '--listen', `127.0.0.1:${port}`, '--database', address],
  { cwd: demo.folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise(done => child.stdout.on('data', d => { if (String(d).includes('Ctrl-C')) done(); }));
  return { url: `http://127.0.0.1:${port}`, child };
}

async function commands(demo) {
  const at = ['--data', demo.data, '--database', address];

  check('no database lies in the folder', !existsSync(join(demo.data, 'quipu.db')));
  const list = await run(['credential', 'list', '--database', address]);
  const numbers = list.out.trim().split('\n');
  check('credential list', list.code === 0 && numbers.length >= 25, list.err);
  const one = await run(['credential', 'export', numbers[0], '--database', address]);
  check('credential export', one.code === 0 && JSON.parse(one.out).proof.cryptosuite === 'eddsa-rdfc-2022', one.err);
  const dids = await run(['did', 'export', '--database', address]);
  check('did export', dids.code === 0 && JSON.parse(dids.out).length === 5, dids.err);
  const doctor = await run(['doctor', ...at]);
  check('doctor says what it misses', doctor.code === 1 && /does not sync/.test(doctor.out) && /certificates looked at, all as they were/.test(doctor.out), doctor.out);
  const users = await run(['user', 'list', ...at]);
  const person = /^(\S+) /m.exec(users.out)?.[1];
  check('user list writes beside the server', users.code === 0 && /hq_officer/.test(users.out), users.err);
  const link = await run(['user', 'link', person, ...at]);
  check('user link writes beside the server', link.code === 0 && /\/sign-in\/link\//.test(link.out), link.err);
  check('init overwrites nothing', (await run(['init', ...at, '--url', 'http://x.example', '--name', 'X'])).code === 1);
  const odd = await run(['doctor', '--data', demo.data, '--database', 'mysql://x']);
  check('another kind of database is refused', odd.code === 2, odd.err);
  const away = await run(['doctor', '--data', demo.data, '--database', 'postgresql://quipu@127.0.0.1:1/none']);
  check('a server that is not there is named', away.code === 1 && /127.0.0.1/.test(away.err), away.err);

  const copy = join(demo.folder, 'copy');
  check('doctor knows of no backup', /No backup yet/.test(doctor.out), doctor.out);
  const backup = await run(['backup', copy, ...at]);
  check('backup while serving', backup.code === 0, backup.err);
  const after = await run(['doctor', ...at]);
  check('doctor knows how old the backup is', /The last backup is 0 hours old/.test(after.out), after.out);
  check('the copy is its owner\'s alone', (statSync(join(copy, 'quipu.pgdump')).mode & 0o777) === 0o600);
  check('backup overwrites nothing', (await run(['backup', copy, '--database', address])).code === 1);
  const other = await newDatabase('restored');
  const restored = await run(['restore', copy, '--database', other]);
  check('restore into an empty database', restored.code === 0 && /Put the sealing key back as DIR.seal/.test(restored.out), restored.err);
  const twice = await run(['restore', copy, '--database', other]);
  check('restore overwrites nothing', twice.code === 1 && /There is a node in this database already/.test(twice.err), twice.err);
  const nowhere = await run(['restore', copy, '--database', address.replace('/postgres', '/nowhere')]);
  check('restore into a database that is not there says so', nowhere.code === 1 && /"nowhere" does not exist/.test(nowhere.err), nowhere.err);
  const folder = await run(['restore', copy, '--data', join(demo.folder, 'new')]);
  check('a copy of a database is no copy of a folder', folder.code === 1 && /say --database/.test(folder.err), folder.err);
  const keyless = await run(['doctor', '--data', join(demo.folder, 'new'), '--database', other]);
  check('doctor finds a missing sealing key once', (keyless.out.match(/sealing key \S+ is not there/g) || []).length === 1 && !/cannot be used/.test(keyless.out), keyless.out);
  const blind = await run(['doctor', '--database', other]);
  check('doctor without a folder wants the sealing key', blind.code === 2 && /--seal FILE/.test(blind.err), blind.err);
  const same = await run(['credential', 'export', numbers[0], '--database', other]);
  check('what was restored is what was there', same.out === one.out);
  return other;
}

async function together(demo) {
  const second = await startSecond(demo);
  const here = new Client(demo.url), there = new Client(second.url);

  await there.as('centre');
  here.cookies = there.cookies;
  check('a session of one process is one of the other', (await here.get('/o/peru/people')).status === 200);
  const label = `Aula ${Date.now()}`;
  const token = await there.token('/o/pucp/codes');
  const made = await there.post('/o/pucp/codes', { label, days: '10', csrf: token });
  check('what one writes …', made.status === 200 || made.status === 303, `${made.status}`);
  check('… the other reads at once', (await here.get('/o/pucp/codes')).text.includes(label));
  second.child.kill('SIGTERM');
  const code = await new Promise(done => second.child.on('exit', done));
  check('the second process ends cleanly', code === 0, `${code}`);
}

// From the restored database to a folder, and from there to a third place.
async function move(demo, other) {
  const folder = join(demo.folder, 'moved');
  const place = `sqlite:${folder}`;
  const export1 = async where => (await run(['credential', 'list', ...where])).out;
  const before = await export1(['--database', other]);

  const busy = await run(['move', '--from', address, '--to', place]);
  check('a database that is served is not moved', busy.code === 1 && /Other processes use the database \(1\)/.test(busy.err), busy.err);
  const down = await run(['move', '--from', other, '--to', place]);
  check('move into a folder', down.code === 0 && /Moved and compared/.test(down.out), down.err);
  copyFileSync(`${demo.data}.seal`, `${folder}.seal`);
  const doctor = await run(['doctor', '--data', folder]);
  check('doctor finds the moved folder whole', doctor.code === 0, doctor.out);
  check('the same certificates are there', await export1(['--data', folder]) === before);
  const taken = await run(['move', '--from', place, '--to', other]);
  check('move overwrites no node', taken.code === 1 && /there is a node already; nothing was overwritten/.test(taken.err), taken.err);

  // Broken off wherever it was; then as if it had been before the end.
  const third = await newDatabase('third');
  const child = spawn(quipu, ['move', '--from', place, '--to', third], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), 150);
  await new Promise(done => child.on('exit', done));
  clearTimeout(timer);
  await run(['move', '--from', place, '--to', third]);
  const psql = text => program(join(bin, 'psql'), ['-q', third, '-c', text]);
  await psql('DELETE FROM setting; DELETE FROM credential');
  const half = await run(['credential', 'list', '--database', third]);
  check('half a node is served by nobody', half.code === 1 && /no node yet/.test(half.err), half.err);
  await psql("UPDATE org SET name = name || '!' WHERE kind = 'network'");
  const differs = await run(['move', '--from', place, '--to', third]);
  check('a row that differs is found', differs.code === 1 && /table org differs/.test(differs.err), differs.err);
  await psql("UPDATE org SET name = left(name, -1) WHERE kind = 'network'");
  const up = await run(['move', '--from', place, '--to', third]);
  check('move goes on where it was broken off', up.code === 0, up.err);
  const well = await run(['doctor', '--database', third, '--seal', `${folder}.seal`]);
  check('keys and certificates are whole at the third place', /opens all 5 issuing keys/.test(well.out) && /all as they were signed/.test(well.out), well.out);
  check('the same certificates are there, too', await export1(['--database', third]) === before);
}

let demo;
try {
  await cases(results, { label: 'postgresql: cases', program: quipu, store: ['--database', await newDatabase('cases')], judge: budget });
  demo = await startDemo({ store: ['--database', address] });
  demo.store = ['--database', address];
  for (const part of [requests, peer, walk]) {
    const own = new Results();
    try {
      await part(own, demo);
    } catch (e) {
      own.fail(`${part.name}: ${e.stack || e}`);
    }
    for (const line of own.lines) results.lines.push(line.replace(/^(ok|not ok|skip) /, '$1 postgresql: '));
    results.failed += own.failed;
  }
  await move(demo, await commands(demo));
  await together(demo);
  await rehearse(results);
} catch (e) {
  results.fail(`postgresql: ${e.stack || e}`);
} finally {
  if (demo) {
    const code = await demo.stop();
    check('the server ends cleanly on SIGTERM', code === 0, `exit ${code}`);
  }
}
if (process.argv[2]) writeFileSync(process.argv[2], results.text());
console.log(results.summary().replace('outside', 'outside, PostgreSQL'));
process.exit(results.failed ? 1 : 0);
