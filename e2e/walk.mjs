// SPDX-License-Identifier: Apache-2.0
// walk: the chain in a browser, in Spanish, with scripts off and on: a
// university joins, centre and region say yes, staff come in by a code, study, pass,
// the centre signs, a stranger verifies. Screenshots go to build/shots.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { answerQuiz, rightAnswers } from './answers.mjs';
import { pages } from './pages.mjs';
import { root } from './server.mjs';

export const shots = join(root, 'build', 'shots');
export const browserArgs = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
if (process.getuid?.() === 0) browserArgs.push('--no-sandbox');

async function shot(page, name) {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

async function chain(results, demo, browser, scripts) {
  const check = (name, good, detail) => results.check(`walk (${scripts ? 'scripts on' : 'scripts off'}): ${name}`, good, detail);
  const tag = scripts ? 'js' : 'nojs';
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: 'es-PE', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  results.page = page; // for a picture of where it stopped
  const go = path => page.goto(`${demo.url}${path}`);
  const as = async role => {
    await context.clearCookies();
    await go('/es');
    await page.locator(`form:has(input[value="${role}"]) button`).click();
  };

  // a university joins
  await go('/es');
  check('the front page greets in Spanish', (await page.locator('h1').textContent()).includes('certificado'));
  await shot(page, `${tag}-home`);
  const name = `Universidad de Ensayo ${tag}`;
  await go('/es/join?country=PE&new=1');
  await page.fill('#f-org_name', name);
  await page.fill('#f-contact_name', 'Oficina de Innovación (demo)');
  await page.fill('#f-contact_post', 'Jefatura');
  await page.fill('#f-contact_email', `oficina-${tag}@example.org`);
  await shot(page, `${tag}-join`);
  await page.locator('main form button').first().click();
  check('the draft has an address of its own', page.url().includes('/join/'), page.url());
  await page.locator('input[name=clause]').first().check();
  await page.fill('#f-remark', 'Cláusula 3: ¿cuántas horas?');
  await page.locator('button[name=later]').click();
  check('one clause is kept for another day', await page.locator('input[name=clause]:checked').count() === 1 && await page.locator('#f-remark').inputValue() === 'Cláusula 3: ¿cuántas horas?');
  for (const clause of await page.locator('input[name=clause]').all()) await clause.check();
  await shot(page, `${tag}-agreement`);
  await page.locator('main form button').first().click();
  check('then the signature', page.url().endsWith('/sign'), page.url());
  await page.fill('#f-signer_name', 'Rectorado (demo)');
  await page.locator('main form button').first().click();
  check('what is missing is named, what was typed stays', await page.locator('.why').count() === 2 && await page.locator('#f-signer_name').inputValue() === 'Rectorado (demo)');
  await page.fill('#f-signer_post', 'Rectorado');
  if (scripts) {
    await page.locator('input[name=how][value=page]').check();
    await page.setInputFiles('#f-sheet', { name: 'hoja.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
    await page.locator('main form button').first().click();
    check('a sheet that is none is refused at its field', await page.locator('#f-sheet-w').count() === 1);
    await page.setInputFiles('#f-sheet', { name: 'hoja.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n${'x'.repeat(2_000_000)}`) });
  } else {
    await page.locator('input[name=how][value=click]').check();
  }
  await shot(page, `${tag}-sign`);
  await page.locator('main form button').first().click();
  check('the application is sent', page.url().includes('?sent=1'), page.url());
  await shot(page, `${tag}-join-sent`);
  const status = page.url().replace(/\?.*/, '');

  // the centre supports it, the region accepts
  await as('centre');
  check('the centre lands at its work', page.url().endsWith('/work'), page.url());
  await shot(page, `${tag}-work`);
  await go('/es/o/peru/applications');
  await page.locator('main a', { hasText: name }).first().click();
  await shot(page, `${tag}-application`);
  if (scripts) {
    const sheet = await context.request.get(demo.url + await page.locator('a[href$="/sheet"]').getAttribute('href'));
    check('the signed sheet is a file to keep, not a page', /attachment/.test(sheet.headers()['content-disposition']) && (await sheet.body()).length === 2_000_009);
    await page.fill('#f-reason', 'Falta el sello de la universidad en la hoja.');
    await page.locator('form[action$="/refuse"] button').click();
    await page.goto(status);
    check('a refusal shows its reason', (await page.locator('main').textContent()).includes('Falta el sello'));
    await page.locator('main form button').first().click();
    await page.locator('main form button').first().click();
    await page.locator('input[name=how][value=click]').check();
    await page.locator('main form button').first().click();
    check('it is taken up and sent again', page.url().includes('?sent=1'), page.url());
    await go('/es/o/peru/applications');
    await page.locator('main a', { hasText: name }).first().click();
  }
  check('the centre alone does not decide', await page.locator('form[action$="/accept"]').count() === 0);
  await page.fill('#f-words', 'Conocemos a esta universidad.');
  await page.locator('form[action$="/endorse"] button').click();
  await page.goto(status);
  check('whose turn it is stands on the page', (await page.locator('main').textContent()).includes('oficina regional'));
  await as('region');
  await go('/es/o/peru/applications');
  await page.locator('main a', { hasText: name }).first().click();
  check('the region reads what the centre says', (await page.locator('main').textContent()).includes('Conocemos a esta universidad.'));
  await page.locator('form[action$="/accept"] button').click();
  const flash = await page.locator('[role=status]').textContent();
  const link = /sign-in\/link\/[0-9a-z]+/.exec(flash)?.[0];
  check('the region gets a link for the coordinator', !!link, flash);
  await page.goto(status);
  check('the university sees that it is a member', (await page.locator('main').textContent()).includes('miembro'));

  // the coordinator comes in and makes a code
  await context.clearCookies();
  await go(`/es/${link}`);
  await page.locator('main form button').first().click();
  await page.fill('#f-name', `coord-${tag}`);
  await page.fill('#f-password', 'cuatro palabras muy propias');
  await page.locator('main form button').first().click();
  check('the coordinator has chosen a password', page.url().endsWith('/my'), page.url());
  await go('/es/work');
  const codes = await page.locator('a[href$="/codes"]').first().getAttribute('href');
  await go(codes);
  await page.fill('#f-label', 'Cartel del comedor');
  await shot(page, `${tag}-codes`);
  await page.locator('main form button').first().click();
  const code = /^[0-9a-z]{4}-[0-9a-z]{4}$/.exec(await page.locator('.poster .code').textContent())?.[0];
  check('a code is made, on a poster', !!code && page.url().includes('/codes/poster?code='), page.url());
  check('the poster speaks two languages', await page.locator('.poster [lang=en]').count() === 2 && await page.locator('.poster [lang=es]').count() === 1);
  await shot(page, `${tag}-poster`);

  // a member of the staff comes in, enrols, studies
  await context.clearCookies();
  await go(`/es/come-in?code=${code}`);
  await shot(page, `${tag}-come-in`);
  await page.fill('#f-name', `Lucía Molle ${tag} (demo)`);
  await page.locator('input[name=workgroup]').first().check();
  await page.locator('main form button').first().click();
  check('staff come in by the code without an address', page.url().endsWith('/my/account'), page.url());
  await go('/es/series/genai-1x');
  await shot(page, `${tag}-series`);
  await page.locator('form[action$="/enrol"] button').first().click();
  await go('/es/my');
  await shot(page, `${tag}-my-begin`);
  for (const course of ['genai-foundations', 'genai-pedagogy', 'genai-governance']) {
    const path = `/es/learn/genai-1x/${course}`;
    await go(path);
    const links = await page.locator(`main a[href^="${path}/"]`).evaluateAll(all => all.map(a => a.getAttribute('href')));
    const lessons = [...new Set(links)].filter(l => !l.endsWith('/quiz'));
    check(`${course} has its lessons`, lessons.length === (course === 'genai-foundations' ? 4 : 2), lessons.join(' '));
    for (const lesson of lessons) {
      await go(lesson);
      if (lesson === lessons[0]) await shot(page, `${tag}-lesson-${course}`);
      await page.locator('main form button').first().click();
    }
    await go(`${path}/quiz`);
    await answerQuiz(page, rightAnswers(join(root, `demo/series/${course}/quiz.es.gift`)));
    if (course === 'genai-foundations') await shot(page, `${tag}-quiz`);
    await page.locator('main form button').first().click();
    check(`${course} is passed`, page.url().endsWith('/quiz/1') && (await page.locator('main').textContent()).includes('100'), page.url());
    if (course === 'genai-foundations') await shot(page, `${tag}-quiz-result`);
  }
  await go('/es/my');
  await shot(page, `${tag}-my-done`);

  // the centre signs it with its own key, and a stranger verifies
  const learner = `Lucía Molle ${tag} (demo)`;
  await as('centre');
  await go('/es/o/peru/certificates');
  await page.locator('main label, main tr, main li').filter({ hasText: learner }).locator('input[type=checkbox]').first().check();
  await shot(page, `${tag}-issue`);
  await page.locator('form[action$="/certificates"] button').first().click();
  const signed = await page.locator('[role=status]').textContent();
  check('the centre signs the certificate', /firmados: [1-9]/.test(signed), signed);
  const certificate = await page.locator('main tr, main li').filter({ hasText: learner }).locator('a[href*="/certificates/"]').first().getAttribute('href');
  await context.clearCookies();
  await go(certificate);
  check('a stranger sees the certificate', (await page.locator('.cert h1').textContent()) === learner);
  await shot(page, `${tag}-certificate`);
  await page.emulateMedia({ media: 'print' });
  await shot(page, `${tag}-certificate-print`);
  await page.emulateMedia({ media: 'screen' });
  await page.locator('main a.btn').first().click();
  check('it is true', await page.locator('.verdict.green').count() === 1, await page.locator('main').textContent());
  await shot(page, `${tag}-verify`);
  const json = await (await context.request.get(`${demo.url}${certificate.replace('/es', '')}/credential.json`)).text();
  await go('/es/verify');
  await page.locator('details summary').click();
  await page.fill('#f-document', json.replace('(demo)', '(demo) Jr'));
  await page.locator('details form button').click();
  check('a changed one is not', await page.locator('.verdict.red').count() === 1);
  await shot(page, `${tag}-verify-false`);
  await context.close();
}

// Phone and desk, light and dark: to look at.
async function looks(demo, browser) {
  for (const [device, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } })) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'es' });
      const page = await context.newPage();
      for (const [name, path] of Object.entries({ home: '/es', series: '/es/series/genai-1x', network: '/es/network', verify: '/es/verify', signin: '/es/sign-in', country: '/es/o/peru' })) {
        await page.goto(`${demo.url}${path}`);
        await shot(page, `${name}-${device}-${colorScheme}`);
      }
      await context.close();
    }
  }
}

export async function walk(results, demo) {
  mkdirSync(shots, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
  try {
    for (const scripts of [false, true]) {
      try {
        await chain(results, demo, browser, scripts);
      } catch (e) {
        await shot(results.page, `${scripts ? 'js' : 'nojs'}-stopped`).catch(() => {});
        results.fail(`walk (${scripts ? 'scripts on' : 'scripts off'}) at ${results.page.url()}: ${e.message}`);
      }
    }
    await looks(demo, browser);
    await pages(results, demo, browser);
  } finally {
    await browser.close();
  }
}
