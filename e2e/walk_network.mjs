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

export async function walkNetwork(results, demo) {
  const check = (name, good, detail) => results.check(`walk, network: ${name}`, good, detail);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
  const phone = { javaScriptEnabled: false, locale: 'es-PE', reducedMotion: 'reduce', viewport: { width: 360, height: 740 } };
  const desk = { ...phone, viewport: { width: 1280, height: 900 } };
  try {
    for (const [walk, size] of [[chain, desk], [minister, phone]]) {
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
