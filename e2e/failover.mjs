// SPDX-License-Identifier: Apache-2.0
// failover: a PostgreSQL with a synchronous standby, which answers pages first
// (standby.mjs) and gives copies; then two Quipu processes behind one proxy,
// people who write; the primary is killed, the standby promoted. No write that
// was acknowledged may be lost. Started by test/with-postgres, whose server is
// the primary; writes into the file named by its argument.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { freePort, quipu, run as command, startDemo } from './server.mjs';
import { Results } from './results.mjs';
import { standby } from './standby.mjs';

const writers = 12, loadMs = Number(process.env.FAILOVER_LOAD_MS || 1500), promoteMs = 400;
const first = process.env.QUIPU_TEST_DATABASE_FOLDER, bin = process.env.QUIPU_TEST_DATABASE_BIN;
const second = mkdtempSync('/tmp/quipu-pg-');
const results = new Results();
const check = (name, good, detail) => results.check(`failover: ${name}`, good, detail);
const pause = ms => new Promise(done => setTimeout(done, ms));

// A program of PostgreSQL, as the user of its clusters.
function pg(name, ...args) {
  const command = [join(bin, name), ...args];
  const words = process.getuid() === 0 ? ['runuser', '-u', 'nobody', '--', ...command] : command;
  return new Promise((done, bad) => execFile(words[0], words.slice(1), { cwd: second }, (e, out) => (e ? bad(e) : done(out))));
}
const ask = (host, text) => pg('psql', '-h', host, '-U', 'quipu', '-d', 'postgres', '-qAtc', text);
const start = (folder, ...options) => new Promise((done, bad) => {
  const command = [join(bin, 'pg_ctl'), '-D', `${folder}/data`, '-w', '-l', `${folder}/log`, '-o', options.join(' '), 'start'];
  const words = process.getuid() === 0 ? ['runuser', '-u', 'nobody', '--', ...command] : command;
  spawn(words[0], words.slice(1), { cwd: second, stdio: 'ignore' }).on('exit', code => (code ? bad(new Error(`start: ${code}`)) : done()));
});

// A copy of the primary that follows it; commits wait for it from now on.
async function startStandby() {
  if (process.getuid() === 0) spawnSync('chown', ['nobody', second]);
  await pg('pg_basebackup', '-h', first, '-U', 'quipu', '-D', `${second}/data`, '-R', '-c', 'fast');
  await start(second, `-k ${second} -c listen_addresses='' -c max_connections=200`);
  await ask(first, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await ask(first, 'SELECT pg_reload_conf()');
}

// Requests in turn to each of the servers; 502 when one does not answer.
async function startProxy(ports) {
  let n = 0;
  const server = http.createServer((req, res) => {
    const to = http.request({ host: '127.0.0.1', port: ports[n++ % ports.length], method: req.method, path: req.url, headers: req.headers }, from => {
      res.writeHead(from.statusCode, from.headers);
      from.pipe(res);
    });
    to.on('error', () => { if (!res.headersSent) res.writeHead(502); res.end(); });
    req.pipe(to);
  });
  const port = await freePort();
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  return { port, stop: () => { server.closeAllConnections?.(); server.close(); } };
}

// Somebody who makes one code after the other and notes what was acknowledged.
async function write(client, name, state) {
  for (let n = 0; !state.ended; n++) {
    const label = `${name}-${n}`;
    state.sent++;
    const r = await client.post('/o/pucp/codes', { label, days: '10', csrf: state.csrf }).catch(() => ({ status: 0 }));
    state.statuses[r.status] = (state.statuses[r.status] || 0) + 1;
    if (r.status === 200 || r.status === 303) {
      state.kept.push(label);
      if (state.killed && !state.back) state.back = Date.now();
    } else {
      await pause(50);
    }
  }
}

// The standby stands first in the address: copies may come from it, what is
// made must go to the other. A step that was taken already cannot be rehearsed,
// which shows that its copy was there.
async function copies(demo) {
  const at = name => `postgresql://quipu@/${name}?host=${second},${first}`;
  const copy = join(demo.folder, 'copy');
  const out = await command(['backup', copy, '--database', at('postgres')]);
  await pg('createdb', '-h', first, '-U', 'quipu', 'restored');
  await pause(500);
  const back = await command(['restore', copy, '--database', at('restored')]);
  check('a copy from the standby comes back on the primary', out.code === 0 && back.code === 0, out.err + back.err);
  await pg('psql', '-h', first, '-U', 'quipu', '-d', 'restored', '-qc', 'DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)');
  await pause(500);
  await ask(second, 'SELECT pg_wal_replay_pause()'); // it never gets to see the new database
  const tried = await command(['upgrade', '--rehearse', '--database', at('restored')]);
  await ask(second, 'SELECT pg_wal_replay_resume()');
  check('a rehearsal takes place on the primary', tried.code === 1 && /step \w+ of the schema failed/.test(tried.err), tried.out + tried.err);
  check('nothing is left of it', await ask(first, "SELECT count(*) FROM pg_database WHERE datname LIKE 'quipu\\_rehearsal%'") === '0\n');
}

async function run(demo, address) {
  const port = await freePort();
  copyFileSync(`${demo.data}.seal`, join(demo.folder, 'second.seal'));
  const other = spawn(quipu, ['demo', '--data', 'second', '--listen', `127.0.0.1:${port}`, '--database', address],
    { cwd: demo.folder, stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise(done => other.stdout.on('data', d => { if (String(d).includes('Ctrl-C')) done(); }));
  const proxy = await startProxy([demo.port, port]);
  try {
    const state = { kept: [], sent: 0, statuses: {}, killed: 0, back: 0, ended: false };
    // Both processes know this host: the proxy hands it on as it came.
    const clients = Array.from({ length: writers }, () => {
      const c = new Client(demo.url);
      c.base.port = String(proxy.port);
      const request = c.request.bind(c);
      c.request = (method, path, o = {}) => request(method, path, { ...o, headers: { host: new URL(demo.url).host, ...o.headers } });
      return c;
    });
    await clients[0].as('centre');
    for (const c of clients) c.cookies = clients[0].cookies;
    state.csrf = await clients[0].token('/o/pucp/codes');

    const work = clients.map((c, i) => write(c, `w${i}`, state));
    await pause(loadMs);
    const before = state.kept.length;
    check('writes are acknowledged before', before > 0, JSON.stringify(state.statuses));
    // All of its processes end at once; nobody can go on for a moment longer.
    state.killed = Date.now();
    await pg('pg_ctl', '-D', `${first}/data`, '-m', 'immediate', '-w', 'stop');
    state.back = 0;
    await pause(promoteMs);
    await pg('pg_ctl', '-D', `${second}/data`, '-w', 'promote');
    const promoted = Date.now();
    for (let i = 0; i < 200 && !state.back; i++) await pause(50);
    await pause(loadMs);
    state.ended = true;
    await Promise.all(work);

    check('writes are acknowledged again', state.back > 0 && state.kept.length > before, JSON.stringify(state.statuses));
    const there = new Set((await ask(second, 'SELECT label FROM join_code')).split('\n'));
    const lost = state.kept.filter(l => !there.has(l));
    check('no acknowledged write is lost', lost.length === 0, `${lost.length} of ${state.kept.length}: ${lost.slice(0, 5)}`);
    check('meanwhile people are told to come again', Object.keys(state.statuses).every(s => ['200', '303', '503', '0'].includes(s)), JSON.stringify(state.statuses));
    console.log(`failover: ${state.kept.length} of ${state.sent} writes acknowledged, ${lost.length} lost; back ${state.back - state.killed} ms after the kill, ${state.back - promoted} ms after the promotion; answers ${JSON.stringify(state.statuses)}`);
  } finally {
    proxy.stop();
    other.kill('SIGTERM');
    await new Promise(done => other.on('exit', done));
  }
}

let demo;
try {
  await startStandby();
  const address = `postgresql://quipu@/postgres?host=${first},${second}`;
  demo = await startDemo({ store: ['--database', address] });
  await standby(results, demo, { first, second, ask });
  await copies(demo);
  await run(demo, address);
} catch (e) {
  results.fail(`failover: ${e.stack || e}`);
} finally {
  if (demo) await demo.stop();
  try { await pg('pg_ctl', '-D', `${second}/data`, '-m', 'immediate', '-w', 'stop'); } catch { /* it never began */ }
  rmSync(second, { recursive: true, force: true });
}
if (process.argv[2]) writeFileSync(process.argv[2], results.text());
console.log(results.summary().replace('outside', 'failover'));
process.exit(results.failed ? 1 : 0);
