// SPDX-License-Identifier: Apache-2.0
// sweep: what must hold for every route, whatever it does (routes.txt).
import { Client } from './client.mjs';

const roles = ['hq', 'region', 'centre', 'university', 'facilitator', 'learner', 'assessor', 'ministry', 'certifier'];
const isPublic = row => row.gate === 'PUBLIC';
const isOpen = row => isPublic(row) || row.gate === 'DEMO';
const needsCap = row => row.gate.startsWith('CAP_');

class Sweep {
  people = {};
  constructor(world) { this.world = world; }
  async as(role) {
    if (!roles.includes(role)) return new Client(this.world.server.url);
    if (!this.people[role]) {
      this.people[role] = await this.world.as(role);
      this.people[role].csrf = await this.people[role].token('/my/account');
    }
    return this.people[role];
  }
  async send(row, who, address, headers = {}, fields = {}) {
    const client = await this.as(who);
    const answer = row.method === 'POST' ? await client.post(address, fields, headers) : await client.get(address, headers);
    this.world.routes.note(row, address, answer);
    return answer;
  }
  check(row, what, good, detail) { this.world.check(`${row.key}: ${what}`, good, detail); }
  async status(row, what, expected, ...request) {
    const r = await this.send(row, ...request);
    this.check(row, what, r.status === expected, `${r.status}, expected ${expected}`);
    return r;
  }

  async door(row, at) {
    await this.status(row, 'another host is 421', 421, at.role, at.address, { host: 'evil.example' });
    await this.status(row, 'no host of ours with another port is 421', 421, at.role, at.address, { host: 'localhost:1' });
    const other = row.method === 'GET' ? 'POST' : 'GET';
    if (!this.world.routes.find(other, at.address)) {
      const r = await this.status({ ...row, method: other }, `${other} is 405`, 405, 'visitor', at.address);
      this.check(row, 'and 405 says what is allowed', /GET|POST/.test(r.headers.allow || ''));
    }
  }
  async signedOut(row, at) {
    if (isOpen(row)) return;
    const r = await this.status(row, 'nobody signed in is led to the sign-in', 303, 'visitor', at.address);
    const next = row.method === 'GET' ? `?next=${encodeURIComponent(at.address)}` : '';
    this.check(row, 'and back from there', r.headers.location === `/sign-in${next}`, r.headers.location);
  }
  async page(row, at) {
    const client = await this.as(at.role);
    const r = await this.status(row, 'is answered well', 200, at.role, at.address);
    const head = await client.request('HEAD', at.address);
    this.check(row, 'HEAD is the same without a body', head.status === r.status && head.text === '' && head.headers['content-type'] === r.headers['content-type'] && head.headers['content-length'] > 0, `${head.status}`);
    const html = /^text\/html/.test(r.headers['content-type']);
    this.check(row, 'nothing is sniffed, framed or run', r.headers['x-content-type-options'] === 'nosniff' && /default-src 'none'/.test(r.headers['content-security-policy']) && !/<script/.test(html ? r.text : ''));
    if (!isPublic(row) || /no-store/.test(r.headers['cache-control'])) this.check(row, 'is kept by no cache', r.headers['cache-control'] === 'no-store' && !r.headers.etag, `${r.headers['cache-control']} ${r.headers.etag}`);
    else await this.status(row, 'is 304 when it is known', 304, at.role, at.address, { 'if-none-match': r.headers.etag });
    if (!html) return;
    const es = await this.status(row, 'is there in Spanish', 200, at.role, `/es${at.address === '/' ? '' : at.address}`);
    this.check(row, 'and says so', es.headers['content-language'] === 'es' && /<html lang="es"/.test(es.text), es.headers['content-language']);
    const en = await this.send(row, at.role, at.address, { 'accept-language': 'en' });
    this.check(row, 'is English for who asks for it', en.headers['content-language'] === 'en' && /Accept-Language/.test(en.headers.vary), en.headers['content-language']);
  }
  async form(row, at) {
    const who = isOpen(row) ? 'visitor' : at.role;
    const csrf = who === 'visitor' ? {} : { csrf: (await this.as(who)).csrf };
    await this.status(row, 'a foreign Origin is 403', 403, who, at.address, { origin: 'http://evil.example' }, csrf);
    await this.status(row, 'Origin null is 403', 403, who, at.address, { origin: 'null' }, csrf);
    await this.status(row, 'a form of another site is 403', 403, who, at.address, { 'sec-fetch-site': 'cross-site' }, csrf);
    await this.status(row, 'a form of a neighbour host is 403', 403, who, at.address, { 'sec-fetch-site': 'same-site' }, csrf);
    if (row.gate === 'DEMO') return;
    const me = isPublic(row) ? 'learner' : at.role, other = me === 'hq' ? 'region' : 'hq';
    await this.status(row, 'signed in, a form without its token is 403', 403, me, at.address);
    await this.status(row, "another person's token is 403", 403, me, at.address, {}, { csrf: (await this.as(other)).csrf });
    const es = await this.send(row, me, `/es${at.address}`);
    this.check(row, 'and the refusal is in Spanish', es.status === 403 && /<html lang="es"/.test(es.text), `${es.status}`);
  }
  // Everybody at this node and at another country's.
  async rights(row, at) {
    const [, elsewhere, there] = /^(.*)=(.*)$/.exec(at.elsewhere);
    for (const [where, address, may] of [['here', at.address, at.role.split(',')], ['elsewhere', elsewhere, there.split(',')]]) {
      for (const role of roles) {
        const csrf = row.method === 'POST' ? { csrf: (await this.as(role)).csrf } : {};
        if (row.method === 'POST' && may.includes(role)) continue; /* would do it: a case's work */
        await this.status(row, `${role} ${where}`, may.includes(role) ? 200 : 403, role, address, {}, csrf);
      }
    }
  }
  async unknown(row, at) {
    const who = at.role, csrf = row.method === 'POST' && who !== 'visitor' ? { csrf: (await this.as(who)).csrf } : {};
    const parts = row.pattern.split('/'), given = at.address.split('?')[0].split('/');
    for (const [i, part] of parts.entries()) {
      if (!part.startsWith('{')) continue;
      for (const value of ['7', 'no-such-thing', '%F0%9F%A6%99', '..%2F..', "'%20OR%201=1--"]) {
        const address = given.map((p, k) => (k === i ? value : p)).join('/');
        const status = row.key === 'POST /sign-in/link/{secret}' && !value.includes('%2F') ? 409 : 404; // used or never made: nobody is told which
        await this.status(row, `${part} = ${decodeURIComponent(value)} is ${status}`, status, who, address, {}, csrf);
      }
    }
  }
  async route(row, at) {
    const first = { ...at, role: at.role === '-' ? 'visitor' : at.role.split(',')[0] };
    await this.door(row, first);
    await this.signedOut(row, first);
    if (row.method === 'GET') await this.page(row, first);
    else await this.form(row, first);
    if (needsCap(row)) await this.rights(row, at);
    await this.unknown(row, first);
  }
}

export async function sweep(world, table) {
  const s = new Sweep(world);
  for (const row of world.routes.rows) {
    const at = table.find(t => t.key === row.key);
    world.check(`${row.key} stands in routes.txt`, !!at);
    if (!at) continue;
    try {
      await s.route(row, { ...at, address: world.fill(at.address), elsewhere: world.fill(at.elsewhere) });
    } catch (e) {
      world.check(`${row.key}: swept`, false, e.message);
    }
  }
  for (const t of table) world.check(`${t.key} of routes.txt is a route`, !!world.routes.of(t.key));
}
