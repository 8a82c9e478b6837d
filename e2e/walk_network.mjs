// SPDX-License-Identifier: Apache-2.0
// walk_network: J12, a minister's three minutes on a telephone, and the chain from
// a visit to its agreements and back; a browser without scripts, in Spanish.
// Pictures go to build/shots.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, shots } from './walk.mjs';

// From a visit to what came of it and back, by a stranger.
async function chain(check, page, go) {
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

// A region's dashboard down to a university, and back up to a brief; groupings
// and the tree as it was.
async function director(check, page, go, as, shot) {
  const number = async () => (await page.locator('main dl.keys dd.big').first().textContent()).trim();
  await as('region');
  await go('/es/o/lac/figures');
  check('the dashboard fits a telephone', await page.evaluate(() => document.documentElement.scrollWidth) === 360);
  await shot('dashboard');
  const enrolled = (await page.locator('main a[href$="/o/lac/figures/enrolled"]').first().textContent()).trim();
  await page.locator('main a[href$="/o/lac/figures/enrolled"]').first().click();
  check('a number opens its list, with the number on top', await number() === enrolled, `${await number()}, ${enrolled}`);
  await shot('behind');
  await go('/es/o/lac/figures?by=certified');
  await page.locator('main svg.map a[href$="/o/peru/figures"]').click();
  check('a tile leads to its country', (await page.locator('main').textContent()).includes('Universidad por universidad'), page.url());
  await page.locator('main a[href$="/o/peru/figures/certified"]').first().click();
  const listed = await page.locator('main table tbody tr').count();
  check('behind it are its universities, not people', listed > 0 && (await page.locator('main a[href*="/certificates/"]').count()) === 0, `${listed}`);
  await page.locator('main table a[href*="/o/pucp/"]').first().click();
  check('and of a university no names', !(await page.locator('main').textContent()).includes('Tipo de trabajo'));
  await page.locator('main nav.acts a[href*="/o/pucp/figures"]').last().click();
  await page.locator('nav.crumb a[href$="/o/peru"]').click();
  await page.locator('main a[href$="/o/peru/figures"]').first().click();
  const certified = (await page.locator('main a[href$="/o/peru/figures/certified"]').first().textContent()).trim();
  await page.locator('main a[href$="/o/peru/briefs"]').click();
  await page.locator('main form button').first().click();
  check('the brief equals the dashboard', (await page.locator('main dl.keys').textContent()).includes(certified), certified);
  await go('/es/o/lac/figures');
  await page.locator('main .tools a', { hasText: 'Países andinos' }).click();
  check('by a grouping its countries alone', (await page.locator('main table').last().locator('tbody tr').count()) === 5);
  await shot('grouping');
  await go('/es/o/unsaac');
  await page.locator('main a[href$="/o/unsaac/tree"]').click();
  await page.locator('main input[name="on"]').fill('2026-01-15');
  await page.locator('main form button').click();
  check('the tree as it was, before a move', (await page.locator('main').textContent()).includes('Ese día no había nada debajo'));
  await shot('tree');
}

// A coordinator comes down to people, with the same sum.
async function coordinator(check, page, go, as) {
  await as('centre');
  await go('/es/o/pucp/figures');
  const link = page.locator('main a[href$="/o/pucp/figures/certified"]').first();
  const certified = (await link.textContent()).trim();
  await link.click();
  const people = await page.locator('main table').first().locator('tbody tr').count();
  check('behind a number stand as many people', String(people) === certified, `${people}, ${certified}`);
}

export async function walkNetwork(results, demo) {
  const check = (name, good, detail) => results.check(`walk, network: ${name}`, good, detail);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
  const phone = { javaScriptEnabled: false, locale: 'es-PE', reducedMotion: 'reduce', viewport: { width: 360, height: 740 } };
  const desk = { ...phone, viewport: { width: 1280, height: 900 } };
  try {
    for (const [walk, size] of [[chain, desk], [minister, phone], [director, phone], [coordinator, desk]]) {
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
