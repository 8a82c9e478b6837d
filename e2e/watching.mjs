// SPDX-License-Identifier: Apache-2.0
// watching: what an operator's tools see of a node: figures for Prometheus, in
// the form its own checker asks for, and a log of JSON objects that the number
// in each answer finds again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { freePort, quipu, run } from './server.mjs';

const metricName = /^[a-z][a-z0-9_]*$/, sample = /^([a-z_:][a-z0-9_:]*)(?:\{([^}]*)\})? (-?\d+(?:\.\d+)?)$/;
const unit = { histogram: /_seconds$/, counter: /_total$/, gauge: /_(bytes|seconds|connections|waiting|present|info)$/ };

// What is wrong with a page of figures; '' = nothing.
export function formFault(text) {
  const families = new Map(), seen = new Set();
  let family;
  if (!text.endsWith('\n')) return 'the last line has no end';
  for (const line of text.slice(0, -1).split('\n')) {
    const about = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (about?.[1] === 'HELP') {
      if (families.has(about[2])) return `${about[2]} comes twice`;
      if (!metricName.test(about[2])) return `${about[2]} is no name`;
      family = { name: about[2], samples: [] };
      families.set(about[2], family);
    } else if (about) {
      if (family?.name !== about[2] || family.type || family.samples.length) return `${line}: not behind its HELP`;
      if (!unit[about[3]]?.test(about[2])) return `${about[2]} has no unit of a ${about[3]}`;
      family.type = about[3];
    } else {
      const m = sample.exec(line);
      const base = family?.type === 'histogram' ? m?.[1].replace(/_(bucket|sum|count)$/, '') : m?.[1];
      if (!m || base !== family?.name || !family.type) return `${line}: no sample of ${family?.name}`;
      if (seen.has(`${m[1]}{${m[2]}`)) return `${line}: twice`;
      seen.add(`${m[1]}{${m[2]}`);
      if (m[2] && !/^[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*$/.test(m[2])) return `${line}: labels`;
      if (family.type !== 'gauge' && Number(m[3]) < 0) return `${line}: below nothing`;
      family.samples.push({ name: m[1], labels: m[2] || '', value: Number(m[3]) });
    }
  }
  for (const f of families.values()) {
    if (f.type !== 'histogram') continue;
    for (const s of f.samples.filter(x => x.name.endsWith('_count'))) {
      const buckets = f.samples.filter(x => x.name.endsWith('_bucket') && x.labels.startsWith(s.labels));
      if (buckets.some((b, i) => i && b.value < buckets[i - 1].value)) return `${f.name}: buckets do not grow`;
      if (!buckets.at(-1).labels.endsWith('le="+Inf"') || buckets.at(-1).value !== s.value) return `${f.name}{${s.labels}}: last bucket`;
    }
  }
  return families.size ? '' : 'nothing';
}

const ask = (port, path) => new Promise((done, bad) => http.get({ host: '127.0.0.1', port, path, agent: false }, res => {
  let text = '';
  res.on('data', d => { text += d; });
  res.on('end', () => done({ status: res.statusCode, type: res.headers['content-type'], text }));
}).on('error', bad));
const value = (page, line) => Number(page.text.split('\n').find(l => l.startsWith(`${line} `))?.split(' ').pop());

async function watch(check, port, figures, url, log) {
  const client = new Client(url), before = await ask(figures, '/metrics');
  check('figures are given in the text format', before.status === 200 && /version=0\.0\.4/.test(before.type));
  const ids = [];
  for (const path of ['/about', '/nothing/here', '/about', '/readyz']) ids.push((await client.get(path)).headers['x-request-id']);
  await client.post('/verify', { document: '{}' });
  const after = await ask(figures, '/metrics');
  check('their form is what its checker asks for', formFault(before.text) === '' && formFault(after.text) === '', formFault(after.text));
  for (const [name, text] of Object.entries({
    twice: after.text + after.text, 'without unit': after.text.replaceAll('quipu_http_refusals_total', 'quipu_http_refusals'),
    'of a strange label': after.text.replace('status="2xx"', 'status="2"xx"'), cut: after.text.slice(0, -1),
  })) check(`a page ${name} is not`, formFault(text) !== '');
  check('an answer is counted by route and class', value(after, 'quipu_http_responses_total{route="about_page",method="GET",status="2xx"}') === 2 && value(after, 'quipu_http_responses_total{route="none",method="any",status="4xx"}') === 1, after.text.slice(0, 500));
  check('the process is told of', value(after, 'process_resident_memory_bytes') > 4e6 && value(after, 'process_start_time_seconds') > 1.7e9 && value(after, 'quipu_http_connections') >= 1);
  check('a word of a stranger is no label', !after.text.includes('nothing/here'));
  check('other addresses there are none', (await ask(figures, '/')).status === 404 && (await ask(figures, '/metricsx')).status === 404);
  check('nor are there figures at the public port', (await client.get('/metrics')).status === 404);
  const idle = net.connect({ host: '127.0.0.1', port: figures });
  await new Promise(done => idle.on('connect', done));
  check('who asks nothing holds nobody up for long', (await ask(figures, '/metrics')).status === 200);
  idle.destroy();

  const lines = log().trim().split('\n').map(l => { try { return JSON.parse(l); } catch { return null; } });
  check('each line of the log is an object', lines.length >= 5 && lines.every(l => l && /^\d{4}-.*Z$/.test(l.time) && l.level && l.event), log().slice(0, 300));
  check('the number of an answer finds its line', ids.every(id => lines.filter(l => l?.id === id && l.event === 'access').length === 1), `${ids}`);
  const first = lines.find(l => l?.id === ids[0]);
  check('which has its members', first?.method === 'GET' && first.path === '/about' && first.status === 200 && first.bytes > 0, JSON.stringify(first));
}

export async function watching(results) {
  const check = (name, good, detail) => results.check(`watching: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-watch-')), data = join(folder, 'node');
  const port = await freePort(), figures = await freePort(), url = `http://localhost:${port}`;
  await run(['init', '--data', data, '--url', url, '--name', 'Red de prueba', '--lang', 'es']);
  const outside = await run(['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--metrics', `0.0.0.0:${figures}`]);
  check('figures are not for other machines', outside.code === 1 && /this machine only/.test(outside.err), outside.err);
  check('a log of another form is wrong use', (await run(['serve', '--data', data, '--log', 'xml'])).code === 2);
  const child = spawn(quipu, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--metrics', `127.0.0.1:${figures}`, '--log', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log += d; });
  const ended = new Promise(done => child.on('exit', done));
  try {
    await new Promise(done => child.stdout.once('data', done));
    await watch(check, port, figures, url, () => log);
  } finally {
    child.kill('SIGTERM');
    check('it ends with them', await ended === 0, log);
    rmSync(folder, { recursive: true, force: true });
  }
}
