// SPDX-License-Identifier: Apache-2.0
// faults: a server that is killed while people write, whose disk no longer
// syncs, whose memory ends. What was acknowledged (2xx or 3xx received) is there
// when it runs again, whole. By hand, at the full count: make torture.
import { spawn } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rightAnswers } from './answers.mjs';
import { Client } from './client.mjs';
import { freePort, quipu, root, run } from './server.mjs';
import { fillQuiz } from './quiz_form.mjs';
import { Results } from './results.mjs';

const writers = 8;
// In full: half an hour of kills, an hour of points; POINTS=100000 takes all.
const few = { kills: 200, points: 8 }, full = { kills: 10000, points: 400 };
// The numbers of test/http/faulty.c.
const places = ['until', 'allocs', 'syncs', 'io_until', 'ios', 'io_error', 'io_stays'];
const pause = ms => new Promise(done => setTimeout(done, ms));
const within = (ms, work) => Promise.race([work, pause(ms).then(() => 'nothing')]);

// How far a long run is: a line each minute.
class Progress {
  began = Date.now();
  said = Date.now();
  constructor(what, all) { Object.assign(this, { what, all }); }
  say(done) {
    const now = Date.now();
    if (now - this.said < 60000) return;
    this.said = now;
    const left = Math.round((now - this.began) / done * (this.all - done) / 60000);
    console.log(`faults: ${this.what}: ${done} of ${this.all}, some ${left} minutes more`);
  }
}

// A demonstration that starts again and again in one folder, with test/http/faulty.c
// before its C library when it is told so.
class Node {
  folder = mkdtempSync(join(tmpdir(), 'quipu-faults-'));
  kept = []; // labels that were acknowledged
  serial = 0;

  async start(faulty = false) {
    this.port ??= await freePort();
    this.url = `http://localhost:${this.port}`;
    const env = { ...process.env };
    if (faulty) {
      this.faults = join(this.folder, 'faults');
      const fd = openSync(this.faults, 'w');
      writeSync(fd, Buffer.alloc(56));
      closeSync(fd);
      Object.assign(env, { LD_PRELOAD: join(root, 'build/test/http/faulty.so'), QUIPU_FAULTS: this.faults });
    }
    this.log = '';
    this.child = spawn(quipu, ['demo', '--data', 'data', '--url', this.url, '--listen', `127.0.0.1:${this.port}`],
      { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = new Promise(done => this.child.on('close', (code, signal) => { this.over = true; done(signal || code); }));
    this.over = false;
    this.child.stderr.on('data', d => { this.log += d; });
    await new Promise((done, bad) => {
      let out = '';
      this.child.stdout.on('data', d => { out += d; if (out.includes('Ctrl-C')) done(); });
      this.child.on('close', () => bad(new Error(`it did not start: ${this.log}`)));
    });
  }
  stop(signal) {
    if (!this.over) this.child.kill(signal);
    return this.ended;
  }
  // Somebody who signed in before the first kill.
  client(who = this.centre) {
    const c = new Client(this.url);
    Object.assign(c, who);
    return c;
  }
  async signIn() {
    for (const [role, page] of [['centre', '/o/pucp/codes'], ['learner', '/my/account']]) {
      const { cookies, csrf } = await new Client(this.url).as(role).then(async c => ({ cookies: c.cookies, csrf: await c.token(page) }));
      this[role] = { cookies, csrf };
    }
    await this.client(this.learner).post('/series/genai-1x/enrol', { csrf: this.learner.csrf });
  }
  // The folder as it is now, and as it was then.
  keep() { cpSync(join(this.folder, 'data'), join(this.folder, 'kept'), { recursive: true, filter: file => !file.endsWith('.sock') }); }
  putBack() {
    rmSync(join(this.folder, 'data'), { recursive: true });
    cpSync(join(this.folder, 'kept'), join(this.folder, 'data'), { recursive: true });
  }
  dropKept() { rmSync(join(this.folder, 'kept'), { recursive: true }); }
  fault(what, value) {
    const fd = openSync(this.faults, 'r+'), b = Buffer.alloc(8);
    b.writeBigInt64LE(BigInt(value));
    writeSync(fd, b, 0, 8, places.indexOf(what) * 8);
    closeSync(fd);
  }
  counted(what) {
    const fd = openSync(this.faults, 'r'), b = Buffer.alloc(8);
    readSync(fd, b, 0, 8, places.indexOf(what) * 8);
    closeSync(fd);
    return Number(b.readBigInt64LE());
  }
  // One code more: two rows and an act in the record, in one transaction.
  async write(client) {
    const label = `code-${++this.serial}`;
    const r = await client.post('/o/pucp/codes', { label, days: '10', csrf: client.csrf }).catch(() => ({ status: 0 }));
    if (r.status >= 200 && r.status < 400) this.kept.push(label);
    return r.status;
  }
  ask(text) {
    const child = spawn('sqlite3', ['-batch', `file:${join(this.folder, 'data/quipu.db')}?mode=ro`, '.timeout 5000', text], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', d => { out += d; });
    return new Promise(done => child.on('close', () => done(out.split('\n').filter(Boolean))));
  }
  // Acknowledged codes that are not there; codes without their act or the other way about.
  // `last`: among so many of the last ones alone, since all take long at the end.
  async lost(last = Infinity) {
    const kept = last < this.kept.length ? this.kept.slice(-last) : this.kept;
    const since = last < this.kept.length ? `AND id > COALESCE((SELECT id FROM join_code ORDER BY id DESC LIMIT 1 OFFSET ${last * 2}), 0)` : '';
    const there = new Set(await this.ask(`SELECT label FROM join_code WHERE label LIKE 'code-%' ${since}`));
    return kept.filter(l => !there.has(l));
  }
  async torn() {
    const [codes] = await this.ask('SELECT (SELECT COUNT(*) FROM join_code) - (SELECT COUNT(*) FROM record WHERE act = \'join_code.made\')');
    return Number(codes) - this.apart;
  }
}

async function kills(check, node, count) {
  let slowest = 0, lost = [], done = 0, answers = 0;
  const progress = new Progress('kills', count);
  for (; done < count && !lost.length; done++) {
    const began = Date.now();
    await node.start();
    slowest = Math.max(slowest, Date.now() - began);
    if (!node.centre) {
      await node.signIn();
      node.apart = 0;
      node.apart = await node.torn();
    }
    lost = done % 10 ? [] : await node.lost(done % 500 ? 2000 : Infinity);
    const state = { over: false };
    const work = Array.from({ length: writers }, async () => {
      const c = node.client();
      while (!state.over) if (!await node.write(c)) break;
    });
    // Anywhere between the first head and some fifty commits.
    await pause(5 + (done * 37) % 60);
    await node.stop('SIGKILL');
    state.over = true;
    await Promise.all(work);
    answers = node.kept.length;
    progress.say(done + 1);
  }
  await node.start();
  lost = lost.length ? lost : await node.lost();
  const doctor = await run(['doctor', '--data', join(node.folder, 'data')]);
  const whole = await node.ask('PRAGMA integrity_check');
  check(`${done} kills under load: nothing acknowledged is lost`, answers > done && lost.length === 0, `${lost.length} of ${answers}: ${lost.slice(0, 5)}`);
  check('and nothing is torn', await node.torn() === 0 && whole[0] === 'ok' && /record of acts is unbroken/.test(doctor.out), doctor.out);
  await node.stop('SIGTERM');
  console.log(`faults: ${done} kills, ${answers} writes acknowledged, ${lost.length} lost; slowest start ${slowest} ms`);
}

async function sync(check, node) {
  await node.start(true);
  const c = node.client();
  check('a write before the disk fails', await node.write(c) === 303);
  node.fault('syncs', 1);
  const began = Date.now(), status = await node.write(c), how = await within(10000, node.ended);
  check('a failed sync acknowledges nothing and ends the process at once', status === 0 && how === 'SIGABRT' && Date.now() - began < 1000, `${status} ${how} ${Date.now() - began} ms`);
  check('with one line that says so', (node.log.match(/fatal=1/g) || []).length === 1 && /sync failed/.test(node.log), node.log);
  await node.start();
  const lost = await node.lost();
  check('it recovers', lost.length === 0 && await node.torn() === 0, `${lost}`);
  await node.stop('SIGTERM');
}

// One code is made, then the server ends and writes its log back: one call of
// all these fails, or it and all behind it.
async function broken(node, error, stays, point) {
  const c = await begin(node, {});
  node.fault('io_error', error);
  node.fault('io_stays', stays);
  node.fault('io_until', point);
  const before = node.counted('ios'), status = await within(10000, node.write(c));
  const how = await within(10000, node.stop('SIGTERM')), calls = node.counted('ios') - before;
  const fatal = (node.log.match(/ fatal=1/g) || []).length;
  const good = how === 0 ? [303, 500, 503, 507].includes(status) && !fatal : how === 'SIGABRT' && fatal === 1;
  return { calls, status, ended: fatal, wrong: good ? '' : `${error} at ${point}: answer ${status}, ended by ${how}: ${node.log.slice(-300)}` };
}

async function disk(check, node, points) {
  const sum = { points: 0, ended: 0 }, statuses = {};
  for (const [name, error] of [['an I/O error', 5], ['a full disk', 28]]) {
    const { calls, status } = await broken(node, error, 0, 0);
    const wrong = [], step = Math.max(1, calls / points);
    for (const stays of [0, 1]) {
      for (let point = 1; point <= calls && wrong.length < 3; point += step) {
        const r = await broken(node, error, stays, Math.floor(point));
        if (r.wrong) wrong.push(r.wrong);
        sum.points++;
        sum.ended += r.ended;
        statuses[r.status] = (statuses[r.status] || 0) + 1;
      }
    }
    check(`${name} at ${Math.min(points, calls)} of the ${calls} calls of a write and of the end, once and for good`, status === 303 && calls > 10 && !wrong.length, `${status} ${wrong}`);
  }
  await node.start();
  const lost = await node.lost(), whole = await node.ask('PRAGMA integrity_check');
  check('nothing acknowledged is lost by it, nothing torn', lost.length === 0 && await node.torn() === 0 && whole[0] === 'ok', `${lost} ${whole}`);
  await node.stop('SIGTERM');
  console.log(`faults: disk failed at ${sum.points} points, the process ended at ${sum.ended}; answers ${JSON.stringify(statuses)}`);
}

const lesson = '/learn/genai-1x/genai-foundations/asking-well';
const get = (path, who) => ({ name: `GET ${path}`, who, act: (node, c) => c.get(path).then(r => r.status, () => 0) });

// A write that cannot be made twice: each point begins from the same folder, and
// looks at the rows and acts afterwards. `prepare` gives what is sent.
const quizPath = '/es/learn/genai-1x/genai-foundations/quiz', issuePath = '/es/o/peru/certificates';
const once = [
  {
    name: `POST ${quizPath}`, who: 'learner', path: quizPath, act: (node, c) => c.post(quizPath, c.fields).then(r => r.status, () => 0),
    fields: page => fillQuiz(page, rightAnswers(join(root, 'demo/series/genai-foundations/quiz.es.gift'))),
    rows: 'SELECT COUNT(*) FROM attempt', acts: `SELECT COUNT(*) FROM record WHERE act = 'attempt.sent'`,
  },
  {
    name: `POST ${issuePath}`, path: issuePath, act: (node, c) => c.post(issuePath, c.fields).then(r => r.status, () => 0),
    fields: page => [['enrolment', /name="enrolment" value="(\d+)"/.exec(page)[1]]],
    rows: 'SELECT COUNT(*) FROM credential', acts: `SELECT COUNT(*) FROM record WHERE act = 'credential.issued'`,
  },
].map(r => ({ ...r, usual: 303 }));

// The main routes, read and written, quick and slow.
const routes = [
  get('/'), get('/verify'), get('/o/pucp'), get('/o/peru/certificates'), get('/sign-in'), get(lesson, 'learner'), get(quizPath, 'learner'),
  { name: 'GET /o/pucp/codes/poster', act: (node, c) => c.get(node.poster).then(r => r.status, () => 0) },
  { name: 'POST /o/{org}/codes', act: (node, c) => node.write(c), usual: 303 },
  { name: `POST ${lesson}`, who: 'learner', act: (node, c) => c.post(lesson, { csrf: c.csrf }).then(r => r.status, () => 0), usual: 303 },
  { name: 'POST /sign-in', act: (node, c) => c.post('/sign-in', { name: 'nobody', password: 'nothing at all', csrf: c.csrf }).then(r => r.status, () => 0), usual: 422 },
  ...once,
  { name: 'POST /verify', act: (node, c) => c.post('/verify', { document: node.document, csrf: c.csrf }).then(r => r.status, () => 0) },
];

// A server that has begun to answer, and has not seen this route.
async function begin(node, route) {
  if (route.rows) node.putBack();
  await node.start(true);
  const c = node.client(node[route.who || 'centre']);
  await c.get('/healthz', { connection: 'close' });
  c.fields = route.sent;
  return c;
}

// Rows and acts of a write, counted in the folder.
const countOf = async (node, route) => (await node.ask(`SELECT (${route.rows}) || ' ' || (${route.acts})`))[0].split(' ').map(Number);

// What is sent to a route that cannot be called twice, and the folder it begins
// from each time.
async function prepare(node, route) {
  await node.start();
  const c = node.client(node[route.who || 'centre']);
  const { text } = await c.get(route.path);
  route.sent = [...route.fields(text), ['csrf', c.csrf]];
  await node.stop('SIGTERM');
  node.keep();
  route.before = await countOf(node, route);
}

// Is the write there, whole or not at all, and there if it was acknowledged?
async function torn(node, route, status) {
  const now = await countOf(node, route), [rows, acts] = now.map((n, i) => n - route.before[i]);
  const good = rows === acts && (rows === 1 || (rows === 0 && status !== 303));
  return good ? '' : `answer ${status}, ${rows} rows and ${acts} acts more`;
}

// The point of the route where memory ends; what came of it, if it is wrong.
async function shortOfMemory(node, route, point) {
  const c = await begin(node, route);
  node.fault('until', point);
  const status = await within(10000, route.act(node, c));
  node.fault('until', 0);
  const alive = status !== 0 && status !== 'nothing' && await c.get('/healthz').then(r => r.status === 200, () => false);
  const how = await node.stop('SIGKILL');
  const fatal = (node.log.match(/ fatal=1/g) || []).length;
  if (!alive && (how !== 'SIGABRT' || fatal !== 1)) return `answer ${status}, ended by ${how}, ${fatal} last lines: ${node.log.slice(-300)}`;
  const half = route.rows ? await torn(node, route, status) : '';
  if (half) return half;
  // A thread behind the answers (the sealer, a job) may be the one without memory.
  return !alive || how === 'SIGKILL' || (how === 'SIGABRT' && fatal === 1) ? '' : `answered, then ended by ${how}, ${fatal} last lines`;
}

async function memory(check, node, points) {
  const sum = { points: 0, ended: 0 };
  const [number] = (await run(['credential', 'list', '--data', join(node.folder, 'data')])).out.split('\n');
  node.document = (await run(['credential', 'export', number, '--data', join(node.folder, 'data')])).out;
  await node.start();
  const { csrf } = node.centre;
  node.poster = (await node.client().post('/o/pucp/codes', { label: 'Poster', days: '10', csrf })).headers.location;
  await node.stop('SIGTERM');
  for (const route of routes) {
    if (route.rows) await prepare(node, route);
    const c = await begin(node, route);
    const before = node.counted('allocs'), usual = await route.act(node, c);
    const all = node.counted('allocs') - before;
    await node.stop('SIGKILL');
    const wrong = [route.rows ? await torn(node, route, usual) : ''].filter(Boolean), step = Math.max(1, all / points), progress = new Progress(route.name, all);
    for (let at = 1; at <= all; at += step) {
      progress.say(at);
      const what = await shortOfMemory(node, route, Math.floor(at));
      sum.points++;
      sum.ended += /fatal=1/.test(node.log);
      if (what) wrong.push(`at ${Math.floor(at)}: ${what}`);
    }
    check(`${route.name} survives the end of memory at ${Math.min(points, all)} of its ${all} points`, usual === (route.usual || 200) && all > 0 && !wrong.length, `${usual} ${wrong.slice(0, 3)}`);
    if (route.rows) { node.putBack(); node.dropKept(); }
  }
  await node.start();
  const lost = await node.lost();
  check('and nothing acknowledged is lost by it', lost.length === 0 && await node.torn() === 0, `${lost}`);
  await node.stop('SIGTERM');
  console.log(`faults: memory ended at ${sum.points} points, the process at ${sum.ended} of them`);
}

export async function faults(results, demo, count = few) {
  const check = (name, good, detail) => results.check(`faults: ${name}`, good, detail);
  const node = new Node();
  try {
    await kills(check, node, count.kills);
    await sync(check, node);
    await disk(check, node, count.points);
    await memory(check, node, count.points);
  } finally {
    if (node.child && !node.over) await node.stop('SIGKILL');
    rmSync(node.folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const results = new Results();
  const asked = { kills: Number(process.env.KILLS || full.kills), points: Number(process.env.POINTS || full.points) };
  await faults(results, null, asked);
  console.log(results.summary());
  process.exit(results.failed ? 1 : 0);
}
