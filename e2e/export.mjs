// SPDX-License-Identifier: Apache-2.0
// export: everything a place owns, taken out from its page and by the command
// line, read back here without any code of ours, and compared with the pages.
// By hand: node e2e/export.mjs
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { Client } from './client.mjs';
import { Results } from './results.mjs';
import { run, startDemo } from './server.mjs';

// The files of an archive by their list at its end (PKWARE APPNOTE 4.3).
export function unzip(b) {
  const end = b.lastIndexOf(Buffer.from('PK\x05\x06'));
  const files = {};
  let at = b.readUInt32LE(end + 16);
  for (let i = 0; i < b.readUInt16LE(end + 10); i++) {
    const [packed, size, nameLen, extra, note, local] = [b.readUInt32LE(at + 20), b.readUInt32LE(at + 24), b.readUInt16LE(at + 28), b.readUInt16LE(at + 30), b.readUInt16LE(at + 32), b.readUInt32LE(at + 42)];
    const name = b.toString('utf8', at + 46, at + 46 + nameLen);
    const data = local + 30 + b.readUInt16LE(local + 26) + b.readUInt16LE(local + 28);
    const bytes = inflateRawSync(b.subarray(data, data + packed));
    if (bytes.length !== size || name in files) throw new Error(`${name} is not what the list says`);
    files[name] = bytes;
    at += 46 + nameLen + extra + note;
  }
  return files;
}

// RFC 4180, to the letter: rows of cells.
export function readCsv(text) {
  const rows = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++];
    }
    rows.at(-1).push(cell);
    if (text[at] === ',') at++;
    else if (text.slice(at, at + 2) === '\r\n') { at += 2; rows.push([]); } else throw new Error(`neither comma nor line end at ${at}: ${text.slice(at, at + 20)}`);
  }
  rows.pop();
  return rows;
}

async function download(client, place, token = true) {
  const asked = await client.post(`/es/o/${place}/export`, token ? { csrf: await client.token(`/o/${place}/export`) } : {});
  const answer = await client.get(asked.headers.location ?? '/');
  return { asked, answer, bytes: answer.bytes };
}

function compare(check, files, tables) {
  const sums = files.SHA256SUMS.toString().trimEnd().split('\n').map(l => l.split('  '));
  check('each file has its sum', sums.length === Object.keys(files).length - 1 && sums.every(([sum, name]) => createHash('sha256').update(files[name]).digest('hex') === sum));
  const readme = files['README.txt'].toString();
  for (const { name, rows, left_out: leftOut } of tables) {
    if (leftOut) { check(`${name} is left out, and said so`, !(`${name}.csv` in files) && readme.includes(`- ${name}:`)); continue; }
    const csv = readCsv(files[`${name}.csv`].toString()), json = JSON.parse(files[`${name}.json`]);
    const [head, ...body] = csv;
    const plain = v => (v === null ? '' : String(v)), guarded = s => (/^[=+@\t\r-]/.test(s) ? `'${s}` : s);
    check(`${name}: ${rows} rows, the same as CSV and JSON`, body.length === rows && json.length === rows
      && body.every((r, i) => r.length === head.length && head.every((h, k) => r[k] === (typeof json[i][h] === 'string' ? guarded(json[i][h]) : plain(json[i][h])))));
  }
}

// `store`: further words for the command line (where the database is).
export async function exporting(results, demo, store = []) {
  const at = ['--data', demo.data, ...store];
  const check = (name, good, detail) => results.check(`export: ${name}`, good, detail);
  const [hq, region, university, learner] = await Promise.all(['hq', 'region', 'university', 'learner'].map(r => new Client(demo.url).as(r)));

  // hostile text, and a paper
  await hq.post('/o/pucp/visits/new', { csrf: await hq.token('/o/pucp/visits/new'), title: '=HYPERLINK("http://evil.example")', guest: 'Universidad, "con comas"', from_date: '2026-01-12', minutes: 'Acta\nreservada', remarks: '@secreto', is_public: '1' });

  const mine = await download(university, 'pucp');
  check('a coordinator gets an archive', mine.answer.status === 200 && mine.answer.headers['content-type'] === 'application/zip' && /attachment; filename="quipu-pucp-/.test(mine.answer.headers['content-disposition']), `${mine.answer.status}`);
  check('it is as long as it was said to be, and kept by no cache', Number(mine.answer.headers['content-length']) === mine.bytes.length && mine.answer.headers['cache-control'] === 'no-store');
  const files = unzip(mine.bytes), contents = JSON.parse(files['contents.json']);
  const rows = Object.fromEntries(contents.tables.map(t => [t.name, t.rows]));
  compare(check, files, contents.tables);
  check('the README is in the reader\'s language', files['README.txt'].toString().includes('Todo lo que es de este lugar'));
  check('a text that spreadsheets would run does not begin as one', files['visits.csv'].toString().includes(`"'=HYPERLINK(""http://evil.example"")"`));
  check('minutes and remarks are not a coordinator\'s', !files['visits.json'].toString().includes('reservada') && !files['visits.json'].toString().includes('@secreto'));
  check('what others own is not in it', !files['organisations.csv'].toString().includes('uchile') && !files['people.csv'].toString().includes(',unmsm,'));

  // the same numbers as the pages
  const people = (await university.get('/es/o/pucp/people')).text;
  const current = JSON.parse(files['people.json']).filter(p => p.to_date === null);
  check('as many people as on the page', (people.match(/<tr role="row">/g).length - 1) === current.length, `${current.length}`);
  const issued = (await university.get('/es/o/pucp/certificates')).text;
  const numbers = [...new Set([...issued.matchAll(/\/certificates\/([0-9a-z]{26})/g)].map(m => m[1]))];
  check('the certificates of the page', rows.certificates > 0 && numbers.length === rows.certificates && numbers.every(n => `certificates/${n}.json` in files), `${numbers.length} ${rows.certificates}`);
  const signed = files[`certificates/${numbers[0]}.json`];
  check('each as it was signed', JSON.parse(signed).proof.cryptosuite === 'eddsa-rdfc-2022');
  writeFileSync(join(demo.folder, 'taken.json'), signed);
  const dids = await run(['did', 'export', ...at]);
  writeFileSync(join(demo.folder, 'dids.json'), dids.out);
  const verdict = await run(['verify', join(demo.folder, 'taken.json'), '--did-docs', join(demo.folder, 'dids.json')]);
  check('and verified without the server', verdict.code === 0, verdict.out + verdict.err);
  const record = (await university.get('/es/o/pucp/record')).text;
  check('the record says that it was asked for', record.includes('Alguien pidió todo lo que es de un lugar'));

  // headquarters: all of it; the region sees no people
  const all = await download(hq, 'network');
  const allFiles = unzip(all.bytes), allContents = JSON.parse(allFiles['contents.json']);
  compare(check, allFiles, allContents.tables);
  check('who may edit visits has minutes and remarks', JSON.parse(allFiles['visits.json']).some(v => v.remarks === '@secreto' && v.minutes === 'Acta\nreservada'));
  check('a picture is in it', Object.keys(allFiles).some(n => /^pictures\/.*\.(png|jpeg|webp)$/.test(n)));
  const members = (await hq.get('/en/network')).text;
  const count = JSON.parse(allFiles['organisations.json']).filter(o => o.status === 'member' && o.kind === 'institution').length;
  check('as many members as the network\'s page says', new RegExp(`\\b${count}\\b`).test(members), `${count}`);
  const seen = JSON.parse(unzip((await download(region, 'lac')).bytes)['contents.json']).tables;
  check('a region sees no people in it, as on pages', ['people', 'enrolments', 'certificates', 'roles'].every(n => seen.find(t => t.name === n).left_out) && seen.find(t => t.name === 'agreements').rows > 0);

  // who may not; who did not ask; somebody who goes away in the middle
  const no = await download(learner, 'pucp', false);
  check('a learner gets none', no.asked.status === 403, `${no.asked.status}`);
  const unasked = await hq.get('/en/o/uchile/export/archive.zip');
  check('it is asked for first', unasked.status === 303 && unasked.headers.location === '/en/o/uchile/export', `${unasked.status}`);
  const open = () => readdirSync(`/proc/${demo.pid}/fd`).length;
  const before = open();
  for (let i = 0; i < 5; i++) {
    await new Promise(done => {
      const r = request({ host: '127.0.0.1', port: demo.port, path: '/o/network/export/archive.zip', headers: { host: hq.base.host, cookie: hq.cookie() } }, a => { a.once('data', () => { a.destroy(); done(); }); });
      r.on('error', done);
      r.end();
    });
  }
  await new Promise(done => setTimeout(done, 300));
  check('who goes away in the middle leaves no open file', open() <= before, `${before} ${open()}`);
  const head = await hq.request('HEAD', '/o/network/export/archive.zip');
  check('HEAD says how long it is', head.status === 200 && Number(head.headers['content-length']) > 100000 && head.text === '');
  check('nothing is left in the folder', !readdirSync(demo.data).some(n => n.startsWith('spool-')));

  // the command line, beside the server
  const file = join(demo.folder, 'all.zip');
  const command = await run(['export', '--org', 'pucp', '--out', file, ...at]);
  const byHand = unzip(readFileSync(file)), handContents = JSON.parse(byHand['contents.json']);
  check('quipu export writes one beside a running server', command.code === 0 && handContents.tables.every(t => !t.left_out), command.err);
  check('with the same rows', contents.tables.every(t => t.left_out || t.name === 'acts' || handContents.tables.find(h => h.name === t.name).rows === t.rows));
  const again = await run(['export', '--org', 'pucp', '--out', file, ...at]);
  check('and never over a file that is there', again.code === 1 && /cannot be made/.test(again.err), again.err);
  const nowhere = await run(['export', '--org', 'atlantis', '--out', `${file}2`, ...at]);
  check('a place that is not there is said', nowhere.code === 1 && /no place atlantis/.test(nowhere.err), nowhere.err);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const results = new Results();
  const demo = await startDemo();

  try { await exporting(results, demo); } catch (e) { results.fail(`export: ${e.stack}`); }
  await demo.stop();
  process.stdout.write(results.text());
  console.log(results.summary());
  process.exit(results.failed ? 1 : 0);
}
