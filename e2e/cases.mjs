// SPDX-License-Identifier: Apache-2.0
// cases: the text cases of test/http/cases against running servers, and what
// holds for every route. By hand: node e2e/cases.mjs PROGRAM [FILE …].
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rightAnswers } from './answers.mjs';
import { readCases, readRoutes } from './case_file.mjs';
import { Client } from './client.mjs';
import { fillQuiz } from './quiz_form.mjs';
import { Results } from './results.mjs';
import { root, run, startDemo } from './server.mjs';
import { Routes } from './routes.mjs';
import { sweep } from './sweep.mjs';

const folder = join(root, 'test/http/cases');
export const roles = ['hq', 'region', 'centre', 'university', 'facilitator', 'learner', 'assessor', 'ministry', 'certifier'];

// A server with what its cases have kept.
export class World {
  kept = {};
  constructor(label, server, program, store, results) {
    Object.assign(this, { label, server, program, store, results });
    const { host, port } = new URL(server.url);
    const today = new Date().toISOString().slice(0, 10);
    Object.assign(this.kept, { url: server.url, host, port, today });
    this.routes = new Routes(readFileSync(join(root, 'src/routes.def'), 'utf8'));
  }
  check(name, good, detail) { this.results.check(`${this.label}: ${name}`, good, detail); }
  fill(text, client) {
    return text.replace(/\{([a-z_0-9]+)\}/g, (all, name) => {
      const value = name === 'csrf' ? client?.csrf : this.kept[name];
      if (value === undefined) throw new Error(`nothing was kept for ${all}`);
      return value;
    });
  }
  regex(text, client) {
    const escape = s => s.replace(/[.*+?^$()|[\]\\/]/g, '\\$&');
    const filled = text.replace(/\{([a-z_][a-z_0-9]*)\}/g, (all, name) =>
      name === 'csrf' || name in this.kept ? escape(this.fill(all, client)) : all);
    return new RegExp(filled, 'su');
  }
  // A signed-in role in a browser of its own.
  async as(role, from) { return new Client(this.server.url, from).as(role); }
}

// A browser that remembers the token and the page it was shown last.
async function send(client, method, target, options) {
  const answer = await client.request(method, target, options);
  const token = /name="csrf" value="([^"]+)"/.exec(answer.text);
  if (token) client.csrf = token[1];
  else if (/quipu=/.test(answer.headers['set-cookie'])) client.csrf = undefined; // of another session
  client.page = answer.text;
  return answer;
}

// What stands in a file: text, or bytes behind "base64:".
const content = text => text.startsWith('base64:') ? Buffer.from(text.slice(7), 'base64') : Buffer.from(text);

function multipart(world, client, step) {
  const mark = '----quipu-case-1f9a';
  const part = (head, text) => Buffer.concat([Buffer.from(`--${mark}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), content(text), Buffer.from('\r\n')]);
  const fields = step.fields.map(([k, v]) => part(`name="${k}"`, world.fill(v, client)));
  const files = step.files.map(f => part(`name="${f.name}"; filename="${f.file}"`, world.fill(f.text, client)));
  return { body: Buffer.concat([...fields, ...files, Buffer.from(`--${mark}--\r\n`)]), type: `multipart/form-data; boundary=${mark}` };
}

async function ask(world, client, step) {
  const headers = {};
  for (const [k, v] of Object.entries(step.headers)) headers[k] = world.fill(v, client);
  if (step.fields.some(([, v]) => v.includes('{csrf}')) && !client.csrf) await send(client, 'GET', '/my/account');
  let body;
  if (step.files.length) {
    const form = multipart(world, client, step);
    body = form.body;
    headers['content-type'] ??= form.type;
  } else if (step.raw !== undefined) body = world.fill(step.raw, client);
  else if (step.method === 'POST') {
    const fields = step.fields.map(([k, v]) => [world.fill(k, client), world.fill(v, client)]);
    if (step.answers) fields.push(...fillQuiz(client.page, rightAnswers(join(root, step.answers.file)), step.answers.right));
    body = new URLSearchParams(fields).toString();
  }
  const target = world.fill(step.target, client);
  let answer;
  for (let i = 0; i < step.times; i++) answer = await send(client, step.method, target, { body, headers });
  world.routes.note(step, target, answer);
  return answer;
}

// What is wrong with the answer; '' = nothing.
function judge(world, client, step, answer) {
  if (step.status !== 'exit' && answer.status !== step.status) return `status ${answer.status}, expected ${step.status}`;
  for (const e of step.expect) {
    const text = e.header ? String(answer.headers[e.header.toLowerCase()] ?? '') : answer.text;
    const found = e.regex !== undefined ? world.regex(e.regex, client).exec(text)
      : e.text === undefined || e.what === 'keep' ? null
        : e.exact ? text === world.fill(e.text, client) : text.includes(world.fill(e.text, client));
    const shown = e.regex ?? e.text;
    if (e.what === 'has' && !found) return `the page has no ${shown}`;
    if (e.what === 'lacks' && found) return `the page has ${shown}`;
    if (e.what === 'empty' && text !== '') return 'the page is not empty';
    if (e.what === 'header' && e.none && text !== '') return `${e.header}: ${text}, expected none`;
    if (e.what === 'header' && !e.none && !found) return `${e.header}: ${text}, expected ${shown}`;
    if (e.what === 'keep') {
      if (!found) return `nothing to keep for ${e.name}: ${shown}`;
      world.kept[e.name] = found[1];
    }
  }
  return '';
}

async function runStep(world, jars, step, from) {
  if (step.words) {
    const { code, out, err } = await run([...step.words.map(w => world.fill(w)), '--data', world.server.data, ...world.store], '', world.program);
    const wrong = code !== step.exit ? `exit ${code}, expected ${step.exit}: ${err}` : judge(world, null, step, { headers: {}, text: out });
    return wrong && `${step.at}: ${wrong}`;
  }
  jars[step.who] ??= roles.includes(step.who) ? await world.as(step.who, from) : new Client(world.server.url, from);
  jars[step.who].from = step.from || from;
  const wrong = judge(world, jars[step.who], step, await ask(world, jars[step.who], step));
  return wrong && `${step.at}: ${wrong}`;
}

// Each file comes from an address of its own, so that no limit meets them all.
export async function runFile(world, file, from) {
  const name = basename(file, '.http');
  const jars = {};
  for (const c of readCases(basename(file), readFileSync(file, 'utf8'))) {
    let wrong = '';
    delete jars.visitor;
    for (const step of c.steps) {
      try { wrong ||= await runStep(world, jars, step, from); } catch (e) { wrong ||= `${step.at}: ${e.message}`; }
    }
    world.check(`${name}: ${c.name}`, !wrong, wrong);
  }
}

function files(names) {
  const all = readdirSync(folder).filter(f => f.endsWith('.http')).sort();
  const asked = names.map(n => `${basename(n, '.http')}.http`), none = asked.filter(f => !all.includes(f));
  if (none.length) throw new Error(`no such cases: ${none.join(' ')}`);
  const wanted = asked.length ? all.filter(f => asked.includes(f)) : all;
  return ['world.http', ...wanted.filter(f => f !== 'world.http')].map(f => join(folder, f));
}

// All cases against one program; `store` = further words for its command line
// (where the database is), none = SQLite in the data folder. `judge` is given
// what the server wrote, a line for each request.
export async function cases(results, { label, program, store = [], names = [], judge }) {
  const server = await startDemo({ program, store: judge ? [...store, '--verbose'] : store });
  const world = new World(label, server, program, store, results);
  try {
    for (const [i, file] of files(names).entries()) await runFile(world, file, `127.0.1.${i + 1}`);
    if (!names.length) {
      await sweep(world, readRoutes(readFileSync(join(folder, 'routes.txt'), 'utf8')));
      world.routes.judge(world);
    }
  } finally {
    const code = await server.stop();
    judge?.(world, server.output());
    world.check('the server ends cleanly after the cases', code === 0, `exit ${code}\n${server.output().slice(-2000)}`);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const results = new Results();
  const [program = join(root, 'build/quipu'), ...names] = process.argv.slice(2);
  await cases(results, { label: 'cases', program, names });
  console.log(results.summary());
  process.exit(results.failed ? 1 : 0);
}
