// SPDX-License-Identifier: Apache-2.0
// move: a country with all the people of a network comes below another region
// while a server runs: how long that takes, how long pages and writes wait
// meanwhile (an open loop: asked when they are due, whether the last has been
// answered or not), and whether all figures agree with the records behind it.
// On SQLite and on PostgreSQL, which gets the same network by `quipu move`.
//   bench/run move                         a million people, 7 GB, half an hour
//   BENCH_PEOPLE=100000 bench/run move
//   BENCH_STORE=sqlite bench/run move      only there (or postgres: only there)
//   BENCH_LARGE=FOLDER bench/run move      a network that is made already
import { spawn } from 'node:child_process';
import http from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../e2e/client.mjs';
import { rightAnswers } from '../e2e/answers.mjs';
import { fillQuiz } from '../e2e/quiz_form.mjs';
import { freePort, quipu, root, run } from '../e2e/server.mjs';
import { startPostgres } from './postgres.mjs';

const pagesAt = 20, writesAt = 10; // a second
const country = 'peru', region = 'lac', other = 'Otra región (bench)', course = '/es/learn/genai-1x/genai-foundations';

async function serve(words) {
  const port = await freePort();
  const child = spawn(quipu, ['demo', '--url', `http://localhost:${port}`, '--listen', `127.0.0.1:${port}`, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stderr.on('data', d => { out += d; });
  await new Promise((done, bad) => {
    child.stdout.on('data', d => { out += d; if (out.includes('Ctrl-C')) done(); });
    child.on('exit', () => bad(new Error(out)));
  });
  return {
    url: `http://localhost:${port}`, out: () => out,
    async stop() { const end = new Promise(done => child.on('exit', done)); child.kill('SIGTERM'); await end; },
  };
}

// Calls `ask(n)` at a steady rate until `stop()`, which gives how long each
// took from the moment it was due, in ms.
function steadily(rate, ask) {
  const times = [], open = new Set();
  let n = 0, wrong = 0, going = true;
  const began = Date.now();
  const timer = setInterval(() => {
    while (going && n < (Date.now() - began) / 1000 * rate) {
      const due = began + n / rate * 1000;
      const one = ask(n++).then(good => { wrong += !good; }, () => { wrong++; }).finally(() => { times.push(Date.now() - due); open.delete(one); });
      open.add(one);
    }
  }, 5);
  return async () => {
    going = false;
    clearInterval(timer);
    await Promise.all(open);
    times.sort((x, y) => x - y);
    return { count: times.length, wrong, median: times[times.length >> 1] ?? 0, late: times[Math.floor(times.length * 0.99)] ?? 0, worst: times.at(-1) ?? 0 };
  };
}

// A way to ask for a page, and one to write: a learner of the country hands in a
// quiz, ever again.
async function askers(server, agent) {
  const jars = {};
  for (const who of ['hq', 'centre', 'learner']) jars[who] = await new Client(server.url).as(who);
  await jars.learner.post('/series/genai-1x/enrol', { csrf: await jars.learner.token('/series/genai-1x') });
  const get = (path, who) => new Promise((done, bad) => {
    http.get(server.url + path, { agent, headers: { cookie: jars[who].cookie() } }, answer => { answer.resume(); answer.on('end', () => done(answer.statusCode === 200)); }).on('error', bad);
  });
  const lesson = `${course}/asking-well`;
  const pages = [[`/es/o/${region}`, 'hq'], ['/es/network', 'hq'], [`/es/o/${country}/people`, 'centre'], [lesson, 'learner']];
  for (const [path, who] of pages) {
    if (!await get(path, who)) throw new Error(`${path} is not there`);
  }
  const quiz = (await jars.learner.get(`${course}/quiz`)).text;
  const fields = Object.fromEntries(fillQuiz(quiz, rightAnswers(join(root, 'demo/series/genai-foundations/quiz.es.gift')), false));
  const csrf = /name="csrf" value="([^"]+)"/.exec(quiz)[1];
  return {
    page: n => get(...pages[n % pages.length]),
    write: n => jars.learner.post(`${course}/quiz`, { ...fields, csrf, number: Number(fields.number) + n }).then(r => r.status === 303),
  };
}

async function addRegion(server) {
  const hq = await new Client(server.url).as('hq');
  const made = await hq.post('/o/network/places', { csrf: await hq.token('/o/network/places'), name: other });
  if (made.status !== 303 && made.status !== 409) throw new Error(`no region: ${made.status}`);
  return /\/o\/([^/]*otra[^/"]*)"/.exec((await hq.get('/o/network/places')).text)[1];
}

async function moveIt(add, words, where, people, engine) {
  const server = await serve(words);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  try {
    const to = await addRegion(server);
    const ask = await askers(server, agent);
    const pages = steadily(pagesAt, ask.page), writes = steadily(writesAt, ask.write);
    await new Promise(done => setTimeout(done, 1000));
    const began = Date.now();
    const moved = await run(['place', 'move', country, to, ...where]);
    const took = (Date.now() - began) / 1000;
    const seen = await pages(), written = await writes();
    if (moved.code !== 0) throw new Error(moved.err);
    const [, , rights, slices, longest] = /\((\d+) ms; rights after (\d+); (\d+) slices, the longest (\d+)\)/.exec(moved.out);
    add(`a country of ${people} people moved, ${engine}`, took * 1000, 'ms', { goal: 60000, note: `rights after ${rights} ms; ${slices} slices, the longest ${longest} ms` });
    add(`slowest page meanwhile, ${engine}`, seen.worst, 'ms', { note: `${seen.count} asked, ${seen.wrong} wrong; p50 ${Math.round(seen.median)} ms, p99 ${Math.round(seen.late)} ms` });
    add(`slowest write meanwhile, ${engine}`, written.worst, 'ms', { note: `${written.count} asked, ${written.wrong} wrong; p50 ${Math.round(written.median)} ms, p99 ${Math.round(written.late)} ms` });
    const again = Date.now();
    const counted = await run(['recount', ...where]);
    add(`recount behind it, ${engine}`, Date.now() - again, 'ms', { note: counted.out.trim().split('\n').at(-1) });
    if (counted.code !== 0 || seen.wrong || written.wrong) throw new Error(`not all well: ${counted.out.slice(-2000)}`);
  } finally {
    agent.destroy();
    await server.stop();
  }
}

export async function move(add) {
  const folder = mkdtempSync(join(tmpdir(), 'quipu-move-'));
  const people = Number(process.env.BENCH_PEOPLE || 1000000);
  const store = process.env.BENCH_STORE || 'both';
  const data = process.env.BENCH_LARGE || join(folder, 'node');
  let there;
  try {
    if (!process.env.BENCH_LARGE) {
      const made = await serve(['--data', data, '--people', String(people), '--org', country]);
      console.log(/\d+ people, [^\n]*/.exec(made.out())[0]);
      await made.stop();
    }
    if (store !== 'sqlite') {
      there = await startPostgres();
      if (there.address) {
        const began = Date.now();
        const moved = await run(['move', '--from', `sqlite:${data}`, '--to', there.address]);
        if (moved.code !== 0) throw new Error(moved.err);
        const rows = Number(/compared: (\d+) rows/.exec(moved.out)[1]);
        add('the network to PostgreSQL, compared', rows / (Date.now() - began) * 1000, 'rows/s', { note: `${rows} rows` });
        await moveIt(add, ['--data', join(folder, 'elsewhere'), '--seal', `${data}.seal`, '--database', there.address], ['--database', there.address, '--data', join(folder, 'elsewhere')], people, 'PostgreSQL');
      } else {
        console.log('left out: PostgreSQL is not installed');
      }
      await there.stop();
      there = null;
    }
    if (store !== 'postgres') await moveIt(add, ['--data', data], ['--data', data], people, 'SQLite');
  } finally {
    if (there) await there.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
