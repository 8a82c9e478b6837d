// SPDX-License-Identifier: Apache-2.0
// steady: the pages of the network asked for at a steady rate, whether the
// answers come or not (an open loop): how long one waits from the moment it was
// due. By hand, against a demonstration that runs: node bench/steady.mjs URL
import http from 'node:http';
import { Client } from '../e2e/client.mjs';

const rate = 100; // a second

// Addresses of things that have numbers, from the pages that lead to them.
async function find(client, page, pattern) {
  const { text } = await client.get(page);
  return text.match(pattern)?.[0];
}

async function pagesOf(url) {
  const visitor = new Client(url), out = [];
  const add = (who, path) => { if (path) out.push({ who, path }); };
  const number = '[0-9a-z]{26}';
  for (const path of ['/es', '/es/network', '/es/register', '/es/dialogues', '/es/award', '/es/research', '/es/o/lac', '/es/o/peru', '/es/o/pucp', '/es/o/lac/visits', '/es/join?country=PE&q=uni']) add('visitor', path);
  const visit = await find(visitor, '/es/o/lac/visits', new RegExp(`/es/visits/${number}`));
  add('visitor', visit);
  add('visitor', visit && await find(visitor, visit, /\/es\/items\/\d+/));
  const dialogue = await find(visitor, '/es/dialogues', new RegExp(`/es/dialogues/${number}`));
  add('visitor', dialogue);
  add('visitor', dialogue && await find(visitor, dialogue, new RegExp(`/es/events/${number}`)));
  const agreement = await find(visitor, '/es/register', new RegExp(`/es/agreements/${number}`));
  add('visitor', agreement);
  add('visitor', agreement && await find(visitor, agreement, /\/es\/chain\/\d+/));
  add('visitor', await find(visitor, '/es/award', new RegExp(`/es/award/${number}`)));
  add('visitor', await find(visitor, '/es/research', new RegExp(`/es/research/${number}`)));
  for (const path of ['/es/work', '/es/my/follow-ups', '/es/o/lac/figures', '/es/o/lac/agreements', '/es/o/lac/record', '/es/o/lac/briefs', '/es/o/lac/applications', '/es/o/lac/recommendations']) add('region', path);
  for (const path of ['/es/o/peru/figures', '/es/o/peru/people', '/es/o/peru/certificates', '/es/o/peru/progress', '/es/o/peru/series', '/es/o/pucp/membership']) add('centre', path);
  const region = await new Client(url).as('region');
  add('region', await find(region, '/es/o/lac/briefs', new RegExp(`/es/o/lac/briefs/${number}`)));
  return out;
}

const at = (times, part) => [...times].sort((x, y) => x - y)[Math.min(times.length - 1, Math.floor(times.length * part))];

// { pages: [{ path, who, median, late (99 of 100) }], median, late, wrong }.
export async function steady(url, seconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const cookies = { visitor: '' };
  for (const who of ['region', 'centre']) {
    const c = await new Client(url).as(who);
    cookies[who] = [...c.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
  }
  const ask = page => new Promise(done => {
    const due = process.hrtime.bigint();
    const r = http.get(url + page.path, { agent, headers: { cookie: cookies[page.who] } }, answer => {
      answer.resume();
      answer.on('end', () => { page.times.push(Number(process.hrtime.bigint() - due) / 1e6); page.wrong += answer.statusCode !== 200; done(); });
    });
    r.on('error', () => { page.wrong++; done(); });
  });
  const pages = [];
  for (const page of await pagesOf(url)) {
    const seen = { ...page, times: [], wrong: 0 };
    await ask(seen); // there, and its statements prepared
    if (!seen.wrong) pages.push({ ...page, times: [], wrong: 0 });
    else console.log(`left out, not there: ${page.path}`);
  }
  const asked = [];
  const began = Date.now();
  for (let n = 0; n < rate * seconds; n++) {
    const wait = began + n * 1000 / rate - Date.now();
    if (wait > 0) await new Promise(next => setTimeout(next, wait));
    asked.push(ask(pages[n % pages.length]));
  }
  await Promise.all(asked);
  agent.destroy();
  const all = pages.flatMap(p => p.times);
  return {
    pages: pages.map(p => ({ path: p.path, who: p.who, median: at(p.times, 0.5), late: at(p.times, 0.99) })),
    median: at(all, 0.5), late: at(all, 0.99), wrong: pages.reduce((sum, p) => sum + p.wrong, 0), count: all.length,
  };
}

if (process.argv[1]?.endsWith('steady.mjs')) {
  const r = await steady(process.argv[2], Number(process.argv[3] || 20));
  for (const p of r.pages.sort((x, y) => y.late - x.late)) console.log(`${p.late.toFixed(1).padStart(8)} ms p99 ${p.median.toFixed(1).padStart(8)} ms p50  ${p.who} ${p.path}`);
  console.log(`${r.count} asked at ${rate} a second: p50 ${r.median.toFixed(1)} ms, p99 ${r.late.toFixed(1)} ms, ${r.wrong} wrong`);
}
