// SPDX-License-Identifier: Apache-2.0
// award_walk: the award of cases of practice in a browser, in Spanish, with
// scripts off: an edition is entered, a case sent in, found valid, reviewed
// blind, awarded; the public page then has the three counts. Pictures go to
// build/shots. By hand: node e2e/award_walk.mjs
import { byHand, walkOf } from './journey.mjs';

const day = ahead => new Date(Date.now() + ahead * 86400000).toISOString().slice(0, 10);
const sender = 'Universidad de Cuenca';

async function journey(demo, { page, check, go, main, as, fits }) {
  // an edition and who reviews
  await as('hq');
  await page.locator('main a[href="/es/o/network/award"]').click();
  await page.locator('main a[href="/es/o/network/award/new"]').click();
  await page.fill('#f-name', 'Premio de la caminata');
  await page.fill('#f-categories', 'Docencia: con IA\nGestión');
  await page.fill('#f-criteria', 'Efecto: 10\nClaridad: 10');
  await page.fill('#f-opens_date', day(-10));
  await page.fill('#f-closes_date', day(-20));
  await page.fill('#f-review_until', day(20));
  await page.fill('#f-reviews_each', '1');
  await page.locator('main form[method=post] .acts button').click();
  check('days in the wrong order are told at the field', await page.locator('#f-closes_date-w').count() === 1 && await page.inputValue('#f-name') === 'Premio de la caminata');
  await page.fill('#f-closes_date', day(10));
  await fits('form');
  await page.locator('main form[method=post] .acts button').click();
  const office = page.url();
  await page.selectOption('#f-person', { label: 'Evaluación (demo)' });
  await page.locator('form[action$="/reviewers"] .acts button').click();
  check('a reviewer is named', (await main()).includes('Evaluación (demo)'));

  // a stranger sends a case
  await page.context().clearCookies();
  await go('/es/award');
  await page.locator('main a', { hasText: 'Premio de la caminata' }).click();
  const edition = page.url();
  check('what is asked for is said before', (await main()).includes('1.500 caracteres'));
  await page.locator('a[href$="/apply"]').click();
  await page.fill('#f-q', 'cuenca');
  await page.locator('main form button').click();
  await page.locator('main a', { hasText: sender }).click();
  await fits('apply');
  await page.fill('#f-contact_name', 'Oficina de contacto');
  await page.fill('#f-contact_post', 'Jefatura');
  await page.fill('#f-contact_email', 'contacto@example.org');
  await page.locator('main form[method=post] .acts button').click();
  const draft = page.url().replace(/\?.*/, '');
  await page.locator('input[name=category][value="1"]').check();
  await page.fill('#f-title', 'Una mesa por facultad');
  await page.locator('button[name=later]').click();
  await page.context().clearCookies();
  await page.goto(draft);
  check('a draft is kept and found by its address', await page.inputValue('#f-title') === 'Una mesa por facultad');
  await page.fill('#f-abstract', 'Cada facultad atiende dudas los martes.');
  await page.fill('#f-words', `En la ${sender} empezamos con dos mesas.\n\nHoy son <b>ocho</b>.`);
  await page.locator('input[name=agrees]').check();
  await page.locator('button[name=send]').click();
  check('a text that names its organisation is told of it', await page.locator('#f-words-w').count() === 1);
  await fits('draft');
  await page.fill('#f-words', 'Empezamos con dos mesas.\n\nHoy son <b>ocho</b>.');
  await page.locator('button[name=send]').click();
  check('it gets its number', (await main()).includes('Tiene el número 1.'), await main());
  await fits('sent');

  // valid, and given to a reviewer
  await as('hq');
  await page.goto(office);
  await fits('office');
  await page.locator('main a[href*="/cases/1"]').first().click();
  const inner = page.url();
  check('the office sees whose it is', (await main()).includes(sender));
  await page.locator('button[name=valid][value="1"]').click();
  await page.locator('form[action$="/assign"] button').click();
  check('it is given to a reviewer', (await main()).includes('Evaluación (demo)'));
  await fits('case');

  // reviewed blind
  await as('assessor');
  await page.locator('main a[href="/es/my/reviews"]').first().click();
  await page.locator('main a', { hasText: 'Una mesa por facultad' }).click();
  const blind = await page.content();
  check('the reviewer reads the case', blind.includes('Empezamos con dos mesas.'));
  check('and not whose it is', !['Cuenca', 'Ecuador', 'Oficina de contacto', 'contacto@example.org'].some(s => blind.includes(s)));
  check('hostile text stays text', (await main()).includes('<b>ocho</b>'));
  await page.fill('#f-points_1', '11');
  await page.locator('main form[method=post] .acts button').first().click();
  check('more points than there are, and a missing one, are told', await page.locator('#f-points_1-w').count() === 1 && await page.locator('#f-points_2-w').count() === 1);
  await fits('review');
  await page.fill('#f-points_1', '9');
  await page.fill('#f-points_2', '8');
  await page.fill('#f-remark_1', 'Hay cifras.');
  await page.locator('main form[method=post] .acts button').first().click();
  check('the points are given', (await main()).includes('Sus puntos están dados.'));

  // awarded and published
  await as('hq');
  await page.goto(`${office}/edit`);
  await page.fill('#f-closes_date', day(-2));
  await page.locator('main form[method=post] .acts button').click();
  await page.goto(inner);
  await page.fill('#f-place', 'Primer lugar');
  await page.locator('form[action$="/place"] button').click();
  await page.goto(office);
  check('the ranking is shown to who decides', /85/.test(await page.locator('table.rows').first().textContent()));
  await page.context().clearCookies();
  await page.goto(edition);
  check('before it is published nobody sees the case', !(await main()).includes('Una mesa por facultad'));
  await as('hq');
  await page.goto(office);
  await page.locator('form[action$="/publish"] button').click();

  // what everybody sees
  await page.context().clearCookies();
  await page.goto(edition);
  const counts = await page.locator('dl.keys dd.big').allTextContents();
  check('the three counts', counts.join(' ') === '1 1 1', counts.join(' '));
  const open = await main();
  check('with their definitions, by country and kind', ['Los borradores no cuentan', 'Ecuador', 'Institución'].every(s => open.includes(s)), open);
  check('points and remarks are nowhere', !open.includes('Hay cifras.'));
  await fits('edition');
  await page.locator('main a', { hasText: 'Una mesa por facultad' }).click();
  check('the awarded case is public with its text', (await main()).includes('Empezamos con dos mesas.') && (await main()).includes(sender));
  await fits('awarded');
  await page.goto(draft);
  check('whoever sent it reads the result', (await main()).includes('Premiado: Primer lugar'));
  await as('assessor');
  await go('/es/my/reviews');
  await page.locator('main a', { hasText: 'Una mesa por facultad' }).click();
  check('points cannot be changed any more', await page.locator('main form[method=post]').count() === 0);
}

export const awardWalk = walkOf('award', journey);

await byHand(import.meta.url, awardWalk);
