// SPDX-License-Identifier: Apache-2.0
// journey: what the walks of single journeys share: a browser with scripts off,
// the hands of whoever walks, and the walk run alone by hand.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Results } from './results.mjs';
import { startDemo } from './server.mjs';
import { browserArgs, shots } from './walk.mjs';

// What a walk does all the time. Its results and pictures bear its name.
function hands(name, results, demo, page) {
  const check = (what, good, detail) => results.check(`${name}: ${what}`, good, detail);
  const go = path => page.goto(`${demo.url}${path}`);
  const shot = file => page.screenshot({ path: join(shots, `${name}-${file}.png`), fullPage: true });

  return {
    page, check, go, shot,
    main: () => page.locator('main').textContent(),
    // signs in as one of the demonstration's people
    as: async role => {
      await page.context().clearCookies();
      await go('/es');
      await page.locator(`form:has(input[value="${role}"]) button`).click();
    },
    press: (form = 'main form[method=post]') => page.locator(`${form} .acts button`).first().click(),
    // looks at the page as a telephone and as a screen shows it
    fits: async what => {
      await page.setViewportSize({ width: 360, height: 740 });
      check(`${what} fits a telephone`, await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
      await shot(`${what.replace(/\W+/g, '-')}-phone`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await shot(what.replace(/\W+/g, '-'));
    },
  };
}

// A part of e2e/run.mjs from a journey: in Spanish, scripts off, stopped by the
// first thing that is not there.
export function walkOf(name, journey, viewport = { width: 1280, height: 900 }) {
  return async function walk(results, demo) {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArgs });
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'es-PE', reducedMotion: 'reduce', viewport });
    const page = await context.newPage();
    const h = hands(name, results, demo, page);

    page.setDefaultTimeout(15000);
    try {
      await journey(demo, h);
    } catch (e) {
      await h.shot('stopped').catch(() => {});
      results.fail(`${name}: stopped at ${page.url()}: ${e.message}`);
    } finally {
      await browser.close();
    }
  };
}

// node e2e/NAME_walk.mjs runs that walk alone.
export async function byHand(file, walk) {
  if (!process.argv[1] || resolve(process.argv[1]) !== fileURLToPath(file)) return;
  const results = new Results();
  const demo = await startDemo();

  await walk(results, demo);
  await demo.stop();
  process.stdout.write(results.text());
  console.log(results.summary());
  process.exit(results.failed ? 1 : 0);
}
