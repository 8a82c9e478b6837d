// SPDX-License-Identifier: Apache-2.0
// rehearse: an upgrade on PostgreSQL tried on a copy while the node is used:
// what it says and leaves, who may not, what fails in the middle.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quipu, root } from './server.mjs';

const address = process.env.QUIPU_TEST_DATABASE;
const bin = process.env.QUIPU_TEST_DATABASE_BIN;
const migrations = join(root, 'src/db/migrations');
const steps = readdirSync(migrations).sort().map(file => ({ name: file.replace('.sql', ''), text: readFileSync(join(migrations, file), 'utf8') }));
const last = steps.at(-1), older = steps.slice(0, -1);

// Of a database on that server, for a user of it.
function at(name, user = 'quipu') {
  const u = new URL(address.replace('@/', '@server/'));
  u.pathname = `/${name}`;
  u.username = user;
  return u.href.replace('@server/', '@/');
}

function psql(name, text, user) {
  const r = spawnSync(join(bin, 'psql'), ['-qAtX', '-v', 'ON_ERROR_STOP=1', at(name, user)], { input: text, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(r.stderr);
  return r.stdout.trim();
}

// Without the word that each dump chooses anew.
const dump = name => spawnSync(join(bin, 'pg_dump'), ['--dbname', at(name)], { encoding: 'utf8' }).stdout.replaceAll(/^\\(un)?restrict .*$/mg, '');
const scratches = () => psql('postgres', "SELECT datname FROM pg_database WHERE datname LIKE 'quipu\\_rehearsal\\_%'");
const tables = name => psql(name, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace");

// A step as the program applies it, and the row it leaves.
const script = step => step.text.replaceAll('{i64}', 'BIGINT').replaceAll('{text}', 'TEXT COLLATE "C"').replaceAll('{blob}', 'BYTEA').replaceAll(/\{(strict|by_key)\}/g, '');
const row = (step, number) => `INSERT INTO migration VALUES (${number}, '${step.name}', '\\x${createHash('sha256').update(step.text).digest('hex')}', 1);`;
const applied = list => list.map((step, n) => script(step) + row(step, n)).join('\n');

function make(name, owner, text) {
  psql('postgres', `CREATE DATABASE ${name} OWNER ${owner}`);
  psql(name, `SET client_min_messages = error; ${text}`, owner);
}

// Run it; `path`: where programs are found; `begun` is called when it says
// where the copy goes.
function upgrade(name, { user, more = [], path = process.env.PATH, begun } = {}) {
  return new Promise(done => {
    const child = spawn(quipu, ['upgrade', '--rehearse', '--database', at(name, user), ...more], { env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '', err = '';
    child.stdout.setEncoding('utf8').on('data', d => {
      out += d;
      if (begun && /Its copy goes to/.test(out)) { begun(child); begun = null; }
    });
    child.stderr.setEncoding('utf8').on('data', d => { err += d; });
    child.on('close', code => done({ code, out, err, all: out + err }));
  });
}

export async function rehearse(results) {
  const check = (name, good, detail) => results.check(`postgresql: rehearsal: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-rehearse-'));
  // A folder of programs: pg_dump, if it is named, does what `text` says.
  const programs = (name, text, restore = true) => {
    const path = join(folder, name);
    mkdirSync(path);
    if (text) {
      writeFileSync(join(path, 'pg_dump'), `#!/bin/bash\n${text}\n`);
      chmodSync(join(path, 'pg_dump'), 0o755);
    }
    if (restore) symlinkSync(join(bin, 'pg_restore'), join(path, 'pg_restore'));
    return path;
  };
  const real = `PATH=/usr/bin:/bin ${join(bin, 'pg_dump')} "$@"`;

  psql('postgres', 'CREATE ROLE maker LOGIN CREATEDB; CREATE ROLE plain LOGIN');
  make('olden', 'maker', `${applied(older)} INSERT INTO setting (name, value) VALUES ('name', 'A node of yesterday');`);
  make('broken', 'maker', applied(older) + script(last));
  make('current', 'plain', applied(steps));
  make('denied', 'plain', applied(older));
  make('empty', 'plain', 'SELECT 1');
  // As monitoring wants it: made by a superuser, whom a copy does without.
  if (psql('postgres', "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_stat_statements'")) {
    for (const name of ['olden', 'empty']) psql(name, 'CREATE EXTENSION pg_stat_statements');
  }
  const bare = tables('empty');
  const was = dump('olden');
  check('there is something to be touched', was.includes('A node of yesterday'));
  const untouched = (what, r) => {
    check(`${what}: the node was not touched`, dump('olden') === was && /The node was not touched/.test(r.all), r.all);
    check(`${what}: no scratch database is left`, scratches() === '', scratches());
  };

  // Somebody writes meanwhile.
  const writer = spawn(join(bin, 'psql'), ['-qX', at('olden', 'maker')], { stdio: ['pipe', 'pipe', 'inherit'] });
  writer.stdin.write("BEGIN; INSERT INTO setting (name, value) VALUES ('not', 'yet'); SELECT 'open';\n");
  await new Promise(done => writer.stdout.on('data', d => { if (String(d).includes('open')) done(); }));
  const well = await upgrade('olden', { user: 'maker' });
  check('goes well beside a writer, and says how long it takes', well.code === 0 && /On a copy of \d+ MB, 1 step \((\w+) to (\w+)\) took \d+ ms, behind a checked copy of [1-9]\d* ms/.exec(well.out)?.slice(1).join() === `${older.at(-1).name},${last.name}` && /run quipu backup, then quipu upgrade/.test(well.out), well.all);
  check('says the size beforehand, and what it cannot know', /^The database holds [1-9]\d* MB\. Its copy goes to the new database quipu_rehearsal_\d+ and needs about [1-9]\d* MB free on that server, which cannot be seen from here/.test(well.out), well.out);
  writer.kill();
  untouched('after it', well);

  const none = await upgrade('current', { user: 'plain' });
  check('nothing to bring forward: nothing is made', none.code === 0 && none.out === `Nothing to do: the database is at step ${last.name}, as this program is.\n`, none.all);
  const nothing = await upgrade('empty', { user: 'plain' });
  check('an empty database is no node', nothing.code === 1 && /the database is empty/.test(nothing.err), nothing.all);

  const clash = dump('broken');
  const fails = await upgrade('broken', { user: 'maker' });
  check('a step that fails is named', fails.code === 1 && fails.err.includes(`The rehearsal failed: step ${last.name} of the schema failed`), fails.all);
  check('… and nothing is left of it', dump('broken') === clash && scratches() === '', scratches());

  // --- who may not make databases ---
  const refused = await upgrade('denied', { user: 'plain' });
  check('without the right it says what helps', refused.code === 1 && /permission denied to create database/.test(refused.err) && /ALTER ROLE "plain" CREATEDB/.test(refused.err) && /--scratch postgresql/.test(refused.err), refused.all);
  for (const time of ['once', 'again']) {
    const there = await upgrade('denied', { user: 'plain', more: ['--scratch', at('empty', 'plain')] });
    check(`an empty database does instead, ${time}`, there.code === 0 && /On a copy of/.test(there.out) && /Its copy goes to the database of --scratch/.test(there.out) && tables('empty') === bare, there.all + tables('empty'));
  }
  const held = dump('denied');
  const full = await upgrade('denied', { user: 'plain', more: ['--scratch', at('denied', 'plain')] });
  check('a database with something in it is left alone', full.code === 1 && /there is something in the database of --scratch/.test(full.err) && dump('denied') === held, full.all);
  const bad = await upgrade('denied', { user: 'plain', more: ['--scratch', at('empty', 'plain')], path: programs('late', `${real}; exit 3`) });
  check('it is emptied when the copy fails, too', bad.code === 1 && /could not be copied/.test(bad.err) && tables('empty') === bare, bad.all);
  const odd = await upgrade('denied', { user: 'plain', more: ['--scratch', 'somewhere'] });
  check('--scratch wants an address', odd.code === 2 && /--scratch postgresql/.test(odd.err), odd.all);

  // --- what fails in the middle ---
  const gone = await upgrade('olden', { user: 'maker', path: programs('none', '', false) });
  check('without pg_dump it says what to install', gone.code === 1 && /pg_dump is not installed.*postgresql-client/.test(gone.err), gone.all);
  untouched('without pg_dump', gone);
  const half = await upgrade('olden', { user: 'maker', path: programs('half', real, false) });
  check('without pg_restore it says so', half.code === 1 && /pg_restore is not installed/.test(half.err), half.all);
  untouched('without pg_restore', half);
  const late = await upgrade('olden', { user: 'maker', path: join(folder, 'late') });
  check('a pg_dump that fails at its end counts', late.code === 1 && /could not be copied/.test(late.err), late.all);
  untouched('a pg_dump that fails', late);
  const killed = await upgrade('olden', { user: 'maker', path: programs('killed', 'kill -9 $PPID') });
  check('a process that is killed counts', killed.code === 1 && /its process ended in the middle/.test(killed.err), killed.all);
  untouched('a process that is killed', killed);
  const kept = await upgrade('olden', { user: 'maker', path: programs('kept', `${join(bin, 'psql')} -qX '${at('postgres')}' -c "ALTER DATABASE $(${join(bin, 'psql')} -qAtX '${at('postgres')}' -c "SELECT datname FROM pg_database WHERE datname LIKE 'quipu\\\\_rehearsal%'") OWNER TO quipu" >&2; exit 1`) });
  const name = scratches();
  check('what could not be dropped is named', kept.code === 1 && /^quipu_rehearsal_\d+$/.test(name) && kept.err.includes(`The database ${name} could not be dropped: must be owner`), kept.all + name);
  psql('postgres', `DROP DATABASE IF EXISTS ${name || 'none'}`);

  // --- a signal, to the command alone ---
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    const note = join(folder, `${signal}.pid`);
    const path = programs(signal, `echo $$ >${note}; exec /bin/sleep 60`);
    const began = Date.now();
    const stopped = await upgrade('olden', {
      user: 'maker', path,
      begun: async child => {
        while (!existsSync(note) || !scratches()) await new Promise(done => setTimeout(done, 20));
        await new Promise(done => setTimeout(done, 100));
        child.kill(signal);
      },
    });
    const started = `/proc/${readFileSync(note, 'utf8').trim()}/cmdline`;
    const lives = existsSync(started) && readFileSync(started, 'utf8').includes('sleep');
    check(`${signal} ends it and what it started`, stopped.code === 1 && /it was stopped/.test(stopped.err) && !lives && Date.now() - began < 30000, `${stopped.all} ${lives}`);
    untouched(signal, stopped);
  }
  rmSync(folder, { recursive: true, force: true });
}
