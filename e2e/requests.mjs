// SPDX-License-Identifier: Apache-2.0
// requests: every route once good and once refused; hosts, origins, tokens,
// languages, sizes on the wire.
import { Client } from './client.mjs';
import { run } from './server.mjs';

const roles = ['hq', 'region', 'centre', 'university', 'facilitator', 'learner', 'assessor', 'ministry'];

export async function requests(results, demo) {
  const anon = new Client(demo.url);
  const check = (name, good, detail) => results.check(`http: ${name}`, good, detail);

  // public pages, both languages
  for (const path of ['/', '/about', '/network', '/join', '/series', '/series/genai-1x', '/verify', '/sign-in', '/come-in', '/o/peru', '/o/pucp', '/o/lac', '/o/network']) {
    const r = await anon.get(path);
    check(`GET ${path} is 200`, r.status === 200, `${r.status}`);
    check(`GET ${path} sets no cookie`, !r.headers['set-cookie']);
    check(`GET ${path} has the policy`, /default-src 'none'/.test(r.headers['content-security-policy'] || ''));
    const es = await anon.get(`/es${path === '/' ? '' : path}`);
    check(`GET /es${path} is Spanish`, es.status === 200 && es.headers['content-language'] === 'es' && /<html lang="es"/.test(es.text), `${es.status}`);
    check(`GET /es${path} has a heading`, /<h1/.test(es.text));
  }
  const en = await anon.get('/join', { 'accept-language': 'en-GB,en;q=0.9,es;q=0.2' });
  check('the browser\'s language is answered without redirect', en.status === 200 && en.headers['content-language'] === 'en' && /Accept-Language/.test(en.headers.vary));

  // what is not there, not allowed, not so
  check('an unknown address is 404', (await anon.get('/nowhere')).status === 404);
  check('an unknown organisation is 404', (await anon.get('/o/no-such-place')).status === 404);
  check('an unknown number is 404', (await anon.get('/certificates/00000000000000000000000000')).status === 404);
  check('another method is 405', (await anon.post('/about', {})).status === 405);
  check('PUT is 405', (await anon.request('PUT', '/')).status === 405);
  check('another host is 421', (await anon.get('/', { host: 'evil.example' })).status === 421);
  check('a foreign origin is 403', (await anon.post('/demo/sign-in', { as: 'hq' }, { origin: 'http://evil.example' })).status === 403);
  check('a cross-site form is 403', (await anon.post('/demo/sign-in', { as: 'hq' }, { 'sec-fetch-site': 'cross-site' })).status === 403);
  check('own pages need a sign-in', (await anon.get('/my')).status === 303);

  // conditional and compressed
  const first = await anon.get('/verify');
  const again = await anon.get('/verify', { 'if-none-match': first.headers.etag });
  check('a public page is 304 when it is known', again.status === 304, `${again.status}`);
  const head = await anon.request('HEAD', '/verify');
  check('HEAD answers without a body', head.status === 200 && head.text === '');
  const css = /href="(\/a\/[^"]+\.css)"/.exec(first.text)[1];
  const sheet = await anon.get(css, { 'accept-encoding': 'br' });
  check('the style is compressed and kept for ever', sheet.headers['content-encoding'] === 'br' && /immutable/.test(sheet.headers['cache-control']));

  // forms: problems at fields, typed values kept
  const bad = await anon.post('/es/join', { country: 'PE', org_name: 'Universidad <Nueva>', contact_email: 'nadie' });
  check('a wrong form is 422 and says where', bad.status === 422 && /id="f-contact_email-w"/.test(bad.text), `${bad.status}`);
  check('what was typed is kept, escaped', /value="Universidad &lt;Nueva&gt;"/.test(bad.text));
  check('an unknown application is 404', (await anon.get('/join/00000000000000000000000000')).status === 404);
  const begun = await anon.post('/join', { country: 'CL', org_name: 'Universidad de Prueba', contact_name: 'Oficina (demo)', contact_post: 'Jefatura', contact_email: 'a@example.org' });
  const draft = (begun.headers.location || '').replace(/\?.*/, '');
  check('a draft begins', begun.status === 303 && /^\/join\/[0-9a-z]{26}$/.test(draft), draft);
  const early = await anon.post(`${draft}/sign`, { how: 'click', signer_name: 'x', signer_post: 'y' });
  check('nothing is signed before all clauses are agreed to', early.status === 422 && /f-clauses/.test(early.text), `${early.status}`);
  check('the sheet to sign is for whoever has the link', (await anon.get(`${draft}/sheet`)).status === 200);
  const large = await anon.post(`${draft}/sign`, `how=click&signer_name=${'x'.repeat(7_000_000)}`).catch(() => ({ status: 413 }));
  check('a body beyond the sheet\'s limit is 413', large.status === 413, `${large.status}`);
  const nul = await anon.post('/join', 'country=PE%00');
  check('a NUL in a form is 400', nul.status === 400, `${nul.status}`);
  const utf = await anon.post('/join', 'country=%ff%fe');
  check('bad UTF-8 in a form is 400', utf.status === 400, `${utf.status}`);
  const wrong = await anon.post('/sign-in', { name: 'nobody', password: 'not this one' });
  check('a wrong password is 422 in words', wrong.status === 422 && /role="alert"/.test(wrong.text), `${wrong.status}`);

  // the matrix: who may see which page
  const pages = {
    '/o/peru/applications': ['hq', 'region', 'centre'],
    '/o/peru/people': ['hq', 'centre'],
    '/o/pucp/people': ['hq', 'centre', 'university', 'facilitator'],
    '/o/pucp/codes': ['hq', 'centre', 'university'],
    '/o/peru/series': ['hq', 'centre'],
    '/o/peru/certificates': ['hq', 'centre'],
    '/o/pucp/progress': ['centre', 'facilitator'],
    '/o/peru/questions': ['hq', 'centre', 'assessor'],
    '/o/peru/figures': ['hq', 'region', 'centre', 'ministry'],
    '/o/chile/people': ['hq'],
    '/o/chile/certificates': ['hq'],
  };
  for (const role of roles) {
    const c = await new Client(demo.url).as(role);
    check(`${role} sees /my and /work`, (await c.get('/my')).status === 200 && (await c.get('/work')).status === 200);
    for (const [page, allowed] of Object.entries(pages)) {
      const r = await c.get(page);
      check(`${role} at ${page}`, r.status === (allowed.includes(role) ? 200 : 403), `${r.status}`);
    }
    const account = await c.get('/my/account');
    check(`${role} has an account page, not stored`, account.status === 200 && account.headers['cache-control'] === 'no-store');
  }
  const ministry = await new Client(demo.url).as('ministry');
  const figures = (await ministry.get('/o/peru/figures')).text;
  check('a ministry sees no figure from 1 to 4', !/<t?d[^>]*>\s*[1-4]\s*<\/td>/.test(figures.replace(/data-l="Universi[^>]*>[^<]*/g, '')) && /no se muestra|not shown/.test(figures));
  check('a ministry sees no name', !/\(demo\)/.test(figures.replace(/<footer[\s\S]*/, '')));
  const centre = await new Client(demo.url).as('centre');
  const foreign = await centre.post('/o/peru/codes', { label: 'x', days: '10', csrf: await centre.token('/o/pucp/codes') });
  check('a country makes no codes, only its universities', foreign.status === 409, `${foreign.status}`);
  check('a poster of an unknown code says so at the field', (await centre.get('/o/pucp/codes/poster?code=0000-0000')).status === 422);
  const noToken = await centre.post('/o/pucp/codes', { label: 'x', days: '10' });
  check('a form without its token is 403', noToken.status === 403, `${noToken.status}`);
  const t1 = await centre.token('/my/account'), t2 = await centre.token('/my/account');
  check('tokens are masked anew in every answer', t1 && t1 !== t2);

  // first visit of each page with its style, on the wire
  const sheetSize = Number(sheet.headers['content-length']);
  for (const path of ['/', '/join', '/series', '/series/genai-1x', '/verify', '/sign-in', '/network']) {
    const r = await anon.request('GET', path, { headers: { 'accept-encoding': 'br' } });
    const size = Number(r.headers['content-length']) + sheetSize;
    check(`${path} with its style is within 14 kB`, size <= 14000, `${size}`);
  }

  // every route was known to this file
  const table = (await run(['routes'])).out.trim().split('\n');
  check('the route table is complete', table.length > 45 && table.every(l => !/ - /.test(l)), `${table.length}`);
}
