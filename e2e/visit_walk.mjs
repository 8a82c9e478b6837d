// SPDX-License-Identifier: Apache-2.0
// visit_walk: a delegation's visit in a browser, in Spanish, with scripts off:
// recorded in one sitting, its points read out of a news text, a picture, a
// live figure; later the follow-ups; the next visit opens with what is left.
// By hand: node e2e/visit_walk.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byHand, walkOf } from './journey.mjs';
import { root } from './server.mjs';

const loadsMax = 12; // page loads for a visit with five items

const news = 'Dra. Nadie Inventada visitó la sede. Tras el recorrido, las partes alcanzaron un primer consenso para cooperar en '
  + 'áreas tales como sumar veinte universidades a la red, explorar un centro nacional en Chile, formar al personal mediante '
  + 'la serie y la microcertificación, e iniciar estudios conjuntos y diálogos de políticas en la región. Luego visitaron el laboratorio.';

async function journey(demo, { page, check, main, as, press }) {
  const picture = readFileSync(join(root, 'demo/series/genai-foundations/03-asking-well/window.es.png'));
  let loads = 0;

  page.on('domcontentloaded', () => { loads++; });

  // recorded in one sitting
  await as('region');
  loads = 0;
  await page.locator('main a[href="/es/o/lac/visits"]').first().click();
  await page.locator('a[href="/es/o/lac/visits/new"]').click();
  check('a new one opens with what earlier ones left', (await main()).includes('Sin terminar de visitas anteriores'));
  await page.fill('#f-title', 'Visita de prueba <b>a la sede</b>');
  await page.fill('#f-guest', 'Universidad de Chile');
  await page.fill('#f-from_date', '2026-01-12');
  await page.fill('#f-place', 'Sede de la red');
  await page.fill('#f-delegates', 'Rectorado\nDirección de relaciones internacionales');
  await page.fill('#f-agenda', '09:30 Bienvenida\n12:00 Laboratorio de IA');
  await page.fill('#f-news', news);
  await page.fill('#f-public_note', 'Se acordó cooperar.');
  await page.fill('#f-minutes', 'Acta que nadie más lee.');
  await page.fill('#f-remarks', 'Observación reservada.');
  await page.locator('input[name=is_public]').check();
  await press('main form[method=post]');
  check('then the items', page.url().endsWith('/items'), page.url());
  const titles = await page.locator('input[name^=title_]').evaluateAll(all => all.map(i => i.value).filter(Boolean));
  check('five points are read out of the news', titles.length === 5, titles.join(' | '));
  check('two objects of one verb are two of them', titles[3] === 'Iniciar estudios conjuntos en la región' && titles[4] === 'Iniciar diálogos de políticas en la región', titles.join(' | '));
  for (let n = 1; n <= 5; n++) {
    await page.fill(`#f-due_date_${n}`, n === 1 ? '2027-06-30' : '2026-06-30');
    await page.fill(`#f-countries_${n}`, n === 2 ? 'Chile' : '');
  }
  await press('main form[method=post]');
  check('the items stand with the visit', await page.locator('main ol.list > li').count() === 5, page.url());
  const visit = page.url();
  await page.setInputFiles('#f-picture', { name: 'foto.png', mimeType: 'image/png', buffer: picture });
  await page.fill('#f-caption', 'El laboratorio');
  await page.locator('form[action$="/pictures"] button').click();
  check('the picture is shown', await page.locator('main figure img').count() === 1);
  check(`recorded in at most ${loadsMax} page loads`, loads <= loadsMax, `${loads}`);
  console.log(`# visit: ${loads} page loads for five items and a picture`);

  await page.setViewportSize({ width: 360, height: 740 });
  check('with its picture it fits a phone', await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
  await page.setViewportSize({ width: 1280, height: 900 });

  // a live figure
  await page.locator('main ol.list h3 a').first().click();
  await page.locator('details summary').first().click();
  await page.selectOption('#f-goal_indicator', 'members');
  await page.fill('#f-goal_count', '20');
  await page.selectOption('#f-goal_node', 'chile');
  await page.locator('form[action$="/goal"] button').click();
  check('an item shows its own progress', /de 20/.test(await main()), await main());
  await page.locator('aside a[href*="/visits/"]').first().click();
  check('the chain leads back to the visit', page.url() === visit, page.url());

  // what a stranger reads
  await page.context().clearCookies();
  await page.goto(visit);
  const open = await main();
  check('a stranger reads the note and the figure', open.includes('Se acordó cooperar.') && /de 20/.test(open));
  check('and neither minutes nor remarks', !open.includes('Acta que nadie') && !open.includes('Observación reservada'));
  check('hostile text stays text', open.includes('<b>a la sede</b>'));
  check('nobody is named', !(await page.content()).includes('Inventada'));

  // months later: one done with evidence, one moved with a reason
  await as('region');
  await page.locator('a[href="/es/my/follow-ups"]').first().click();
  await page.locator('main li', { hasText: 'Explorar un centro nacional en Chile' }).locator('h3 a').first().click();
  await page.locator('input[name=what][value=done]').check();
  await press('form[action*="/items/"]');
  check('done without evidence is refused', await page.locator('#f-words-w').count() === 1);
  await page.fill('#f-words', 'Acta de apertura firmada en Santiago.');
  await press('form[action*="/items/"]');
  check('with evidence it is done', (await main()).includes('Acta de apertura firmada'));
  await page.goto(`${demo.url}/es/my/follow-ups`);
  const late = page.locator('main li', { hasText: 'Iniciar estudios conjuntos' });
  check('what is late stands first', await page.locator('main h2:text-is("Vencidos") + ul li', { hasText: 'Iniciar estudios conjuntos' }).count() === 1);
  await late.locator('h3 a').first().click();
  await page.locator('input[name=what][value=moved]').check();
  await page.fill('#f-words', 'El comité de ética se reúne en marzo.');
  await page.fill('#f-due_date', '2099-02-28');
  await press('form[action*="/items/"]');
  const moved = await main();
  check('it is moved, and the history keeps both days', moved.includes('El comité de ética se reúne') && moved.includes('2099'));

  // the next visit
  await page.goto(`${demo.url}/es/o/lac/visits/new`);
  const next = await main();
  check('the next visit opens with what is unfinished', next.includes('Iniciar estudios conjuntos') && !next.includes('Explorar un centro nacional en Chile'));

  // from handshake to certificate, and back: the first visit of the network
  await as('centre');
  await page.goto(`${demo.url}/es/o/lac/visits`);
  await page.locator('main h2 a, main h3 a').last().click();
  const first = page.url();
  await page.locator('main ol.list a', { hasText: 'Explorar centros nacionales' }).click();
  await page.locator('aside a[href*="/chain/"]', { hasText: 'Perú' }).click();
  const chain = await main();
  check('one page has visit, agreement, clause, opening and people', ['Visita de la Oficina', 'Convenio del centro nacional del Perú', '2. Qué hace el centro', 'Aquí se abrió', 'personas inscritas', 'certificados'].every(t => chain.includes(t)), chain);
  const here = page.url();
  await page.locator('main a[href$="/o/peru/certificates"]').click();
  check('the certificates behind the figure are a list', await page.locator('main a[href*="/certificates/"]').count() > 0, page.url());
  await page.locator('main a[href*="/certificates/"]').first().click();
  await page.locator('a[href$="/chain"]').click();
  check('a certificate leads back to its opening', (await main()).includes('Aquí se abrió'), page.url());
  await page.goto(here);
  await page.locator('main ol.thread a[href*="/visits/"]').first().click();
  check('and to the visit where it began', page.url() === first, page.url());
}

export const visitWalk = walkOf('visit', journey);

await byHand(import.meta.url, visitWalk);
