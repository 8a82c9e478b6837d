// SPDX-License-Identifier: Apache-2.0
// bench: pages against nginx serving the same bytes (identity, keep-alive, 64
// connections, wrk -t1, interleaved, medians of 3), with CPU seconds a thousand
// pages; idle memory; start; bytes on the wire; a credential by stage.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../e2e/client.mjs';
import { freePort, quipu, root, startDemo } from '../e2e/server.mjs';

const entries = [];
const seconds = Number(process.env.BENCH_SECONDS || 4);
const median = a => a.slice().sort((x, y) => x - y)[a.length >> 1];
const cpu = pid => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(f[11]) + Number(f[12])) / 100;
};

function add(name, value, unit, { against = null, ratio = null, goal = null, floor = null, note = '' } = {}) {
  entries.push({ name, value, unit, against, ratio, goal, floor });
  const show = x => (x === null ? '' : typeof x === 'number' ? String(Math.round(x * 1000) / 1000) : x);
  console.log(`${name.padEnd(46)} ${show(value).padStart(10)} ${unit.padEnd(9)} ${(ratio === null ? '' : `ratio ${show(ratio)}`).padEnd(12)} ${floor === null ? '' : `floor ${show(floor)} `}${goal === null ? '' : `goal ${show(goal)} `}${note}`);
}

// One run of wrk; gives requests a second. `script` picks pages and sessions.
function wrk(url, script) {
  const out = execFileSync('wrk', ['-t1', '-c64', `-d${seconds}s`, ...(script ? ['-s', script] : []), url], { encoding: 'utf8' });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out);
  if (bad) throw new Error(`${url}: ${bad[1]} answers were no pages`);
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
    wrk(demo.url.replace('localhost', '127.0.0.1') + path, script);
    for (let i = 0; i < 3; i++) {
      theirs.push(wrk(nginx.url));
      const rate = wrk(demo.url.replace('localhost', '127.0.0.1') + path, script);
      ours.push(rate);
      pages += rate * seconds;
    }
  } finally {
    nginx.stop();
  }
  const used = (cpu(demo.pid) - before) / (pages * 4 / 3) * 1000;
  const a = median(ours), b = median(theirs);
  add(name, a, 'req/s', { against: `nginx ${Math.round(b)} req/s, ${body.length} bytes`, ratio: a / b, ...limits, note: `${Math.round(used * 1000) / 1000} CPU s per 1000` });
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

async function lessons(demo) {
  const c = await new Client(demo.url).as('learner');
  const token = await c.token('/series/genai-1x');
  await c.post('/series/genai-1x/enrol', { csrf: token });
  const paths = [];
  for (const course of ['genai-foundations', 'genai-pedagogy', 'genai-governance', 'genai-operations', 'genai-industry']) {
    const page = (await c.get(`/es/learn/genai-1x/${course}`)).text;
    for (const m of page.matchAll(/href="(\/es\/learn\/genai-1x\/[a-z-]+\/[a-z0-9-]+)"/g)) {
      if (!m[1].endsWith('/quiz') && !paths.includes(m[1])) paths.push(m[1]);
    }
  }
  const sessions = [];
  for (let i = 0; i < 1000; i++) {
    const s = await new Client(demo.url).as('learner');
    sessions.push([...s.cookies].map(([k, v]) => `${k}=${v}`).join('; '));
  }
  return { paths, sessions, body: (await c.get(paths[0])).text };
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'quipu-bench-'));
  const demo = await startDemo();
  try {
    await new Promise(done => setTimeout(done, 1000));
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${demo.pid}/status`, 'utf8'))[1]) / 1024;

    const l = await lessons(demo);
    const host = new URL(demo.url).host;
    await against(`lesson page, signed in (${l.paths.length} lessons)`, folder, demo, l.paths[0], l.body, luaScript(folder, host, l.sessions, l.paths), { floor: 0.12, goal: 0.3 });
    const verify = await new Client(demo.url).get('/verify');
    await against('public verify page', folder, demo, '/verify', verify.text, luaScript(folder, host, [''], ['/verify']), { floor: 0.2, goal: 0.4 });

    for (const path of ['/', '/join', '/series', '/series/genai-1x', '/network', '/verify', '/sign-in', '/come-in', '/o/peru', '/about']) {
      const r = await new Client(demo.url).request('GET', path, { headers: { 'accept-encoding': 'br' } });
      add(`on the wire: ${path}`, Number(r.headers['content-length']), 'bytes', { goal: 14000 });
    }
    await demo.stop();

    // a fresh process on a kept folder
    const port = await freePort();
    const data = join(folder, 'd');
    const made = spawnSync(quipu, ['init', '--data', data, '--url', `http://localhost:${port}`, '--name', 'Bench'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
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
    add('memory after making the demonstration', rss, 'MB');

    const vc = spawnSync(join(root, 'build/vc/vc_bench'), [], { encoding: 'utf8' });
    for (const line of (vc.stdout || '').split('\n')) {
      const m = /^(\S+)\s+([\d.]+)/.exec(line);
      if (m) add(`credential: ${m[1]}`, Number(m[2]), 'µs');
    }
  } finally {
    await demo.stop().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
  writeFileSync(join(root, 'build/bench.json'), JSON.stringify(entries, null, 1) + '\n');
}

await main();
