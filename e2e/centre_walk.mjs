// SPDX-License-Identifier: Apache-2.0
// centre_walk: a national centre in a browser, in Spanish, with scripts off: the
// mandate given and launched, a plan proposed and agreed by both sides, its
// target that moves when a university joins, the report handed in, sent back
// and accepted, the term renewed; and what strangers see of it.
// By hand: node e2e/centre_walk.mjs
import { byHand, walkOf } from './journey.mjs';

const title = 'Centro nacional de prueba (Argentina)';

async function journey(demo, h) {
  const { page, check, go, main, as, fits } = h;
  const press = form => h.press(`main form[action${form}]`);
  const open = words => page.locator('summary', { hasText: words }).click();
  let coordinator;
  const asCentre = async () => {
    await page.context().clearCookies();
    await page.context().addCookies(coordinator);
  };

  // the mandate is given to another university, and launched
  await as('hq');
  await go('/es/o/argentina/mandates');
  check('the one before has ended, with its reason', (await main()).includes('La universidad pidió terminar'));
  await page.fill('#f-find', 'nacional de la plata');
  await page.locator('main form[action$="/mandates"] button').first().click();
  await page.locator('input[name=holder][value=unlp]').check();
  await page.locator('input[name=kind][value=national_centre]').check();
  await page.fill('#f-title', title);
  await press('$="/mandates"][method=post');
  for (const [event, who] of [['agreement', 'Rectorado'], ['launch', 'Ministerio de Educación']]) {
    await open('Anotar lo ocurrido');
    await page.locator(`input[name=event][value=${event}]`).check();
    await page.fill('#f-who', who);
    await page.fill('#f-document', 'Convenio 31');
    await press('*="/mandates/"');
  }
  await go('/es/o/argentina/roles');
  await page.locator('input[name=role][value=centre_coordinator]').check();
  await page.fill('#f-name', 'Coordinación de prueba (demo)');
  await press('$="/roles"');
  const link = /https?:\S+\/sign-in\/link\/[0-9a-z]{26}/.exec(await main())[0].replace(/^https?:\/\/[^/]+/, '');
  await page.context().clearCookies();
  await go(`/es${link}`);
  await page.locator('main form button').first().click();
  coordinator = await page.context().cookies();

  // the centre proposes its plan
  await go('/es/o/argentina');
  await page.locator('aside a[href*="/mandates/"]').click();
  const mandate = page.url();
  check('the chain says with whom and by which document', (await main()).includes('Ministerio de Educación · Convenio 31'));
  check('what comes next is told', /Respaldo del ministerio[\s\S]*lo que sigue/.test(await main()), await main());
  await page.locator('a', { hasText: 'Proponer un plan' }).click();
  await page.fill('#f-aim_es', 'Formar a quienes enseñan.');
  await page.fill('#f-aim_en', 'To train those who teach.');
  const last = await page.inputValue('#f-to_date');
  await page.fill('#f-title_1', 'Más universidades');
  await page.fill('#f-due_date_1', last);
  await page.selectOption('#f-indicator_1', 'members');
  await page.fill('#f-amount_1', '3');
  await page.fill('#f-title_2', 'Guía para coordinadoras');
  await page.fill('#f-due_date_2', '2099-01-01');
  await press('$="/plan"');
  check('a day outside the plan is told at its field, and nothing typed is lost', await page.locator('#f-due_date_2-w').count() === 1 && await page.inputValue('#f-aim_es') === 'Formar a quienes enseñan.');
  await fits('plan-form');
  await page.fill('#f-due_date_2', last);
  await press('$="/plan"');
  const plan = page.url();
  check('the draft is kept', (await main()).includes('propuesto, todavía sin acordar'), page.url());
  await press('$="/agree"');
  check('the centre has agreed, the office not yet', (await main()).includes('todavía no') || (await main()).includes('aún no'), await main());

  // the region agrees
  await as('region');
  await page.locator('a[href="/es/my/follow-ups"]').first().click();
  await page.locator('main li', { hasText: title }).locator('h3 a').first().click();
  check('the plan waits under "my follow-ups"', page.url() === plan, page.url());
  await press('$="/agree"');
  check('both have agreed, and no university has joined', (await main()).includes('Ambas partes lo acordaron') && /0 de 3/.test(await main()), await main());

  // a university joins, and the target moves by itself
  await go('/es/o/argentina/applications');
  await page.locator('main h2 a').first().click();
  await press('$="/accept"');
  await page.goto(plan);
  check('the target moves when a university joins', /1 de 3/.test(await main()), await main());
  await fits('plan');

  // the report, with the figures as they stand
  await asCentre();
  await page.goto(plan);
  await page.locator('aside a[href*="/reports/"]').first().click();
  const report = page.url();
  await page.fill('#f-done', 'Se incorporó la primera universidad.');
  await press('*="/reports/"');
  check('it is handed in with the figures of that moment', /Como estaban el/.test(await main()) && /1 de 3/.test(await main()), await main());
  await as('region');
  await go('/es/my/follow-ups');
  await page.locator(`main a[href="${new URL(report).pathname}"]`).click();
  await open('Devolverlo');
  await page.fill('#f-reason', 'Falta decir quiénes participaron.');
  await press('$="/back"');
  await asCentre();
  await page.goto(report);
  check('what is missing is read, and the text is still there', (await main()).includes('Falta decir quiénes') && await page.inputValue('#f-done') === 'Se incorporó la primera universidad.');
  await page.fill('#f-done', 'Se incorporó la primera universidad, con doce docentes.');
  await press('*="/reports/"');
  await as('region');
  await page.goto(report);
  await press('$="/accept"');
  check('the report is accepted', (await main()).includes('aceptado'));
  await fits('report');

  // its term, renewed by one click
  await as('hq');
  await page.goto(mandate);
  await page.fill('#f-to_date', '2030-12-31');
  await press('$="/renew"');
  await press('$="/renew"');
  check('renewed by one click', (await main()).includes('Renovado'), await main());
  await fits('mandate');

  // what a stranger sees
  await page.context().clearCookies();
  await page.goto(mandate);
  check('a stranger sees the chain, not the reports', (await main()).includes('Plan de acción conjunto') && await page.locator('main a[href*="/reports/"]').count() === 0);
  await page.goto(report);
  check('and is led to the sign-in where one is', page.url().includes('/sign-in'), page.url());
  await go('/es/offices');
  check('offices are public, names are not', (await main()).includes('Secretaría General') && !(await main()).includes('Persona de la'));
  await fits('offices');
}

export const centreWalk = walkOf('centre', journey);

await byHand(import.meta.url, centreWalk);
