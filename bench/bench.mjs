// SPDX-License-Identifier: Apache-2.0
// bench: pages against nginx serving the same bytes (identity, keep-alive, 64
// connections, wrk -t1, interleaved, medians of 3), with statements and CPU
// seconds; quiz answers that are durable when they are answered, against one
// commit for each; certificates in batches; the same pages and
// writes on PostgreSQL; idle memory; start; bytes on the
// wire; a credential by stage.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../e2e/client.mjs';
import { freePort, quipu, root, run, startDemo } from '../e2e/server.mjs';
import { counters } from './counters.mjs';
import { writeCourses } from './courses.mjs';
import { credentials } from './credentials.mjs';
import { million } from './million.mjs';
import { move } from './move.mjs';
import { postgres } from './postgres.mjs';

const tool = name => join(root, 'build/bench', name);
const entries = [];
const seconds = Number(process.env.BENCH_SECONDS || 4);
const median = a => a.slice().sort((x, y) => x - y)[a.length >> 1];
const cpu = pid => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(f[11]) + Number(f[12])) / 100;
};

function add(name, value, unit, { against = null, ratio = null, goal = null, floor = null, note = '' } = {}) {
  // A limit of bytes, megabytes or time is one from above; others from below, of
  // the ratio where there is one that belongs to the limit.
  const measured = ratio !== null && (goal ?? floor) < 100 && !['ms', 'MB', 'bytes', 'flights'].includes(unit) ? ratio : value;
  const keeps = limit => (['ms', 'MB', 'bytes', 'flights'].includes(unit) ? measured <= limit : measured >= limit);
  const met = [floor !== null && !keeps(floor) ? 'FLOOR MISSED' : '', goal !== null && !keeps(goal) ? 'goal missed' : ''].filter(Boolean).join(', ') || (floor !== null || goal !== null ? 'met' : '');
  entries.push({ name, value, unit, against, ratio, goal, floor, met });
  const show = x => (x === null ? '' : typeof x === 'number' ? String(Math.round(x * 1000) / 1000) : x);
  console.log(`${name.padEnd(46)} ${show(value).padStart(10)} ${unit.padEnd(9)} ${(ratio === null ? '' : `ratio ${show(ratio)}`).padEnd(12)} ${floor === null ? '' : `floor ${show(floor)} `}${goal === null ? '' : `goal ${show(goal)} `}${met ? `(${met}) ` : ''}${note}`);
}

// One run of wrk; gives requests a second. `script` picks pages and sessions.
// Answers of less than half of `bytes` are no pages (a way to the sign-in page,
// say); pages differ in length.
function wrk(url, script, bytes = 0) {
  const out = execFileSync('wrk', ['-t1', '-c64', `-d${seconds}s`, ...(script ? ['-s', script] : []), url], { encoding: 'utf8' });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out);
  if (bad) throw new Error(`${url}: ${bad[1]} answers were no pages`);
  const [, count, read, unit] = /(\d+) requests in [^,]*, ([\d.]+)(\w+) read/.exec(out);
  if (Number(read) * { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 }[unit] < count * bytes / 2) throw new Error(`${url}: answers are too short to be pages`);
  return rate;
}

async function startNginx(folder, body) {
  const port = await freePort();
  mkdirSync(join(folder, 'www'), { recursive: true });
  writeFileSync(join(folder, 'www/page.html'), body);
  writeFileSync(join(folder, 'nginx.conf'), `
daemon off; worker_processes 2; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=100;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port}; root ${folder}/www; } }`);
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  await new Promise(done => setTimeout(done, 400));
  return { url: `http://127.0.0.1:${port}/page.html`, stop: () => child.kill('SIGTERM') };
}

// Interleaved rounds of a page of ours and of nginx with the same bytes.
async function against(name, folder, demo, path, body, script, limits) {
  const nginx = await startNginx(folder, body);
  const ours = [], theirs = [];
  const before = cpu(demo.pid);
  let pages = 0;
  try {
    wrk(demo.url.replace('localhost', '127.0.0.1') + path, script, body.length);
    for (let i = 0; i < 3; i++) {
      theirs.push(wrk(nginx.url));
      const rate = wrk(demo.url.replace('localhost', '127.0.0.1') + path, script, body.length);
      ours.push(rate);
      pages += rate * seconds;
    }
  } finally {
    nginx.stop();
  }
  const used = (cpu(demo.pid) - before) / (pages * 4 / 3) * 1000;
  const a = median(ours), b = median(theirs);
  add(name, a, 'req/s', { against: `nginx ${Math.round(b)} req/s, ${Buffer.byteLength(body)} bytes`, ratio: a / b, ...limits, note: `${Math.round(used * 1000) / 1000} CPU s per 1000${limits.statements ? `, ${limits.statements} statements` : ''}` });
}

// wrk's script: a thousand sessions over the lessons, at random.
function luaScript(folder, host, sessions, paths) {
  const file = join(folder, 'pages.lua');
  writeFileSync(file, `
local sessions = {${sessions.map(s => `"${s}"`).join(',')}}
local paths = {${paths.map(p => `"${p}"`).join(',')}}
math.randomseed(7)
request = function()
  local h = {["Host"] = "${host}", ["Cookie"] = sessions[math.random(#sessions)]}
  return wrk.format("GET", paths[math.random(#paths)], h)
end
`);
  return file;
}

// A demonstration with a thousand learners of fifty lessons more.
async function makeData() {
  const demo = await startDemo();
  const { courses, series, lessons } = writeCourses(join(demo.folder, 'courses'));
  const good = r => { if (r.code !== 0) throw new Error(r.err); };
  for (const dir of courses) good(await run(['import', 'course', dir, '--publish', '--data', demo.data]));
  for (const file of series) good(await run(['import', 'series', file, '--data', demo.data]));
  await demo.stop(true);
  const make = args => execFileSync(tool('bench_learners'), [demo.data, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  const sessions = make(['bench-1x', '1000']).map(token => `quipu=${token}`);
  return { folder: demo.folder, data: demo.data, lessons, sessions, waiting: make(['bench-short-1x', '10000', 'waiting']) };
}

// Statements of one page, as the log of a talkative server counts them.
async function statementsOf(data, path, cookie) {
  const port = await freePort();
  const child = spawn(quipu, ['demo', '--data', data, '--listen', `127.0.0.1:${port}`, '--verbose'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log += d; });
  await new Promise(done => child.stdout.on('data', d => { if (String(d).includes('Ctrl-C')) done(); }));
  const c = new Client(`http://localhost:${port}`);
  const answer = await c.get(path, { cookie });
  child.kill('SIGTERM');
  await new Promise(done => child.on('exit', done));
  return { statements: Number(/route=lesson_page .*statements=(\d+)/.exec(log)[1]), body: answer.text };
}

// --- durable answers ---

// A server that commits at most `group` writes together, each sync `delay` ms
// longer.
async function startServer(data, group, delay) {
  const port = await freePort();
  const child = spawn(tool('bench_server'), [data, `127.0.0.1:${port}`, String(group), String(delay)], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((done, bad) => { child.stdout.on('data', done); child.on('exit', () => bad(new Error('bench_server ended'))); });
  return {
    url: `http://localhost:${port}`, pid: child.pid,
    async stop() { const end = new Promise(done => child.on('exit', done)); child.kill('SIGTERM'); await end; },
  };
}

// wrk's script: each post sends a new attempt of the next learner.
async function quizScript(folder, server, path, sessions) {
  const learners = [];
  let fields = '';
  for (const cookie of sessions) {
    const page = (await new Client(server.url).get(path, { cookie })).text;
    learners.push({ cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page)[1] });
    if (!fields) {
      const names = new Set([...page.matchAll(/name="(q\d+)" value="(\d+)"/g)].map(m => m[1]));
      fields = [...names].map(n => `${n}=${new RegExp(`name="${n}" value="(\\d+)"`).exec(page)[1]}`).join('&');
    }
  }
  const file = join(folder, `quiz-${Math.random()}.lua`);
  writeFileSync(file, `
local cookies = {${learners.map(l => `"${l.cookie}"`).join(',')}}
local tokens = {${learners.map(l => `"${l.csrf}"`).join(',')}}
local n = os.time() * 1000000
request = function()
  n = n + 1
  local i = n % #cookies + 1
  return wrk.format("POST", "${path}", {["Host"] = "${new URL(server.url).host}", ["Cookie"] = cookies[i],
    ["Content-Type"] = "application/x-www-form-urlencoded"}, "csrf=" .. tokens[i] .. "&number=" .. string.format("%.0f", n) .. "&${fields}")
end
`);
  return file;
}

async function quizzes(made, course, delay, name, limits) {
  const path = `/es/learn/bench-1x/${course}/quiz`;
  const rates = [[], []];
  const servers = [];
  try {
    for (const group of [128, 1]) {
      const data = join(made.folder, `quiz-${course}-${delay}-${group}`);
      cpSync(made.data, data, { recursive: true });
      cpSync(`${made.data}.seal`, `${data}.seal`);
      const server = await startServer(data, group, delay);
      servers.push({ ...server, script: await quizScript(made.folder, server, path, made.sessions.slice(0, 256)), data });
    }
    for (let i = 0; i < 3; i++) {
      servers.forEach((s, k) => rates[k].push(wrk(s.url.replace('localhost', '127.0.0.1') + path, s.script)));
    }
  } finally {
    for (const s of servers) { await s.stop(); rmSync(s.data, { recursive: true, force: true }); }
  }
  const [all, one] = rates.map(median);
  if (limits.rate) add(name, all, 'posts/s', limits.rate);
  add(`${name}, together`, all / one, 'times', { against: `one commit each, ${Math.round(one)} posts/s`, ratio: all / one, ...limits.ratio, note: `${Math.round(all)} against ${Math.round(one)} posts/s` });
}

// By as many threads as the server's pool has, then by twice as many, which use
// the processors while others wait for their commit.
function certificates(made) {
  for (const threads of ['2', '4']) {
    const data = join(made.folder, `certificates-${threads}`);
    cpSync(made.data, data, { recursive: true });
    cpSync(`${made.data}.seal`, `${data}.seal`);
    const out = execFileSync(tool('bench_certificates'), [data, threads], { encoding: 'utf8', input: made.waiting.join('\n') + '\n', stdio: ['pipe', 'pipe', 'ignore'] });
    const [, done, rate, used] = /^(\d+) of \d+, (\d+) a second, ([\d.]+) us/.exec(out);
    add(`certificates in batches of 50, ${threads} at once, ${done}`, Number(rate), 'per s', { goal: 10000, floor: 5000, note: `${used} µs of processor time each` });
    rmSync(data, { recursive: true, force: true });
  }
}

async function durable(made) {
  await quizzes(made, 'bench-one', 0, 'durable quiz answers, one a post', { rate: { goal: 15000, floor: 8000 }, ratio: { goal: 5, floor: 3 } });
  await quizzes(made, 'bench-one', 5, 'the same, each sync 5 ms slower', { ratio: { goal: 25, floor: 15 } });
  await quizzes(made, 'bench-1', 0, 'durable quizzes of ten questions', { rate: {}, ratio: {} });
  certificates(made);
}

// A part that needs the learners and no other part.
async function alone(part) {
  const made = await makeData();
  try {
    await part(made);
  } finally {
    rmSync(made.folder, { recursive: true, force: true });
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'quipu-bench-'));
  const made = await makeData();
  const page = await statementsOf(made.data, made.lessons[12], made.sessions[0]);
  let demo = await startDemo({ kept: made.folder });
  try {
    const host = new URL(demo.url).host;
    await against(`lesson page, signed in (${made.lessons.length} lessons)`, folder, demo, made.lessons[0], page.body, luaScript(folder, host, made.sessions, made.lessons), { floor: 0.15, goal: 0.3, statements: page.statements });
    const verify = await new Client(demo.url).get('/verify');
    await against('public verify page', folder, demo, '/verify', verify.text, luaScript(folder, host, [''], ['/verify']), { floor: 0.25, goal: 0.4 });
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${demo.pid}/status`, 'utf8'))[1]) / 1024;
    add('memory after these pages', rss, 'MB', { goal: 64, floor: 96 });

    for (const path of ['/', '/join', '/series', '/series/genai-1x', '/network', '/verify', '/sign-in', '/come-in', '/o/peru', '/about']) {
      const r = await new Client(demo.url).request('GET', path, { headers: { 'accept-encoding': 'br' } });
      add(`on the wire: ${path}`, Number(r.headers['content-length']), 'bytes', { goal: 14000 });
    }
    await demo.stop(true);
    demo = null;

    await durable(made);
    await postgres(made, folder, { add, median, wrk, luaScript, quizScript });
    await counters({ add, median, seconds });

    // a fresh process on a kept folder
    const port = await freePort();
    const data = join(folder, 'd');
    const init = spawnSync(quipu, ['init', '--data', data, '--url', `http://localhost:${port}`, '--name', 'Bench'], { encoding: 'utf8' });
    if (init.status !== 0) throw new Error(init.stderr);
    const t0 = process.hrtime.bigint();
    const child = spawn(quipu, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
    for (;;) {
      try {
        if ((await new Client(`http://localhost:${port}`).get('/about')).status === 200) break;
      } catch { await new Promise(done => setTimeout(done, 2)); }
    }
    add('start to first answer', Number(process.hrtime.bigint() - t0) / 1e6, 'ms', { floor: 100 });
    await new Promise(done => setTimeout(done, 1500));
    const idle = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
    child.kill('SIGTERM');
    add('idle memory, fresh node', idle, 'MB', { floor: 40 });

    await credentials(add);
  } finally {
    if (demo) await demo.stop(true).catch(() => {});
    rmSync(made.folder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

const parts = {
  writes: () => alone(durable), postgres: () => alone(made => postgres(made, made.folder, { add, median, wrk, luaScript, quizScript })),
  counters: () => counters({ add, median, seconds }), credentials: () => credentials(add), million: () => million(add), move: () => move(add),
};
await (parts[process.argv[2]] || main)();
writeFileSync(join(root, 'build/bench.json'), JSON.stringify(entries, null, 1) + '\n');
