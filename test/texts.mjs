// SPDX-License-Identifier: Apache-2.0
// texts: every text people read, collected from pages and C, and whether the
// catalogues have all of them.
//   node test/texts.mjs BUILD           the texts, a C literal each
//   node test/texts.mjs BUILD check es  complete? names what is missing
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '..', '..');
const build = resolve(process.argv[2]);
const literal = '"(?:[^"\\\\]|\\\\.)*"';
const joined = `${literal}(?:\\s*${literal})*`;
const texts = new Set();

function add(s) {
  texts.add('"' + [...s.matchAll(new RegExp(literal, 'g'))].map(m => m[0].slice(1, -1)).join('') + '"');
}

function* files(folder, ending) {
  for (const e of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, e.name);
    if (e.isDirectory()) yield* files(path, ending);
    else if (e.name.endsWith(ending)) yield path;
  }
}

for (const f of files(join(root, 'src'), '.html')) {
  const out = execFileSync(join(build, 'tools/tmplc'), ['texts', f], { encoding: 'utf8' });
  for (const line of out.split('\n')) if (line) add(line.split('\t')[0]);
}
for (const f of [...files(join(root, 'src'), '.c'), join(root, 'src/core/roles.def'), join(root, 'src/core/caps.def'), join(root, 'src/core/acts.def'), join(root, 'src/core/indicators.def')]) {
  const source = readFileSync(f, 'utf8');
  for (const m of source.matchAll(new RegExp(`\\bN_\\(\\s*(${joined})\\s*\\)`, 'g'))) add(m[1]);
  for (const m of source.matchAll(new RegExp(`\\btr(?:_n)?\\([^"()]*(?:\\([^()]*\\)[^"()]*)*,\\s*(${joined})`, 'g'))) add(m[1]);
  for (const m of source.matchAll(new RegExp(`\\bACT\\(${literal}, (${joined})\\)`, 'g'))) add(m[1]);
  for (const m of source.matchAll(new RegExp(`\\bINDICATOR\\(\\w+, ${literal}, \\w+, \\w+, (${literal}),\\s*(${joined})\\)`, 'g'))) [m[1], m[2]].forEach(add);
  for (const m of source.matchAll(new RegExp(`\\bCAP\\(\\w+, (${joined})\\)`, 'g'))) add(m[1]);
  for (const m of source.matchAll(new RegExp(`\\bROLE\\(\\w+, (${joined}),`, 'g'))) add(m[1]);
}
const findings = readFileSync(join(root, 'vc/include/vc/verdict.def'), 'utf8');
for (const m of findings.matchAll(new RegExp(`VC_FINDING\\(\\w+, \\w+, ${literal},\\s*(${joined})\\)`, 'g'))) add(m[1]);

if (process.argv[3] === 'check') {
  const tag = process.argv[4];
  const folder = mkdtempSync(join(tmpdir(), 'quipu-texts-'));
  writeFileSync(join(folder, 'texts'), [...texts].join('\n') + '\n');
  try {
    console.log(execFileSync(join(build, 'tools/poc'), ['check', tag, join(folder, 'texts'), ...files(join(root, 'po', tag), '.po')], { encoding: 'utf8' }).trim());
  } catch (e) {
    console.log((e.stderr || '').trim());
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  console.log([...texts].join('\n'));
}
