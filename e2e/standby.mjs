// SPDX-License-Identifier: Apache-2.0
// standby: pages read from a standby of PostgreSQL. Nobody misses what they
// wrote, nothing is older than two seconds, and a standby that stands still or
// is away is noticed by nobody. Called by failover.mjs, before its primary dies.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { freePort, quipu, run } from './server.mjs';

const pause = ms => new Promise(done => setTimeout(done, ms));
const most = 2000; // LIMIT_STANDBY_MS

async function serve(demo, words) {
  const [port, metrics] = [await freePort(), await freePort()];
  // It knows the demonstration's host, whose sessions it reads.
  const child = spawn(quipu, ['demo', '--data', demo.data, '--url', demo.url, '--listen', `127.0.0.1:${port}`, '--metrics', `127.0.0.1:${metrics}`, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log += d; });
  for (let i = 0; ; i++) {
    try { await new Client(`http://127.0.0.1:${port}`).get('/healthz'); break; } catch (e) {
      if (i === 200 || child.exitCode !== null) throw new Error(`it does not serve: ${e} ${log}`);
      await pause(50);
    }
  }
  return {
    // Somebody with these cookies.
    client(cookies = new Map()) {
      const c = new Client(demo.url);
      c.base.port = String(port);
      c.cookies = new Map(cookies);
      const request = c.request.bind(c);
      c.request = (method, path, o = {}) => request(method, path, { ...o, headers: { host: new URL(demo.url).host, ...o.headers } });
      return c;
    },
    async figure(name) {
      const { text } = await new Client(`http://127.0.0.1:${metrics}`).get('/metrics');
      return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
    },
    async stop() { const end = new Promise(done => child.on('exit', done)); child.kill('SIGTERM'); return end; },
  };
}

// `ask(host, text)` asks a server of PostgreSQL.
export async function standby(results, demo, { first, second, ask }) {
  const check = (name, good, detail) => results.check(`standby: ${name}`, good, detail);
  const database = `postgresql://quipu@/postgres?host=${first}`;
  const other = await run(['demo', '--data', demo.data, '--listen', '127.0.0.1:0', '--database', database, '--standby', `postgresql://quipu@/template1?host=${second}`]);
  check('a database that is no copy of this one is refused', other.code === 1 && /no copy of this database/.test(other.err), other.err);

  const server = await serve(demo, ['--database', database, '--standby', `postgresql://quipu@/postgres?host=${second}`]);
  try {
    const { cookies } = await new Client(demo.url).as('centre');
    const c = server.client(cookies), codes = '/o/pucp/codes';
    const csrf = await c.token(codes);
    let n = 0;
    const write = async () => {
      const label = `standby-${++n}`;
      const { status } = await c.post(codes, { label, days: '10', csrf });
      return status === 303 ? label : `not written: ${status}`;
    };
    const sees = async (client, label) => (await client.get(codes)).text.includes(label);
    const reads = () => server.figure('quipu_standby_reads_total');

    await pause(100); // until it has caught up with the place just learned
    let before = await reads();
    const statuses = await Promise.all(Array.from({ length: 40 }, () => server.client().get('/network').then(r => r.status)));
    check('it answers pages', statuses.every(s => s === 200) && await reads() - before >= 30, `${statuses} ${await reads() - before}`);

    const missing = [];
    for (let i = 0; i < 60; i++) {
      const label = await write();
      if (!await sees(c, label)) missing.push(label);
    }
    check('who writes sees it on the next page, 60 of 60', missing.length === 0, missing.join());
    await pause(most + 100);
    await c.get(codes); // learns a place
    await pause(100);
    before = await reads();
    check('and so does somebody else, on the standby', await sees(server.client(cookies), `standby-${n}`) && await reads() > before);

    await ask(second, 'SELECT pg_wal_replay_pause()');
    const still = await write();
    check('while it stands still, who writes sees it', await sees(c, still));
    await pause(most + 100);
    await server.client().get('/network'); // learns a place
    check('and two seconds later everybody', await sees(server.client(cookies), still));
    before = await reads();
    await server.client().get('/network');
    check('since it is not asked', await reads() === before);
    await ask(second, 'SELECT pg_wal_replay_resume()');
    await pause(most + 100);
    await server.client().get('/network');
    await pause(100);
    await server.client().get('/network');
    check('when it goes on it answers again', await reads() > before);

    await ask(second, 'SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = \'quipu\'');
    const after = await Promise.all(Array.from({ length: 10 }, () => server.client().get('/network').then(r => r.status)));
    check('its connections are cut: nobody notices', after.every(s => s === 200), String(after));
    console.log(`standby: ${await reads()} pages read there, ${await server.figure('quipu_standby_passed_total')} passed to the primary`);
  } finally {
    check('it ends well', await server.stop() === 0);
  }
}
