// SPDX-License-Identifier: Apache-2.0
// own_node: a real node from nothing, in a browser without scripts, in Spanish:
// headquarters builds the tree, gives a centre its mandate and its people their
// roles; the centre opens a series; somebody studies it and is certified.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { freePort, quipu, root, run } from './server.mjs';
import { browserArgs, shots } from './walk.mjs';

// A course of one lesson and one question, and a series of that course alone.
function writeCourse(folder) {
  const course = join(folder, 'prueba');
  mkdirSync(join(course, '01-leer'), { recursive: true });
  writeFileSync(join(course, 'course.ini'), ['slug = prueba', 'base = es', 'title.es = Curso de prueba',
    'summary.es = Una lección y una pregunta.', 'workload_minutes = 10', 'level = introductory',
    'outcome.1.es = Leer una lección.', 'licence = CC BY 4.0', 'author = Quipu'].join('\n'));
  writeFileSync(join(course, '01-leer', 'README.es.md'), '# Leer\n\nUn modelo puede afirmar algo falso.\n');
  writeFileSync(join(course, 'quiz.es.gift'), '::q01::Un modelo puede afirmar algo falso.{TRUE}\n');
  const series = readFileSync(join(root, 'demo/series/series.ini'), 'utf8')
    .replace(/^slug = .*$/m, 'slug = serie-prueba').replace(/^core = .*$/m, 'core = prueba')
    .replace(/^electives = .*\n/m, '').replace(/^rule = .*$/m, 'rule = any 0');
  writeFileSync(join(folder, 'series.ini'), series);
  return { course, series: join(folder, 'series.ini') };
}

// `quipu serve` on a node just made, until it listens.
function serve(data, port) {
  const child = spawn(quipu, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stderr.on('data', d => { out += d; });
  return new Promise((done, bad) => {
    child.stdout.on('data', d => { out += d; if (out.includes('is served')) done(child); });
    child.on('exit', () => bad(new Error(`ended:\n${out}`)));
  });
}

export async function ownNode(results) {
  const check = (name, good, detail) => results.check(`own node: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-node-'));
  const data = join(folder, 'node');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const init = await run(['init', '--data', data, '--url', url, '--name', 'Red de prueba', '--lang', 'es']);
  const server = await serve(data, port);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'es-CL', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    results.page = page;
    const go = path => page.goto(`${url}${path}`);
    const shot = name => page.screenshot({ path: join(shots, `own-${name}.png`), fullPage: true });
    const main = () => page.locator('main').textContent();
    const submit = action => page.locator(`main form[action$="${action}"] button`).first().click();
    const comeIn = async link => {
      await context.clearCookies();
      await page.goto(link);
      await page.locator('main form button').first().click();
    };
    const linkIn = text => /http:\S+\/sign-in\/link\/[0-9a-z]+/.exec(text)?.[0];

    // headquarters builds the tree
    await comeIn(linkIn(init.out));
    await go('/o/network');
    await shot('empty-network');
    await page.locator('main a[href$="/places"]').first().click();
    await submit('/places');
    check('a place needs a name, told at the field', (await page.locator('#f-name-w').count()) === 1);
    await page.fill('#f-name', 'Cono Sur');
    await submit('/places');
    check('a region is added', (await page.locator('main .list a', { hasText: 'Cono Sur' }).count()) === 1);
    await page.fill('#f-name', 'CONO SUR');
    await submit('/places');
    check('the same region twice is refused, the name kept', await page.inputValue('#f-name') === 'CONO SUR');
    await go('/o/cono-sur/places');
    await submit('/places');
    check('countries must be chosen', (await main()).includes('Elija'));
    for (const code of ['CL', 'UY']) await page.check(`input[name=country][value=${code}]`);
    await shot('countries');
    await submit('/places');
    check('two countries are added', (await page.locator('main .list li').count()) === 2 && (await page.locator('input[value=CL]').count()) === 0);
    await go('/o/chile/places');
    await page.fill('#f-name', 'Universidad de Ensayo del Sur');
    await page.fill('#f-city', 'Valdivia');
    await submit('/places');
    const university = (await page.locator('main .list a').first().getAttribute('href')).split('/').pop();

    // the centre's mandate
    await go('/o/chile/mandates');
    await page.fill('#f-find', 'ens');
    await page.locator('main form[action$="/mandates"] button').first().click();
    await shot('mandate-form');
    await page.locator('main form[method=post] button').first().click();
    check('a mandate needs its name', (await page.locator('#f-title-w').count()) === 1);
    await page.fill('#f-title', 'Centro Nacional de Chile');
    await page.locator('main form[method=post] button').first().click();
    check('the mandate is noted, not in force', (await main()).includes('en contacto'), await main());
    const note = async (event, day) => {
      if (!(await page.locator('details[open]').count())) await page.locator('details summary').first().click();
      await page.check(`input[name=event][value=${event}]`);
      await page.fill('#f-on_date', day);
      await page.locator('main details form button').click();
    };
    await note('launch', '2999-01-01');
    check('what has not happened cannot be noted', (await page.locator('#f-on_date-w').count()) === 1);
    await note('launch', '2026-03-02');
    check('the mandate is in force', (await page.locator('.st.ok').count()) === 1);
    await shot('mandate');

    // roles
    await go('/o/uruguay/roles');
    await page.check('input[name=role][value=centre_coordinator]');
    await page.fill('#f-name', 'Coordinación sin centro');
    await submit('/roles');
    check('a role that signs needs a centre in force', (await main()).includes('centro nacional'), await main());
    await go('/o/chile/roles');
    await page.check('input[name=role][value=centre_coordinator]');
    await page.fill('#f-name', 'Coordinación del centro');
    await submit('/roles');
    const centreLink = linkIn(await main());
    check('the centre\'s coordinator gets a link', !!centreLink);
    await shot('roles');
    await go('/o/network/roles');
    await submit('/end');
    check('headquarters cannot lock itself out', (await page.locator('main .list li').count()) === 1 && (await page.locator('[role=alert]').count()) === 1);

    // courses come in through the server
    const files = writeCourse(folder);
    const course = await run(['import', 'course', files.course, '--publish', '--data', data]);
    check('a course comes in', course.code === 0, course.err);
    const series = await run(['import', 'series', files.series, '--data', data]);
    check('a series comes in', series.code === 0, series.err);

    // the centre makes its key, opens the series, names a coordinator
    await comeIn(centreLink);
    await go('/o/chile/certificates');
    await submit('/key');
    await go('/o/chile/series');
    await shot('open');
    await submit('/series');
    await go('/o/chile/series');
    check('the centre opens the series', (await page.locator('main .st.ok').count()) === 1, await main());
    check('a centre gives no mandates', (await go('/o/chile/mandates')).status() === 403);
    await go('/o/chile/roles');
    check('a centre gives no roles above its own', (await page.locator('input[value=hq_officer]').count()) === 0 && (await page.locator('input[value=focal_point]').count()) === 1);
    await go(`/o/${university}/roles`);
    await page.check('input[name=role][value=focal_point]');
    await page.fill('#f-name', 'Coordinación de la universidad');
    await submit('/roles');
    const focalLink = linkIn(await main());

    // the university's coordinator prints a code, somebody comes in by it
    await comeIn(focalLink);
    check('a university gives no roles', (await go(`/o/${university}/roles`)).status() === 403);
    await go(`/o/${university}/codes`);
    await page.fill('#f-label', 'Cartel');
    await submit('/codes');
    const code = new URL(page.url()).searchParams.get('code');
    await context.clearCookies();
    await go(`/come-in?code=${code}`);
    await page.fill('#f-name', 'Docente de prueba');
    await page.locator('input[name=workgroup]').first().check();
    await page.locator('main form button').first().click();
    check('somebody comes in by the code', page.url().endsWith('/my/account'), page.url() + code);
    await go('/series/serie-prueba');
    await submit('/enrol');
    await go('/learn/serie-prueba/prueba');
    await page.locator('main a[href^="/learn/serie-prueba/prueba/"]').first().click();
    await page.locator('main form button').first().click();
    await go('/learn/serie-prueba/prueba/quiz');
    await page.locator('main input[type=radio]').first().check();
    await page.locator('main form button').first().click();
    check('the series is completed', (await main()).includes('100'), await main());

    // the centre signs; a stranger reads and verifies it
    await context.clearCookies();
    const again = await run(['user', 'list', '--data', data]);
    const number = /^(\S+) .*centre_coordinator/m.exec(again.out)?.[1];
    await comeIn(linkIn((await run(['user', 'link', number, '--data', data])).out));
    await go('/o/chile/certificates');
    await page.locator('input[name=enrolment]').first().check();
    await submit('/certificates');
    const list = await run(['credential', 'list', '--data', data]);
    check('one certificate is issued', list.out.trim().split('\n').length === 1 && list.out.trim().length === 26, list.out);
    const file = join(folder, 'one.json'), docs = join(folder, 'dids.json');
    writeFileSync(file, (await run(['credential', 'export', list.out.trim(), '--data', data])).out);
    writeFileSync(docs, (await run(['did', 'export', '--data', data])).out);
    const verdict = await run(['verify', file, '--did-docs', docs]);
    check('it verifies, and is no demonstration', verdict.code === 0 && !/emonstra/.test(verdict.out), verdict.out);
    await context.clearCookies();
    await go(`/certificates/${list.out.trim()}`);
    await shot('certificate');
    check('its page names the person', (await main()).includes('Docente de prueba'));
    await go('/o/chile');
    await shot('country');
  } finally {
    await browser.close();
    const ended = new Promise(done => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
