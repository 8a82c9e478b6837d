// SPDX-License-Identifier: Apache-2.0
// wasm: the verifier in a browser says, word for word, what `quipu verify --json`
// says: of certificates of the demonstration, of tokens signed here by Node's
// own crypto, and of the outside signed cases where they are at hand.
import { createSign, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { root, run } from './server.mjs';

const shared = process.env.QUIPU_SHARED || join(root, '..', 'shared');
const LIMIT = 150000; // bytes, compressed
const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
if (process.getuid?.() === 0) args.push('--no-sandbox');

// A page with nothing but the verifier, under a policy of `scripts` and the
// module's own address.
async function serve(files) {
  const asked = [];
  const page = `<!doctype html><title>verify</title><script type="module">
import { Verifier } from './quipu-verify.mjs';
window.ready = Verifier.load(await fetch('./quipu-verify.wasm')).then(v => { window.verifier = v; return 'ready'; }, e => e.message);
</script>`;
  const hash = "'sha256-" + (await crypto.subtle.digest('SHA-256', new TextEncoder().encode(/<script[^>]*>([^]*)<\/script>/.exec(page)[1])).then(h => Buffer.from(h).toString('base64'))) + "'";
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    asked.push(path);
    const wasm = request.url.includes('strict') ? '' : " 'wasm-unsafe-eval'";
    const types = { mjs: 'text/javascript', wasm: 'application/wasm' };
    const name = path.slice(1);
    if (name === '') {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': `default-src 'none'; script-src 'self' ${hash}${wasm}; connect-src 'self'` });
      response.end(page);
    } else if (files[name]) {
      response.writeHead(200, { 'content-type': types[name.split('.').pop()] });
      response.end(files[name]);
    } else {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, stop: () => server.close() };
}

const base64url = x => Buffer.from(typeof x === 'string' ? x : JSON.stringify(x)).toString('base64url');

// A badge as a token of the 1EdTech form, signed by Node.
function token(alg, key, kid, badge) {
  const seconds = Date.parse(badge.validFrom) / 1000;
  const claims = { ...badge, iss: badge.issuer.id, jti: badge.id, sub: badge.credentialSubject.id, nbf: seconds };
  const input = `${base64url({ alg, kid, typ: 'JWT' })}.${base64url(claims)}`;
  const signature = alg === 'EdDSA' ? sign(null, Buffer.from(input), key)
    : createSign(alg === 'ES384' ? 'SHA384' : 'SHA256').update(input).sign({ key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

// One token for each algorithm, and the issuer's document with the keys.
function tokens() {
  const did = 'did:web:issuer.example';
  const keys = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    EdDSA: generateKeyPairSync('ed25519'),
  };
  const badge = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:6c3f8a52-0d3e-4b36-9a51-2f3f7f0c7a11',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Cord and knot — quipu ✓',
    issuer: { id: did, type: ['Profile'], name: 'Issuing office (example)' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:learner', type: ['AchievementSubject'],
      achievement: { id: 'https://issuer.example/a/1', type: ['Achievement'], name: 'Reading knots', description: 'Reads three kinds of knot.', criteria: { narrative: 'Shown to a teacher.' } },
    },
  };
  const document = { '@context': ['https://www.w3.org/ns/did/v1'], id: did, verificationMethod: [], assertionMethod: [] };
  const cases = [];
  for (const [alg, pair] of Object.entries(keys)) {
    const id = `${did}#${alg}`;
    document.verificationMethod.push({ id, type: 'JsonWebKey', controller: did, publicKeyJwk: pair.publicKey.export({ format: 'jwk' }) });
    document.assertionMethod.push(id);
    const text = token(alg, pair.privateKey, id, badge);
    const [head, body, signature] = text.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes[bytes.length >> 1] ^= 1;
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url')), name: 'Another name' })).toString('base64url');
    cases.push({ name: alg, bytes: text, want: 'verified' },
      { name: `${alg}, signature changed`, bytes: `${head}.${body}.${bytes.toString('base64url')}`, want: 'not verified' },
      { name: `${alg}, content changed`, bytes: `${head}.${other}.${signature}`, want: 'not verified' });
  }
  return { documents: JSON.stringify([document]), cases };
}

// Certificates of the demonstration, as they are and changed.
async function certificates(demo) {
  const at = ['--data', demo.data];
  const documents = (await run(['did', 'export', ...at])).out;
  const number = (await run(['credential', 'list', ...at])).out.trim().split('\n')[0];
  const text = (await run(['credential', 'export', number, ...at])).out;
  const value = JSON.parse(text).proof.proofValue;
  return {
    documents,
    cases: [
      { name: 'a certificate', bytes: text, want: 'verified' },
      { name: 'written another way', bytes: JSON.stringify(JSON.parse(text), null, 3), want: 'verified' },
      { name: 'of another title', bytes: text.replace('"achievement":{', '"achievement":{"tag":["x"],'), want: 'not verified' },
      { name: 'of another signature', bytes: text.replace(value, value.slice(0, -2) + (value.endsWith('11') ? '22' : '11')), want: 'not verified' },
      { name: 'with a word too many', bytes: text.replace('"achievement":{', '"achievement":{"unheardOf":1,'), want: 'not verified' },
      { name: 'with a name twice', bytes: text.replace('"achievement":{', '"achievement":{"name":"x",'), want: 'not verified' },
      { name: 'cut short', bytes: text.slice(0, -20), want: 'not verified' },
      { name: 'of a time before', bytes: text, now: '2001-01-01T00:00:00Z', want: 'not verified' },
      { name: 'of an unknown issuer', bytes: text, documents: null, want: 'unknown' },
      { name: 'nothing', bytes: '', want: 'not verified' },
    ],
  };
}

function outside() {
  const folder = join(shared, 'conformance/signed-cases');
  if (!existsSync(join(folder, 'cases.json'))) return null;
  const lists = {};
  for (const name of readdirSync(join(folder, 'status-lists'))) {
    const text = readFileSync(join(folder, 'status-lists', name), 'utf8');
    lists[JSON.parse(text).id] = text;
  }
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')).cases;
  return {
    documents: readFileSync(join(folder, 'controllers.json'), 'utf8'),
    lists, folder: join(folder, 'status-lists'),
    cases: cases.map(c => ({ name: c.file, bytes: readFileSync(join(folder, c.file)), now: c.now, want: c.want })),
  };
}

// All cases of a set, by the page and by the program.
async function compare(page, set, folder) {
  const bad = [];
  let equal = 0, wanted = 0;
  for (const c of set.cases) {
    const file = join(folder, 'case'), docs = join(folder, 'documents');
    const documents = c.documents === undefined ? set.documents : c.documents;
    const now = c.now || '2027-01-01T00:00:00Z';
    writeFileSync(file, c.bytes);
    writeFileSync(docs, set.documents);
    const native = await run(['verify', file, '--now', now, '--json',
      ...(documents === null ? [] : ['--did-docs', docs]), ...(set.folder ? ['--status-lists', set.folder] : [])]);
    const text = await page.evaluate(async q => {
      const bytes = Uint8Array.from(atob(q.bytes), x => x.charCodeAt(0));
      return window.verifier.verifyText(bytes, q);
    }, { bytes: Buffer.from(c.bytes).toString('base64'), documents, lists: set.lists || null, now });
    const same = text.trim() === native.out.trim();
    const result = JSON.parse(text).result;
    const right = result === c.want || c.want === 'either';
    equal += same;
    wanted += right;
    if (!same || !right) bad.push(`${c.name}: ${result}, wanted ${c.want}${same ? '' : ', and the program says otherwise'}`);
  }
  return { equal, wanted, total: set.cases.length, bad: bad.join('; ') };
}

// What became of the verifier: the page sets it once the file is fetched.
async function ready(page) {
  for (let i = 0; i < 200; i++) {
    const said = await page.evaluate(() => window.ready);
    if (said !== undefined) return said;
    await new Promise(done => setTimeout(done, 50));
  }
  return 'never';
}

export async function wasm(results, demo) {
  const check = (name, good, detail) => results.check(`wasm: ${name}`, good, detail);
  const module = readFileSync(join(root, 'build/vc/quipu-verify.wasm'));
  const size = brotliCompressSync(module).length;
  check(`the module has ${size} bytes compressed`, size <= LIMIT);
  check('the module imports nothing', WebAssembly.Module.imports(new WebAssembly.Module(module)).length === 0);

  const server = await serve({ 'quipu-verify.wasm': module, 'quipu-verify.mjs': readFileSync(join(root, 'build/vc/quipu-verify.mjs')) });
  const folder = mkdtempSync(join(tmpdir(), 'quipu-wasm-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}?strict`);
    check("without 'wasm-unsafe-eval' the page compiles nothing", /compile|policy/i.test(await ready(page)));
    await page.goto(server.url);
    check("with 'wasm-unsafe-eval' it is ready", await ready(page) === 'ready');
    server.asked.length = 0;

    for (const [name, set, total] of [['certificates of the demonstration', await certificates(demo), 10], ['tokens signed by Node', tokens(), 12]]) {
      const r = await compare(page, set, folder);
      check(`${name}: ${r.equal}/${r.total} as the program says, ${r.wanted} as wanted`, r.total === total && r.equal === total && r.wanted === total, r.bad);
    }
    const set = outside();
    if (set) {
      const r = await compare(page, set, folder);
      console.log(`suite signed-cases in the browser ${r.wanted}/${r.total}`);
      check(`signed cases: ${r.equal}/${r.total} as the program says, ${r.wanted} as wanted`, r.total === 80 && r.equal === 80 && r.wanted === 80, r.bad);
    } else {
      results.skip('wasm: the outside signed cases are not at hand');
    }

    const told = await page.evaluate(() => {
      const say = (...q) => { try { window.verifier.verifyText(...q); return ''; } catch (e) { return e.message; } };
      return [say('{}', { now: 'yesterday' }), say('{}', { documents: '{}' }), say('{}', { documents: '[' })];
    });
    check('a question that is no good is refused', told.every(t => t.startsWith('not judged: ')), told.join(' | '));
    check('a verification asks nobody', server.asked.length === 0, server.asked.join(' '));
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
