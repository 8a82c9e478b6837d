// SPDX-License-Identifier: Apache-2.0
// walk_network: J3, a delegation visit, and J12, a minister's three minutes, in a
// browser without scripts, in Spanish: entered, confirmed, followed up, and
// walked from the visit to the figures and back. Pictures go to build/shots.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, shots } from './walk.mjs';

const news = 'El 12 de mayo la delegación visitó la sede. Ambas partes llegaron a un primer consenso sobre áreas tales como sumar más universidades a la red, explorar centros nacionales, formar al personal con la serie 1+X e iniciar investigación conjunta, diálogos de políticas en la región. Después la delegación visitó el laboratorio.';

async function visit(check, page, go, as, shot) {
  let loads = 0;
  page.on('load', () => loads++);
  await as('region');
  loads = 0;
  await go('/es/o/lac/visits/new');
  check('a new visit opens with what is unfinished', (await page.locator('main').textContent()).includes('Sin terminar de visitas anteriores'));
  await page.fill('#f-title', 'Visita del ministerio a la Oficina Regional');
  await page.fill('#f-guest', 'Universidad de Chile');
  await page.fill('#f-from_date', '2026-05-12');
  await page.fill('#f-place', 'Oficina Regional (demostración)');
  await page.fill('#f-delegates', 'Dirección de educación superior\nJefatura de innovación');
  await page.fill('#f-agenda', '09:30 Bienvenida\n12:00 Laboratorio de IA');
  await page.fill('#f-public_note', 'Se acordaron cinco puntos.');
  await page.fill('#f-remarks', 'Volver a hablar en marzo.');
  await page.fill('#f-news', news);
  await page.locator('main form button').first().click();
  const proposed = await page.locator('input[name^=title_]').evaluateAll(all => all.map(e => e.value).filter(Boolean));
  check('the news text proposes its points', proposed.length === 5 && proposed[0] === 'Sumar más universidades a la red', proposed.join(' | '));
  await page.selectOption('select[name=owner_1]', 'lac');
  await page.fill('input[name=countries_1]', 'Chile, PE');
  await shot('visit-items');
  await page.locator('main form button').first().click();
  check('five items are on the visit', await page.locator('main ol.list > li').count() === 5, page.url());
  const address = page.url();
  await page.locator('main ol.list > li a').first().click();
  await page.locator('summary', { hasText: 'cifra viva' }).click();
  await page.selectOption('select[name=goal_indicator]', 'members');
  await page.fill('#f-goal_count', '60');
  await page.selectOption('select[name=goal_node]', 'lac');
  await page.locator('form[action$="/goal"] button').click();
  check('an item shows its own progress', /\d+ de 60/.test(await page.locator('main').textContent()));
  check('the visit took at most twelve page loads', loads <= 12, `${loads}`);
  await shot('visit-item');

  // three months later
  await go('/es/my/follow-ups');
  check('it stands among my follow-ups', (await page.locator('main').textContent()).includes('Sumar más universidades a la red'));
  await shot('follow-ups');
  await page.locator('main a', { hasText: 'Sumar más universidades' }).first().click();
  await page.locator('input[name=what][value=moved]').check();
  await page.fill('#f-due_date', '2027-06-30');
  await page.locator('form[action*="/items/"] button').first().click();
  check('a move without a reason is told at its field', await page.locator('#f-words-w').count() === 1 && await page.locator('#f-due_date').inputValue() === '2027-06-30');
  await page.fill('#f-words', 'La convocatoria se abre en enero.');
  await page.locator('form[action*="/items/"] button').first().click();
  check('both days stay in its history', (await page.locator('main').textContent()).includes('La convocatoria se abre en enero.'));
  await page.goto(address);
  await page.locator('main ol.list > li a').nth(1).click();
  await page.locator('input[name=what][value=done]').check();
  await page.fill('#f-words', 'Acta de apertura del centro, página 3.');
  await page.locator('form[action*="/items/"] button').first().click();
  await page.goto(address);
  check('one is done, with evidence', (await page.locator('main').textContent()).includes('Uno está cumplido'));
  await shot('visit');

  // the chain, by a stranger
  await page.context().clearCookies();
  await page.goto(address);
  const seen = await page.locator('main').textContent();
  check('a stranger sees the note, not the remarks', seen.includes('Se acordaron cinco puntos.') && !seen.includes('Volver a hablar en marzo'));
  await go('/es/o/lac/visits');
  await page.locator('main a', { hasText: 'a la sede de la red' }).click();
  await page.locator('main ol.list > li a').nth(1).click();
  await page.locator('aside a[href*="/agreements/"]').first().click();
  check('from the visit to the agreement', page.url().includes('/agreements/'), page.url());
  await page.locator('aside a[href*="/items/"]').first().click();
  await page.locator('aside a[href*="/visits/"]').first().click();
  check('and back to the visit', page.url().includes('/visits/'), page.url());
}

async function minister(check, page, go, as, shot) {
  await as('ministry');
  await page.locator('main a[href$="/o/peru/figures"]').first().click();
  check('one tap from the work page to the figures', (await page.locator('main').textContent()).includes('Personas certificadas'));
  await page.locator('main a[href$="/o/peru/briefs"]').click();
  await page.locator('main form button').first().click();
  const brief = await page.locator('main').textContent();
  check('the brief says who acts, what ends, who is silent', ['Quién actúa', 'Convenios que terminan', 'Silencio este año'].every(s => brief.includes(s)));
  await shot('brief');
  await page.locator('main .tools a').first().click();
  check('beside an older one', (await page.locator('main').textContent()).includes('antes:'));
  await go('/es/o/peru/agreements');
  check('which agreement ends soon stands first', /termina en menos de 14 días/.test(await page.locator('main .list li').first().textContent()));
  await shot('agreements');
}

export async function walkNetwork(results, demo) {
  const check = (name, good, detail) => results.check(`walk, network: ${name}`, good, detail);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
  const phone = { javaScriptEnabled: false, locale: 'es-PE', reducedMotion: 'reduce', viewport: { width: 360, height: 740 } };
  const desk = { ...phone, viewport: { width: 1280, height: 900 } };
  try {
    for (const [walk, size] of [[visit, desk], [minister, phone]]) {
      const context = await browser.newContext(size);
      const page = await context.newPage();
      const shot = name => page.screenshot({ path: join(shots, `network-${name}.png`), fullPage: true });
      const go = path => page.goto(`${demo.url}${path}`);
      const as = async role => { await go('/es'); await page.locator(`form:has(input[value="${role}"]) button`).click(); };
      page.setDefaultTimeout(15000);
      try {
        await walk(check, page, go, as, shot);
      } catch (e) {
        await shot(`${walk.name}-stopped`).catch(() => {});
        results.fail(`walk, network, ${walk.name} at ${page.url()}: ${e.message}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
