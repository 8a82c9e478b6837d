// SPDX-License-Identifier: Apache-2.0
// million: pages of a small and of a large network, by the released program:
// how long one takes, alone and while others ask, and the memory it takes.
//   bench/run million              10,000 and 1,000,000 people
//   BENCH_PEOPLE=100000 bench/run million
//   BENCH_LARGE=FOLDER bench/run million    a large one that is made already
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../e2e/client.mjs';
import { freePort, quipu } from '../e2e/server.mjs';
import { steady } from './steady.mjs';

const rounds = 41;
const seconds = Number(process.env.BENCH_SECONDS || 4);

async function serve(data, ...words) {
  const port = await freePort();
  const child = spawn(quipu, ['demo', '--data', data, '--url', `http://localhost:${port}`, '--listen', `127.0.0.1:${port}`, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stderr.on('data', d => { out += d; });
  await new Promise((done, bad) => {
    child.stdout.on('data', d => { out += d; if (out.includes('Ctrl-C')) done(); });
    child.on('exit', () => bad(new Error(out)));
  });
  return {
    url: `http://localhost:${port}`, pid: child.pid, out: () => out,
    async stop() { const end = new Promise(done => child.on('exit', done)); child.kill('SIGTERM'); await end; },
  };
}

// A network of so many people; what is made by it prints how fast that was.
async function make(folder, people, add) {
  const data = join(folder, `${people}`);
  const server = await serve(data, '--people', String(people));
  const made = /(\d+) people, (\d+) enrolments, (\d+) certificates more, in (\d+) s/.exec(server.out());
  const used = cpu(server.pid);
  await server.stop();
  add(`making ${people} people`, Math.round(people / made[4] * 60), 'a minute', { floor: people < 100000 ? null : 100000, note: `${made[2]} enrolments, ${made[3]} certificates, ${made[4]} s, ${Math.round(used)} s of processor time` });
  return data;
}

const cpu = pid => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(f[11]) + Number(f[12])) / 100;
};
const memory = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const at = (sorted, part) => sorted[Math.floor(sorted.length * part)];

// The time of a page, in ms, one asked after the other.
async function time(client, path) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const began = process.hrtime.bigint();
    const r = await client.get(path);
    if (r.status !== 200) throw new Error(`${path}: ${r.status}`);
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  times.sort((x, y) => x - y);
  return { median: at(times, 0.5), late: at(times, 0.95) };
}

// A list sheet by sheet: the times of its first sheets.
async function sheets(client, path) {
  const times = [];
  for (let next = path; next && times.length < rounds;) {
    const began = process.hrtime.bigint();
    const { text } = await client.get(next);
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    next = /href="([^"]+)" rel="next"/.exec(text)?.[1].replaceAll('&amp;', '&');
  }
  times.sort((x, y) => x - y);
  return { median: at(times, 0.5), late: at(times, 0.95) };
}

const pages = [
  ['region dashboard', 'region', '/es/o/lac'],
  ['work waiting for the region', 'region', '/es/work'],
  ['from a country to its people', 'centre', '/es/o/peru/people', true],
  ['from a country to its certificates', 'centre', '/es/o/peru/certificates'],
  ['from a country to who is under way', 'centre', '/es/o/peru/progress', true],
  ['how the questions of a country fare', 'centre', '/es/o/peru/questions'],
];

async function timesOf(server) {
  const out = {};
  for (const [name, who, path, list] of pages) {
    const client = await new Client(server.url).as(who);
    await client.get(path); // statements are prepared
    out[name] = await (list ? sheets : time)(client, path);
  }
  return out;
}

// 64 connections ask for these pages at random; the highest memory seen, then
// the same with one sign-in after the other.
async function underLoad(server, folder) {
  const cookies = {};
  for (const who of ['region', 'centre']) {
    const c = await new Client(server.url).as(who);
    cookies[who] = [...c.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
  }
  const file = join(folder, 'load.lua');
  writeFileSync(file, `
local pages = {${pages.map(([, who, path]) => `{"${path}", "${cookies[who]}"}`).join(',')}}
math.randomseed(7)
request = function()
  local p = pages[math.random(#pages)]
  return wrk.format("GET", p[1], {["Host"] = "${new URL(server.url).host}", ["Cookie"] = p[2]})
end
`);
  const seen = [];
  for (const signing of [false, true]) {
    let most = 0, going = true;
    const wrk = spawn('wrk', ['-t1', '-c64', `-d${seconds}s`, '-s', file, server.url.replace('localhost', '127.0.0.1')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise(done => wrk.on('exit', () => { going = false; done(); }));
    const watch = setInterval(() => { most = Math.max(most, memory(server.pid)); }, 20);
    const visitor = new Client(server.url);
    while (signing && going) await visitor.post('/sign-in', { name: 'nobody', password: 'nothing-of-the-kind' });
    await ended;
    clearInterval(watch);
    seen.push(most);
  }
  return seen;
}

export async function million(add) {
  const folder = mkdtempSync(join(tmpdir(), 'quipu-million-'));
  const people = Number(process.env.BENCH_PEOPLE || 1000000);
  try {
    const small = await serve(await make(folder, 10000, add));
    const before = await timesOf(small);
    await small.stop();
    const large = await serve(process.env.BENCH_LARGE || await make(folder, people, add));
    try {
      const after = await timesOf(large);
      for (const [name] of pages) {
        const { median, late } = after[name];
        add(`${name}, ${people} people`, median, 'ms', { goal: 20, floor: 50, ratio: median / before[name].median, against: `10,000 people, ${before[name].median.toFixed(1)} ms`, note: `of 10,000: ${before[name].median.toFixed(1)} ms; 19 of 20 within ${late.toFixed(1)} ms` });
      }
      const all = await steady(large.url, seconds * 5);
      for (const p of all.pages) add(`p99 at 100 a second: ${p.path.replace(/[0-9a-z]{26}|\d{6,}/g, '…')}`, p.late, 'ms', { floor: 50, note: `p50 ${p.median.toFixed(1)} ms` });
      add('p99 at 100 a second, all pages', all.late, 'ms', { floor: 50, note: `p50 ${all.median.toFixed(1)} ms; ${all.wrong} of ${all.count} wrong` });
      const [load, signing] = await underLoad(large, folder);
      add(`memory, ${people} people, 64 connections`, load, 'MB', { goal: 64, floor: 96 });
      add('the same, one sign-in after the other', signing, 'MB');
    } finally {
      await large.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
