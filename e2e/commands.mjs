// SPDX-License-Identifier: Apache-2.0
// commands: the command line beside a running server, and what it refuses.
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { root, run } from './server.mjs';

// Write over some pages in the middle of a database.
function spoil(path) {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.alloc(16384, 0xA5), 0, 16384, 16384 * 4);
  closeSync(fd);
}

// JSON-LD from one form into another.
async function jsonLd(check, folder, file, doc) {
  const ld = (verb, ...more) => run(['ld', verb, ...more]);
  const canon = await ld('canon', file);
  check('ld canon gives the signed lines in their order', canon.code === 0 && canon.out.trim().split('\n').every((line, n, all) => line.endsWith(' .') && (!n || all[n - 1] < line)), canon.err);
  const again = async (...args) => (await run(['ld', 'canon', '-'], (await run(['ld', ...args])).out)).out;
  check('expanded, compacted and flattened it says the same', canon.out === await again('expand', file) && canon.out === await again('compact', file) && canon.out === await again('flatten', file) && canon.out === await again('nquads', file));
  const compact = await ld('compact', file);
  const keys = o => Object.keys(o).sort().join();
  check('ld compact gives a credential its own names back', compact.code === 0 && keys(JSON.parse(compact.out)) === keys(doc), compact.out.slice(0, 300));
  const quads = join(folder, 'one.nq');
  writeFileSync(quads, canon.out);
  const nodes = await ld('expand', quads);
  check('ld expand takes N-Quads too', nodes.code === 0 && JSON.parse(nodes.out).some(n => n['@id'] === doc.id), nodes.err);
  const known = await ld('compact', quads, '--context', doc['@context'][0]);
  check('ld compact takes a known address as context', known.code === 0 && JSON.parse(known.out)['@context'] === doc['@context'][0], known.err);
  const terms = join(folder, 'terms.json'), small = join(folder, 'small.json');
  writeFileSync(terms, '{"@context":{"knows":{"@id":"https://e.example/knows","@type":"@id"}}}');
  writeFileSync(small, '{"@context":"https://e.example/terms","knows":"you"}');
  const alone = await ld('expand', small);
  check('a context that nobody gave is named, with its place', alone.code === 1 && alone.err.includes('at /@context') && alone.err.includes('https://e.example/terms'), alone.err);
  const handed = await ld('expand', small, '--context-file', `https://e.example/terms=${terms}`, '--base', 'https://e.example/me/');
  check('--context-file hands it over, --base makes references whole', handed.code === 0 && JSON.parse(handed.out)[0]['https://e.example/knows'][0]['@id'] === 'https://e.example/me/you', handed.err);
  const lost = await run(['ld', 'expand', '-', '--safe'], JSON.stringify({ ...doc, '@context': doc['@context'], unheardOf: { x: 1 } }));
  check('--safe names what would be lost', lost.code === 1 && lost.out === '' && lost.err.includes('at /unheardOf'), lost.err);
  const broken = await run(['ld', 'expand', '-'], '{\n"a":1,}');
  check('what is no JSON is refused by line and column', broken.code === 1 && broken.err.includes('line 2, column 7'), broken.err);
  const wrong = await run(['ld', 'nquads', '-'], '<urn:a> <urn:b> .\n');
  check('what are no N-Quads is refused by line', wrong.code === 1 && wrong.err.includes('line 1'), wrong.err);
  check('ld refuses an unknown form, a missing file, a context where none counts', (await ld('dance', file)).code === 2 && (await ld('expand', join(folder, 'none.json'))).code === 2 && (await ld('expand', file, '--context', terms)).code === 2 && (await ld('compact', quads)).code === 2);
  const manual = await run(['help', 'ld']);
  check('help ld is a page of its own', manual.code === 0 && /--context-file URL=FILE/.test(manual.out) && /RDFC-1\.0/.test(manual.out));
}

// Organisations come in from a registry and a table.
async function directory(check, folder, demo) {
  const bring = (name, text, ...more) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return run(['import', 'directory', path, '--data', demo.data, ...more]);
  };
  const found = async q => (await fetch(`${demo.url}/join?country=PY&q=${encodeURIComponent(q)}`)).text();
  const one = (id, name, more) => ({ id: `https://ror.org/${id}`, status: 'active', types: ['education'], names: [{ value: name, types: ['ror_display'], lang: 'es' }, { value: 'Lapacho University', types: ['label'], lang: 'en' }], links: [], locations: [{ geonames_details: { name: 'Asunción', country_code: 'PY' } }], ...more });
  const dump = JSON.stringify([one('0testab27', 'Universidad del Lapacho'), one('0testac24', 'Universidad Perdida', { status: 'withdrawn' }), one('0testad21', 'Empresa Lapacho', { types: ['company'] })]);
  const first = await bring('ror.json', dump);
  check('the dump of the registry comes in beside the server', first.code === 0 && /1 added/.test(first.out) && /1 that exist no longer/.test(first.out) && (await found('lapa')).includes('Universidad del Lapacho'), first.out + first.err);
  const again = await bring('ror.json', dump);
  check('a second time it changes nothing', again.code === 0 && /1 known, nothing new/.test(again.out) && !/added/.test(again.out), again.out + again.err);
  const table = await bring('one.csv', 'name,country,city,name_en,alias\nUniversidad del Tajy,PY,Luque,Tajy University,UT|Taiy\nuniversidad del LAPACHO,PY,,,\n');
  check('a table comes in; who is known is recognised by name', table.code === 0 && /1 added/.test(table.out) && /1 known/.test(table.out) && (await found('taiy')).includes('Universidad del Tajy'), table.out + table.err);
  const wrong = await bring('wrong.csv', 'name,country,ror\nUniversidad Nueva,PY,\n,PY,\nOtra,Paraguay,\nUna,PY,0testab72\n');
  check('a table with faults is refused whole, each with its line', wrong.code === 1 && /:3: .*"name"/.test(wrong.err) && /:4: .*ISO 3166/.test(wrong.err) && /:5: "ror"/.test(wrong.err) && /nothing was imported/.test(wrong.err) && !(await found('universidad nueva')).includes('Universidad Nueva'), wrong.err);
  const cut = await bring('cut.json', dump.slice(0, -40));
  check('a dump that was cut off is refused whole', cut.code === 1 && /Download it again/.test(cut.err) && /nothing was imported/.test(cut.err), cut.err);
  check('a directory of another type exits 2', (await bring('ror.json', dump, '--type', 'school')).code === 2);
}

// An organisation comes below another, two records of somebody become one, and
// the figures go on agreeing with the records.
async function places(check, data) {
  const at = ['--data', data];
  const agrees = async what => {
    const r = await run(['recount', ...at]);
    check(`figures agree with the records ${what}`, r.code === 0 && /^\d{3,} figures of \d+ places agree/.test(r.out), r.out + r.err);
  };
  await agrees('at first');
  const corrected = await run(['place', 'correct', 'pucp', 'chile', ...at]);
  check('place correct brings a university to another country', corrected.code === 0 && /pucp is below chile/.test(corrected.out), corrected.out + corrected.err);
  await agrees('after a correction');
  const history = await run(['place', 'history', 'pucp', ...at]);
  check('place history tells a correction from a move', /today {2}chile\n.*never {2}peru {2}\(corrected\)/.test(history.out), history.out);
  const again = await run(['place', 'move', 'pucp', 'chile', ...at]);
  check('place move to where it is is refused', again.code === 1 && /there already/.test(again.err), again.err);
  const nowhere = await run(['place', 'move', 'pucp', 'atlantis', ...at]);
  check('place move to nowhere names it', nowhere.code === 1 && nowhere.err.includes("'atlantis'"), nowhere.err);
  const numbers = [];
  for (const name of ['Una Dos (demo)', 'Una Dos Tres (demo)']) {
    numbers.push(/^(\w{26}) /.exec((await run(['user', 'add', name, '--org', 'peru', ...at])).out)?.[1]);
  }
  const merged = await run(['user', 'merge', ...numbers, ...at]);
  check('user merge brings two records together', merged.code === 0 && merged.out.includes(`${numbers[0]} is ${numbers[1]}`), merged.err);
  check('the number of who went leads to who stayed', (await run(['user', 'link', numbers[0], ...at])).code === 0);
  check('user merge twice is refused', (await run(['user', 'merge', ...numbers, ...at])).code === 1);
  await agrees('after a merge');
  const country = await run(['place', 'move', 'peru', 'network', ...at]);
  check('a country comes below another place, its figures in slices', country.code === 0 && /peru is below network.*\d+ slices/.test(country.out), country.out + country.err);
  await agrees('after that');
  check('place without words exits 2', (await run(['place', ...at])).code === 2);
}

export async function commands(results, demo) {
  const check = (name, good, detail) => results.check(`cli: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-cli-'));
  const at = ['--data', demo.data];

  const list = await run(['credential', 'list', ...at]);
  const numbers = list.out.trim().split('\n').filter(Boolean);
  check('credential list gives the numbers beside a running server', list.code === 0 && numbers.length >= 25 && numbers.every(n => /^[0-9a-z]{26}$/.test(n)), `${list.code} ${numbers.length} ${list.err}`);
  const one = await run(['credential', 'export', numbers[0], ...at]);
  check('credential export gives the signed file', one.code === 0 && JSON.parse(one.out).proof.cryptosuite === 'eddsa-rdfc-2022', one.err);
  const dids = await run(['did', 'export', ...at]);
  const documents = JSON.parse(dids.out);
  check('did export gives every issuer', dids.code === 0 && documents.length === 5 && documents.every(d => d.id.startsWith('did:web:localhost%3A') && d.assertionMethod.length >= 1));
  const file = join(folder, 'one.json'), docs = join(folder, 'dids.json');
  writeFileSync(file, one.out);
  writeFileSync(docs, dids.out);

  const good = await run(['verify', file, '--did-docs', docs]);
  check('verify says true and exits 0', good.code === 0, `${good.code} ${good.out}`);
  const json = await run(['verify', file, '--did-docs', docs, '--json']);
  check('verify --json is JSON', JSON.parse(json.out) !== null);
  const unknown = await run(['verify', file]);
  check('verify without key documents cannot know and exits 1', unknown.code === 1, `${unknown.code}`);
  check('verify without a file exits 2', (await run(['verify'])).code === 2);
  check('verify of a missing file exits 2', (await run(['verify', join(folder, 'none.json')])).code === 2);

  // into pictures and out of them
  const plain = join(folder, 'plain.svg'), baked = join(folder, 'baked.svg');
  writeFileSync(plain, '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>');
  const bake = await run(['bake', plain, file, '-o', baked]);
  check('bake puts a certificate into a picture that verify takes', bake.code === 0 && (await run(['verify', baked, '--did-docs', docs])).code === 0, bake.err);
  const unbake = await run(['unbake', baked]);
  check('unbake gives the same document', unbake.code === 0 && JSON.stringify(JSON.parse(unbake.out)) === JSON.stringify(JSON.parse(one.out)), unbake.err);
  const none = await run(['unbake', plain]);
  check('unbake of a bare picture says so and exits 1', none.code === 1 && /no credential/.test(none.err), none.err);
  check('bake without -o exits 2', (await run(['bake', plain, file])).code === 2);

  const inspect = await run(['inspect', baked, '--recipient', 'nobody@example.org']);
  check('inspect tells what is in a picture, and whom it is not for', inspect.code === 0 && /kind: Open Badge/.test(inspect.out) && /carried by: SVG/.test(inspect.out) && /compared: somebody else/.test(inspect.out), inspect.out + inspect.err);

  // any change of meaning is seen
  const doc = JSON.parse(one.out);
  const changes = {
    name: d => { d.credentialSubject.identifier[0].identityHash += ' Jr'; },
    title: d => { d.credentialSubject.achievement.name += '!'; },
    date: d => { d.validFrom = '2020-01-01T00:00:00Z'; },
    issuer: d => { d.issuer.name = 'Somebody else'; },
    signature: d => { const v = d.proof.proofValue; d.proof.proofValue = v.slice(0, -1) + (v.endsWith('1') ? '2' : '1'); },
    addition: d => { d.credentialSubject.unheardOf = 'x'; },
  };
  for (const [what, change] of Object.entries(changes)) {
    const copy = structuredClone(doc);
    change(copy);
    const path = join(folder, `${what}.json`);
    writeFileSync(path, JSON.stringify(copy));
    check(`a changed ${what} is refused`, (await run(['verify', path, '--did-docs', docs])).code === 1);
  }

  await jsonLd(check, folder, file, doc);
  await directory(check, folder, demo);

  // what is asked wrongly is named
  const help = await run(['verify', '--help']);
  check('a command says what it takes', help.code === 0 && /--did-docs/.test(help.out) && !/quipu serve/.test(help.out));
  const strange = await run(['backup', 'x.db', '--publish', ...at]);
  check('an option of another command is refused by name', strange.code === 2 && strange.err.includes("'--publish'"), strange.err);
  const bare = await run(['doctor', '--data']);
  check('an option without its value is refused by name', bare.code === 2 && bare.err.includes("'--data'"), bare.err);
  const typo = await run(['veryfy']);
  check('an unknown command is refused by name', typo.code === 2 && typo.err.includes("'veryfy'"), typo.err);
  check('--version says the version', /^quipu \d/.test((await run(['--version'])).out));

  // a key in a file, without a node: made once, private, and good for every form
  const keyFile = join(folder, 'key.json'), publicFile = join(folder, 'public.json'), unsignedFile = join(folder, 'unsigned.json');
  const issuer = 'did:web:badges.example';
  const made = await run(['key', 'new', keyFile, '--issuer', issuer]);
  check('key new makes a key that only its owner may read', made.code === 0 && made.out.includes(`issuer: ${issuer}`) && (statSync(keyFile).mode & 0o777) === 0o600, made.err);
  const before = readFileSync(keyFile, 'utf8');
  check('key new overwrites nothing', (await run(['key', 'new', keyFile])).code === 1 && readFileSync(keyFile, 'utf8') === before);
  const shown = await run(['key', 'show', keyFile, '--json']);
  const published = JSON.parse(shown.out);
  check('key show --json is the document to publish', published.id === issuer && published.assertionMethod[0] === JSON.parse(before).id && !shown.out.includes('secret'), shown.err);
  writeFileSync(publicFile, shown.out);
  const unsigned = structuredClone(doc);
  delete unsigned.proof;
  delete unsigned.credentialStatus;
  unsigned.issuer.id = issuer;
  writeFileSync(unsignedFile, JSON.stringify(unsigned));
  for (const form of [[], ['--suite', 'eddsa-jcs-2022'], ['--jwt', 'badge'], ['--jwt', 'w3c']]) {
    const path = join(folder, 'issued');
    const issued = await run(['issue', '--key', keyFile, '--in', unsignedFile, ...form, '-o', path]);
    const verdict = await run(['verify', path, '--did-docs', publicFile]);
    check(`issue ${form.join(' ')} gives what verify calls true`, issued.code === 0 && verdict.code === 0, issued.err + verdict.out);
    if (form[0] === '--jwt') {
      const token = readFileSync(path, 'utf8').trim().split('.');
      check(`issue ${form.join(' ')} has three parts`, token.length === 3);
      token[1] = Buffer.from(Buffer.from(token[1], 'base64url').toString().replace('"name":"', '"name":"Dr ')).toString('base64url');
      writeFileSync(path, token.join('.'));
      check(`a changed token of ${form[1]} is refused`, (await run(['verify', path, '--did-docs', publicFile])).code === 1);
    }
  }
  for (const type of ['p256', 'p384']) {
    const own = join(folder, `${type}.json`), path = join(folder, `${type}.jwt`);
    await run(['key', 'new', own, '--type', type]);
    unsigned.issuer.id = JSON.parse(readFileSync(own, 'utf8')).controller;
    writeFileSync(unsignedFile, JSON.stringify(unsigned));
    const issued = await run(['issue', '--key', own, '--in', unsignedFile, '--jwt', 'badge', '-o', path]);
    check(`a did:key of ${type} needs no document`, issued.code === 0 && (await run(['verify', path])).code === 0, issued.err);
  }
  // keys of other programs: PEM and JWK, RSA for the one algorithm all take
  unsigned.issuer.id = issuer;
  writeFileSync(unsignedFile, JSON.stringify(unsigned));
  for (const [type, options, algorithm] of [['rsa', { modulusLength: 2048 }, 'RS256'], ['ec', { namedCurve: 'P-256' }, 'ES256'], ['ed25519', {}, 'EdDSA']]) {
    const pair = generateKeyPairSync(type, options).privateKey;
    const forms = { pem: pair.export({ type: 'pkcs8', format: 'pem' }), jwk: JSON.stringify({ ...pair.export({ format: 'jwk' }), kid: 'first' }) };
    for (const [form, text] of Object.entries(forms)) {
      const own = join(folder, `${type}.${form}`), path = join(folder, `${type}.jwt`), document = join(folder, `${type}.document`);
      writeFileSync(own, text, { mode: 0o600 });
      const listed = await run(['key', 'show', own, '--issuer', issuer, '--json']);
      writeFileSync(document, listed.out);
      const issued = await run(['issue', '--key', own, '--issuer', issuer, '--in', unsignedFile, '--jwt', 'badge', '-o', path]);
      const verdict = await run(['verify', path, '--did-docs', document]);
      const header = issued.code === 0 ? JSON.parse(Buffer.from(readFileSync(path, 'utf8').split('.')[0], 'base64url')) : {};
      check(`a key of ${type} in ${form} signs with ${algorithm} what verify calls true`, verdict.code === 0 && header.alg === algorithm && header.kid.startsWith(`${issuer}#`) && (form === 'pem' || header.kid === `${issuer}#first`), listed.err + issued.err + verdict.out);
    }
  }
  const owner = await run(['issue', '--key', join(folder, 'rsa.pem'), '--in', unsignedFile, '--jwt', 'badge']);
  check('an RSA key without an issuer is refused', owner.code === 1 && owner.err.includes('--issuer'), owner.err);
  const proof = await run(['issue', '--key', join(folder, 'rsa.pem'), '--issuer', issuer, '--in', unsignedFile]);
  check('an RSA key makes no proof, and issue says what it makes', proof.code === 1 && proof.err.includes('--jwt badge'), proof.err);
  const others = await run(['issue', '--key', keyFile, '--issuer', 'did:web:other.example', '--in', unsignedFile]);
  check('a key of one issuer is not another\'s', others.code === 1 && others.err.includes('did:web:other.example'), others.err);
  unsigned.issuer.id = 'did:web:nobody.example';
  writeFileSync(unsignedFile, JSON.stringify(unsigned));
  const wrong = await run(['issue', '--key', keyFile, '--in', unsignedFile]);
  check('issue refuses a key that is not the issuer\'s, and names file and member', wrong.code === 1 && wrong.err.includes(`${unsignedFile}, at /issuer`), wrong.err);
  unsigned.issuer.id = issuer;
  delete unsigned.credentialSubject.achievement.criteria;
  writeFileSync(unsignedFile, JSON.stringify(unsigned));
  const incomplete = await run(['issue', '--key', keyFile, '--in', unsignedFile, '--jwt', 'badge']);
  check('issue names the member that is missing', incomplete.code === 1 && /at \/credentialSubject\/achievement.*criteria/.test(incomplete.err) && incomplete.out === '', incomplete.err);
  chmodSync(keyFile, 0o644);
  check('a key that others may read is not used', (await run(['key', 'show', keyFile])).code === 1);
  check('issue of two forms at once is wrong use', (await run(['issue', '--key', keyFile, '--in', unsignedFile, '--jwt', 'w3c', '--suite', 'eddsa-jcs-2022'])).code === 2);

  // locks and marks
  const second = await run(['demo', ...at, '--listen', '127.0.0.1:1']);
  check('a second server is refused and told the process', second.code === 1 && second.err.includes(String(demo.pid)), second.err);
  const open = await run(['demo', '--data', join(folder, 'd'), '--listen', '0.0.0.0:9']);
  check('a demonstration does not listen to the world', open.code === 1 && /machine only/.test(open.err));
  const backup = join(folder, 'copy');
  const copied = await run(['backup', backup, ...at]);
  check('backup copies beside a running server', copied.code === 0 && existsSync(join(backup, 'quipu.db')), copied.err);
  check('backup overwrites nothing', (await run(['backup', backup, ...at])).code === 1);
  const busy = await run(['restore', backup, ...at]);
  check('restore into a folder in use is refused and told the process', busy.code === 1 && busy.err.includes(String(demo.pid)), busy.err);
  const back = join(folder, 'back');
  const restored = await run(['restore', backup, '--data', back]);
  check('restore makes a data folder of the copy', restored.code === 0 && restored.out.includes('back.seal'), restored.err + restored.out);
  copyFileSync(`${demo.data}.seal`, `${back}.seal`);
  const well = await run(['doctor', '--data', back]);
  check('what was restored is whole, keys and certificates included', well.code === 0, well.out + well.err);
  const alone = {
    'credential list': ['credential', 'list'], 'did export': ['did', 'export'], 'user list': ['user', 'list'],
    'key list': ['key', 'list'], backup: ['backup', join(folder, 'second')],
    'user add': ['user', 'add', 'Oficina nueva (demo)', '--role', 'observer', '--org', 'peru'],
    'import course': ['import', 'course', join(root, 'demo/series/genai-pedagogy')],
  };
  for (const [name, words] of Object.entries(alone)) {
    const r = await run([...words, '--data', back]);
    check(`${name} without a server`, r.code === 0, r.err);
  }
  await places(check, back);
  const signer = /^(\w{26}) /m.exec((await run(['key', 'list', '--data', back])).out)?.[1];
  const nobody = await run(['key', 'new', 'nobody', '--data', back]);
  check('key new for nobody says who there is', nobody.code === 1 && /'nobody' is no issuer.*key list/.test(nobody.err), nobody.out + nobody.err);
  const renewed = await run(['key', 'new', signer, '--data', back]);
  check('key new without a server', renewed.code === 0 && /signs from now on/.test(renewed.out), renewed.err);
  const same = await run(['credential', 'export', numbers[0], '--data', back]);
  check('what was restored has the certificates', same.out === one.out, same.err);
  check('restore overwrites nothing', (await run(['restore', backup, '--data', back])).code === 1);
  check('restore of what is no copy is refused', (await run(['restore', folder, '--data', join(folder, 'other')])).code === 1);
  spoil(join(backup, 'quipu.db'));
  const spoilt = await run(['restore', backup, '--data', join(folder, 'third')]);
  check('restore of a spoilt copy is refused', spoilt.code === 1 && !existsSync(join(folder, 'third', 'quipu.db')), spoilt.out + spoilt.err);
  const doctor = await run(['doctor', ...at]);
  check('doctor looks beside a running server', doctor.code === 0, `${doctor.code} ${doctor.out} ${doctor.err}`);
  const users = await run(['user', 'list', ...at]);
  check('user list through the server', users.code === 0 && /hq_officer/.test(users.out), users.err);
  const person = /^(\S+) /m.exec(users.out)?.[1];
  const link = await run(['user', 'link', person, ...at]);
  check('user link through the server', link.code === 0 && /\/sign-in\/link\//.test(link.out), link.err);

  // a real node
  const node = join(folder, 'node');
  const init = await run(['init', '--data', node, '--url', 'http://localhost:8099', '--name', 'Red de prueba']);
  check('init prints words and a one-time link', init.code === 0 && /sign-in\/link/.test(init.out) && (init.out.match(/\b[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]\b/g) || []).length === 17, init.err);
  const words = /\b(?:[a-z]{5}[ -]){16}[a-z]{5}\b/.exec(init.out)?.[0] || '';
  rmSync(`${node}.seal`);
  const lost = await run(['doctor', '--data', node]);
  check('doctor misses a lost sealing key and says what to do', lost.code === 1 && /from-words/.test(lost.out), lost.out);
  const misread = await run(['seal', 'from-words', '--data', node], words.replace(/.$/, c => (c === 'b' ? 'd' : 'b')));
  check('misread words write no sealing key', misread.code === 1 && !existsSync(`${node}.seal`), misread.err);
  const found = await run(['seal', 'from-words', '--data', node], `${words.toUpperCase()}\n`);
  check('the sealing key comes back from its words', found.code === 0 && existsSync(`${node}.seal`), found.err);
  check('a sealing key is not overwritten', (await run(['seal', 'from-words', '--data', node], words)).code === 1);
  check('the folder is private', (statSync(node).mode & 0o77) === 0 && (statSync(`${node}.seal`).mode & 0o77) === 0);
  chmodSync(join(node, 'quipu.db'), 0o644);
  const readable = await run(['doctor', '--data', node]);
  check('doctor misses a database that others may read', readable.code === 1 && /The database \S+ is open to other users \(mode 644\)\.\n +-> chmod 600/.test(readable.out), readable.out);
  chmodSync(join(node, 'quipu.db'), 0o600);
  const notFolder = join(folder, 'a-file');
  writeFileSync(notFolder, '');
  const onFile = await run(['init', '--data', notFolder, '--url', 'http://localhost:8099', '--name', 'Red']);
  check('init in the place of a file says so, and leaves no key', onFile.code === 1 && /is a file\. Name a folder/.test(onFile.err) && !existsSync(`${notFolder}.seal`), onFile.err);
  check('init twice is refused', (await run(['init', '--data', node, '--url', 'http://localhost:8099'])).code === 1);
  check('demo refuses a real node', (await run(['demo', '--data', node, '--listen', '127.0.0.1:1'])).code === 1);
  const moved = await run(['serve', '--data', node, '--url', 'https://elsewhere.example', '--listen', '127.0.0.1:1']);
  check('serve refuses another address', moved.code === 1 && /public address/.test(moved.err), moved.err);
  check('user list without a server', (await run(['user', 'list', '--data', node])).code === 0);
  const sick = await run(['doctor', '--data', node]);
  check('doctor of a fresh node', sick.code === 0, `${sick.code} ${sick.out}`);
  check('doctor names disk, clock, backup, figures', /MB are free/.test(sick.out) && /A sync takes/.test(sick.out) && /clock is not behind/.test(sick.out) && /No backup yet/.test(sick.out) && /figures of \d+ places agree/.test(sick.out), sick.out);
  const old = (Date.now() - 9 * 86400e3) / 1000;
  await run(['backup', join(folder, 'node-copy'), '--data', node]);
  check('a backup is noted', /backup is 0 hours old/.test((await run(['doctor', '--data', node])).out));
  utimesSync(join(node, 'last-backup'), old, old);
  execFileSync('sqlite3', [join(node, 'quipu.db'), "INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value, day, early) SELECT id, 'members', '2026-01', '', '', 0, 5, '2026-01-01', 0 FROM org LIMIT 1; UPDATE record SET at_ms = at_ms + 600000"]);
  const ill = await run(['doctor', '--data', node]);
  check('doctor finds an old backup, a slow clock, wrong figures, and says what to do', ill.code === 1 && /backup is 9 days old/.test(ill.out) && /clock is \d+ s behind/.test(ill.out) && /recount --repair/.test(ill.out) && (ill.out.match(/^LOOK/gm) || []).length === (ill.out.match(/^ {6}->/gm) || []).length, ill.out);
  const rehearsed = await run(['upgrade', '--rehearse', '--data', node]), upgraded = await run(['upgrade', '--data', node]);
  check('upgrade and its rehearsal know when there is nothing to do', rehearsed.code === 0 && /Nothing to do/.test(rehearsed.out) && upgraded.code === 0 && /as this program is/.test(upgraded.out), rehearsed.out + rehearsed.err + upgraded.err);
  const beside = await run(['upgrade', ...at]);
  check('upgrade does nothing beside a running server', beside.code === 1 && beside.err.includes(String(demo.pid)), beside.err);
  execFileSync('sqlite3', [join(node, 'quipu.db'), "INSERT INTO migration SELECT number + 1, '9999_of_tomorrow', hash, at_ms FROM migration ORDER BY number DESC LIMIT 1"]);
  for (const command of [['serve'], ['doctor'], ['upgrade'], ['upgrade', '--rehearse'], ['user', 'list']]) {
    const r = await run([...command, '--data', node]);
    check(`${command.join(' ')} says that the database is newer`, r.code === 1 && /newer than this program: it has step 9999_of_tomorrow/.test(r.err) && /install the newer program/.test(r.err), r.out + r.err);
  }
  check('an unknown command exits 2', (await run(['dance'])).code === 2);
  rmSync(folder, { recursive: true, force: true });
}
