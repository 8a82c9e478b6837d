// SPDX-License-Identifier: Apache-2.0
// join_walk: a university of the directory joins, in a browser, in Spanish, with
// scripts off, on a phone: found by three letters, an interruption, two
// approvals, the campus kit.
// By hand: node e2e/join_walk.mjs
import { byHand, walkOf } from './journey.mjs';

const loadsMax = 8; // page loads of the applicant's part

async function journey(demo, { page, check, main, as }) {
  let loads = 0;

  page.on('domcontentloaded', () => { loads++; });

  // the applicant, from the public page on
  await page.goto(`${demo.url}/es/join`);
  await page.selectOption('#f-country', 'PE');
  await page.fill('#f-q', 'nac');
  await page.locator('main form button').first().click();
  const found = page.locator('main ul.list a').first();
  const name = (await found.textContent()).trim();
  check('it is found by three letters', /Nac/.test(name), name);
  await found.click();
  await page.fill('#f-contact_name', 'Oficina de Planificación (demo)');
  await page.fill('#f-contact_post', 'Jefatura');
  await page.fill('#f-contact_email', 'planificacion@example.org');
  await page.locator('main form[method=post] button').first().click();
  const link = page.url().replace(/\?.*/, '');
  check('whose turn it is stands beside', (await main()).includes('Oficina regional'));

  // on another day and device, without an account
  await page.context().clearCookies();
  await page.goto(link);
  check('the agreement stands in two languages', await page.locator('.clause .other[lang=en]').count() === 6);
  for (const clause of await page.locator('input[name=clause]').all()) await clause.check();
  await page.locator('main form[method=post] button').first().click();
  await page.fill('#f-signer_name', 'Rectorado (demo)');
  await page.fill('#f-signer_post', 'Rectorado');
  await page.locator('input[name=how][value=click]').check();
  await page.locator('main form[method=post] button').first().click();
  check('it is sent', page.url().includes('?sent=1'), page.url());
  check(`in at most ${loadsMax} page loads`, loads <= loadsMax, `${loads}`);
  console.log(`# joining: ${loads} page loads for the applicant`);
  check('it fits a phone', await page.evaluate(() => document.documentElement.scrollWidth) <= 360);

  // centre, then region
  await as('centre');
  await page.locator('a[href="/es/o/peru/applications"]').first().click();
  await page.locator('main a', { hasText: name }).first().click();
  await page.locator('form[action$="/endorse"] button').click();
  await page.goto(link);
  check('the applicant sees the centre’s yes, and whose turn it is', (await main()).includes('El centro la apoya'));
  await as('region');
  await page.goto(`${demo.url}/es/o/peru/applications`);
  await page.locator('main a', { hasText: name }).first().click();
  await page.locator('form[action$="/accept"] button').click();
  const signIn = /sign-in\/link\/[0-9a-z]+/.exec(await page.locator('[role=status]').textContent())?.[0];
  check('there is a link for the coordinator', !!signIn);

  // the campus kit
  await page.context().clearCookies();
  await page.goto(link);
  const kit = await main();
  check('the kit names the first steps', kit.includes('Primeros pasos') && kit.includes('cartel'));
  await page.goto(`${demo.url}/es/${signIn}`);
  await page.locator('main form button').first().click();
  await page.fill('#f-name', 'coordinacion-nueva');
  await page.fill('#f-password', 'cinco palabras bastante largas');
  await page.locator('main form button').first().click();
  await page.goto(`${demo.url}/es/work`);
  check('the coordinator has rights of their own', (await main()).includes('Coordinación'));
  await page.locator('a[href$="/codes"]').first().click();
  await page.fill('#f-label', 'Cartel de la entrada');
  await page.locator('main form button').first().click();
  check('the poster has a QR code to print', await page.locator('.poster svg').count() >= 1);

  // its agreement stands in the register
  await page.context().clearCookies();
  await page.goto(`${demo.url}/es/o/peru`);
  check('it is a member of its country', (await main()).includes(name));
}

export const joinWalk = walkOf('joining', journey, { width: 360, height: 740 });

await byHand(import.meta.url, joinWalk);
