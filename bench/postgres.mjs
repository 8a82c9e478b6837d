// SPDX-License-Identifier: Apache-2.0
// postgres: the same pages and writes on PostgreSQL against SQLite, both by the
// released program on one machine, interleaved, medians of 3; flights and
// statements of some pages.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../e2e/client.mjs';
import { freePort, quipu, root, run } from '../e2e/server.mjs';

// A PostgreSQL of its own that syncs as in service, until stop() is called.
export async function startPostgres() {
  const child = spawn(join(root, 'test/with-postgres'), ['bash', '-c', 'echo "$QUIPU_TEST_DATABASE"; read -r'],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, QUIPU_TEST_DATABASE_SYNC: 'on' } });
  const ended = new Promise(done => child.on('exit', done));
  const address = await Promise.race([ended, new Promise(done => child.stdout.on('data', d => done(String(d).trim())))]);
  return { address: typeof address === 'string' && address.startsWith('postgresql:') ? address : null, async stop() { child.stdin.end('\n'); await ended; } };
}

async function serve(words) {
  const port = await freePort();
  const child = spawn(quipu, ['demo', '--listen', `127.0.0.1:${port}`, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log = (log + d).slice(-100000); });
  await new Promise((done, bad) => {
    child.stdout.on('data', d => { if (String(d).includes('Ctrl-C')) done(); });
    child.on('exit', () => bad(new Error(log)));
  });
  return {
    url: `http://localhost:${port}`, log: () => log,
    async stop() { const end = new Promise(done => child.on('exit', done)); child.kill('SIGTERM'); await end; },
  };
}

async function countFlights(place, made, add) {
  const server = await serve([...place, '--verbose']);
  try {
    const learner = new Client(server.url), centre = await new Client(server.url).as('centre');
    const pages = [['home_page', '/', learner], ['lesson_page', made.lessons[12], learner], ['org_page', '/o/peru', centre], ['people_page', '/o/peru/people', centre], ['issue_page', '/o/peru/certificates', centre], ['codes_page', '/o/pucp/codes', centre]];
    for (const [route, path, client] of pages) {
      const headers = client === learner ? { cookie: made.sessions[0] } : {};
      await client.get(path, headers); // statements are prepared
      await client.get(path, headers);
      const [, statements, flights] = new RegExp(`.*route=${route} [^\\n]*statements=(\\d+) flights=(\\d+)`, 's').exec(server.log());
      add(`flights on PostgreSQL: ${path}`, Number(flights), 'flights', { goal: 4, note: `${statements} statements` });
    }
  } finally {
    await server.stop();
  }
}

// tools: { add, median, wrk, luaScript, quizScript } of bench.mjs.
export async function postgres(made, folder, { add, median, wrk, luaScript, quizScript }) {
  const server = await startPostgres();
  if (!server.address) { console.log('left out: PostgreSQL is not installed'); return; }
  const elsewhere = ['--data', join(folder, 'elsewhere'), '--seal', `${made.data}.seal`, '--database', server.address];
  const running = [];
  try {
    const began = Date.now();
    const moved = await run(['move', '--from', `sqlite:${made.data}`, '--to', server.address]);
    if (moved.code !== 0) throw new Error(moved.err);
    const rows = Number(/compared: (\d+) rows/.exec(moved.out)[1]);
    add('move to PostgreSQL, compared', rows / (Date.now() - began) * 1000, 'rows/s', { note: `${rows} rows` });
    await countFlights(elsewhere, made, add);

    running.push(await serve(['--data', made.data]), await serve(elsewhere));
    const path = '/es/learn/bench-1x/bench-one/quiz';
    const pages = [], quizzes = [];
    for (const s of running) {
      const at = s.url.replace('localhost', '127.0.0.1');
      const own = mkdtempSync(join(folder, 'store-')); // the script names the host
      const lessons = luaScript(own, new URL(s.url).host, made.sessions, made.lessons);
      const posts = await quizScript(folder, s, path, made.sessions.slice(0, 256));
      const rates = [[], []];
      pages.push(rates[0]);
      quizzes.push(rates[1]);
      Object.assign(s, {
        page: () => rates[0].push(wrk(at + made.lessons[0], lessons)),
        quiz: () => rates[1].push(wrk(at + path, posts)),
      });
    }
    for (let i = 0; i < 3; i++) {
      for (const s of running) s.page();
      for (const s of running) s.quiz();
    }
    for (const [name, unit, [sqlite, pg]] of [['lesson page', 'req/s', pages.map(median)], ['durable quiz answers', 'posts/s', quizzes.map(median)]]) {
      add(`${name} on PostgreSQL`, pg, unit, { against: `SQLite ${Math.round(sqlite)} ${unit}`, ratio: pg / sqlite, note: `SQLite ${Math.round(sqlite)}` });
    }
  } finally {
    for (const s of running) await s.stop();
    await server.stop();
  }
}
