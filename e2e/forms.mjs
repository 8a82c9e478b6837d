// SPDX-License-Identifier: Apache-2.0
// forms: every form that a page shows, sent wrong: empty, too long, with a date,
// number and choice that are none. What is refused is refused at a field, in
// words, with the way there, and with all that was typed.
// By hand, with what each form says: node e2e/forms.mjs [es|en]
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { World, runFile } from './cases.mjs';
import { readRoutes } from './case_file.mjs';
import { Client } from './client.mjs';
import { Results } from './results.mjs';
import { quipu, root, startDemo } from './server.mjs';

const folder = join(root, 'test/http/cases');
const typed = 'Ñandú «tal cual»'; // what a person wrote, and must find again

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const plain = html => html.replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();

// The fields of the form of a page that leads to `action`; null = none.
function fieldsOf(html, action) {
  for (const [all, head] of html.matchAll(/<form ([^>]*)>[\s\S]*?<\/form>/g)) {
    if (attribute(` ${head}`, 'action') !== action || !/method="post"/.test(head)) continue;
    const tags = all.match(/<(?:input|textarea|select|button)\b[^>]*>/g);
    return tags.map(tag => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') ?? '', type: /^<(textarea|select|button)/.exec(tag)?.[1] || attribute(tag, 'type') || 'text' }))
      .filter(f => f.name && f.type !== 'button');
  }
  return null;
}

const chosen = ['radio', 'checkbox', 'select'];
const free = f => ['text', 'textarea', 'search'].includes(f.type);
const ways = {
  empty: f => chosen.includes(f.type) ? undefined : '',
  long: f => free(f) ? 'ñ'.repeat(6000) : chosen.includes(f.type) ? undefined : f.type === 'number' ? '99999999999999999999' : '',
  wrong: f => free(f) ? typed : chosen.includes(f.type) ? 'none-such' : f.type === 'date' ? '2026-02-31' : f.type === 'number' ? '12x' : 'n',
};

// All problems of a refused page, and what is wrong with how they are told.
function judge(html, way, fields) {
  const faults = [], whys = [];
  for (const [, tag, inside] of html.matchAll(/<((?:div|fieldset) class="f err"[^>]*)>([\s\S]*?)(?=<(?:div|fieldset) class="f|<button|<\/form>)/g)) {
    const why = /<span class="why"([^>]*)>([\s\S]*?)<\/span>/.exec(inside);
    const label = plain(/<(?:label|legend)[^>]*>([\s\S]*?)<\/(?:label|legend)>/.exec(inside)?.[1] || '?');
    if (!why) { faults.push(`«${label}» is marked without a word`); continue; }
    whys.push(`${label}: ${plain(why[2])}`);
    const id = attribute(why[1], 'id'), told = [tag, ...inside.match(/<[^>]*aria-describedby[^>]*>/g) || []].map(t => attribute(` ${t}`, 'aria-describedby') || '').join(' ').split(' ');
    if (!id || !told.includes(id)) faults.push(`«${label}»: its problem is not tied to it`);
    if (tag.startsWith('div') && !/aria-invalid="true"/.test(inside)) faults.push(`«${label}» is not aria-invalid`);
  }
  const summary = /<div class="note (?:bad|warn)" role="alert"[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1];
  if (!summary) faults.push('no summary');
  // What is wrong with no single field is told above: nobody learns which of a
  // name and a password is right.
  if (!whys.length && (!summary || /href="#/.test(summary))) faults.push(`no field is marked: ${plain(summary || '')}`);
  for (const [, to] of (summary || '').matchAll(/href="#([^"]+)"/g)) {
    if (!html.includes(` id="${to}"`)) faults.push(`the summary leads to #${to}, which is not there`);
  }
  if (whys.length && !/href="#/.test(summary || '')) faults.push('the summary leads nowhere');
  if (!/<title>Error: /.test(html)) faults.push('the title does not begin with Error');
  if (way === 'wrong') {
    const times = html.split(typed).length - 1, sent = fields.filter(free).length;
    if (times < sent) faults.push(`of ${sent} typed texts ${times} are kept`);
  }
  return { faults, whys: [...whys, ...(summary?.match(/<li>[\s\S]*?(?=<li>|<\/ul>)/g) || []).map(l => `  ↑ ${plain(l)}`)] };
}

async function form(world, row, at, client, told, lang) {
  const page = world.routes.rows.find(r => r.method === 'GET' && r.handler === row.again);
  const values = Object.fromEntries([...row.pattern.matchAll(/\{(\w+)\}/g)].map(([, k]) => [k, at.split('/')[row.pattern.split('/').indexOf(`{${k}}`)]]));
  const from = world.table.find(t => t.key === page.key && !page.params.every(p => values[p]));
  const address = from ? world.fill(from.address) : page.pattern.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  const asked = page.key === 'GET /join' ? '/join?country=PE&new=1' : address;
  const shown = await client.get(`/${lang}${asked}`);
  const fields = fieldsOf(shown.text, `/${lang}${at}`);
  if (!fields || !fields.some(f => !['hidden', 'file'].includes(f.type))) return false;
  for (const [way, of] of Object.entries(ways)) {
    const body = new URLSearchParams();
    for (const f of fields) {
      const value = f.type === 'hidden' ? f.value : f.type === 'file' ? undefined : of(f);
      if (value !== undefined && !(chosen.includes(f.type) && body.has(f.name))) body.append(f.name, value);
    }
    const answer = await client.post(`/${lang}${at}`, body.toString());
    if (answer.status === 303) { told.push(`${row.key} ${way}: accepted`); break; } // the form may be gone
    if (/class="verdict /.test(answer.text)) continue; // an answer
    const { faults, whys } = judge(answer.text, way, fields);
    if (![422, 409].includes(answer.status)) faults.unshift(`status ${answer.status}`);
    told.push(`${row.key} ${way}`, ...whys.map(w => `    ${w}`), ...faults.map(f => `  ! ${f}`));
    world.check(`${row.key} ${way}: refused at its fields, what was typed kept`, !faults.length, faults.join('; '));
  }
  return true;
}

export async function forms(results, told = [], langs = ['es']) {
  const server = await startDemo();
  const world = new World('forms', server, quipu, [], results);
  world.table = readRoutes(readFileSync(join(folder, 'routes.txt'), 'utf8'));
  try {
    await runFile(world, join(folder, 'world.http'), '127.0.2.1');
    let met = 0;
    for (const lang of langs) {
      const people = {};
      for (const at of world.table.filter(t => t.method === 'POST')) {
        const row = world.routes.of(at.key);
        if (!row.again) continue;
        const role = at.role === '-' ? 'visitor' : at.role.split(',')[0];
        people[role] ??= role === 'visitor' ? new Client(server.url, '127.0.2.2') : await world.as(role, '127.0.2.2');
        if (await form(world, { ...row, again: row.again }, world.fill(at.address), people[role], told, lang)) met++;
        else told.push(`${row.key}: no form shown`);
      }
    }
    world.check('forms were met', met > 40, `${met}`);
  } finally {
    await server.stop();
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const results = new Results(), told = [];
  await forms(results, told, [process.argv[2] || 'es']);
  console.log(told.join('\n'));
  console.log(results.summary());
  process.exit(results.failed ? 1 : 0);
}
