// SPDX-License-Identifier: Apache-2.0
// client: requests with a jar of cookies; redirects are not followed.
import http from 'node:http';

export class Client {
  cookies = new Map();
  // `from`: an address of this machine to come from, such as 127.0.0.7.
  constructor(base, from) { this.base = new URL(base); this.from = from; }

  request(method, path, { body, headers = {} } = {}) {
    const all = { host: this.base.host, ...headers };
    if (this.cookies.size) all.cookie = this.cookie();
    if (body !== undefined) {
      all['content-type'] ??= 'application/x-www-form-urlencoded';
      all['content-length'] = Buffer.byteLength(body);
    }
    return new Promise((done, bad) => {
      const req = http.request({ host: '127.0.0.1', port: this.base.port, localAddress: this.from, method, path, headers: all }, res => {
        const pieces = [];
        res.on('data', d => { pieces.push(d); });
        res.on('end', () => {
          for (const c of res.headers['set-cookie'] || []) {
            const [, k, v] = /^([^=]+)=([^;]*)/.exec(c);
            if (v === '' || /Max-Age=0/.test(c)) this.cookies.delete(k); else this.cookies.set(k, v);
          }
          const bytes = Buffer.concat(pieces);
          done({ status: res.statusCode, headers: res.headers, bytes, text: bytes.toString() });
        });
      });
      req.on('error', bad);
      req.end(body);
    });
  }
  cookie() { return [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '); }
  get(path, headers) { return this.request('GET', path, { headers }); }
  post(path, fields, headers) {
    const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
    return this.request('POST', path, { body, headers });
  }
  async as(role) {
    const r = await this.post('/demo/sign-in', { as: role });
    if (r.status !== 303) throw new Error(`sign-in as ${role}: ${r.status}`);
    return this;
  }
  // The token of a form on a page.
  async token(path) {
    const r = await this.get(path);
    const m = /name="csrf" value="([^"]+)"/.exec(r.text);
    return m ? m[1] : '';
  }
}
