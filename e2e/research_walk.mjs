// SPDX-License-Identifier: Apache-2.0
// research_walk: joint research in a browser, in Spanish, with scripts off: a
// call, a proposal, the decision, an invitation that is answered, ethics review
// and data rules before anything begins, a milestone done, an output with its
// DOI, and what a stranger reads in the end.
// By hand: node e2e/research_walk.mjs
import { byHand, walkOf } from './journey.mjs';

async function journey(demo, { page, check, main, as, press, fits }) {
  const title = 'Lo que preguntan <b>los estudiantes</b> a los modelos';

  // the centre calls
  await as('centre');
  await page.locator('main a[href="/es/o/peru/research"]').first().click();
  await page.locator('main a[href="/es/o/peru/research-calls"]').click();
  check('the call begins in the zone of its place', await page.inputValue('#f-zone') === 'America/Lima');
  await page.fill('#f-title', 'Preguntas a los modelos');
  await page.fill('#f-words', 'Se buscan dos proyectos cortos.');
  await page.fill('#f-closes_date', '2001-01-01');
  await press();
  check('what is impossible is told at its field', await page.locator('#f-closes_date-w').count() === 1);
  await page.fill('#f-opens_date', await page.evaluate(() => new Date(Date.now() - 864e5).toISOString().slice(0, 10)));
  await page.fill('#f-closes_date', await page.evaluate(() => new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10)));
  await fits('form of a call');
  await press();
  const call = page.url();
  check('the call is open', (await main()).includes('abierta'), call);
  await fits('call');

  // a university proposes
  await as('university');
  await page.goto(`${demo.url}/es/research`);
  await fits('list');
  await page.locator('main a', { hasText: 'Preguntas a los modelos' }).click();
  await page.locator('main a.btn').first().click();
  await page.fill('#f-title', title);
  await page.fill('#f-abstract', 'Qué preguntan, y qué hacen con la respuesta.');
  await page.fill('#f-remarks', 'Observación reservada.');
  await page.fill('#f-to_date', '2020-01-01');
  await press();
  check('a bad day comes back with what was typed', await page.inputValue('#f-title') === title && await page.locator('#f-to_date-w').count() === 1);
  await page.fill('#f-to_date', await page.evaluate(() => new Date(Date.now() + 700 * 864e5).toISOString().slice(0, 10)));
  await fits('form of a project');
  await press();
  const project = page.url();
  check('it waits for a decision', (await main()).includes('espera una decisión'), project);
  await page.context().clearCookies();
  check('and a stranger does not see it', (await page.goto(project)).status() === 404);

  // who called decides, with a reason
  await as('centre');
  await page.goto(`${demo.url}/es/o/peru/research`);
  await page.locator('main section a', { hasText: 'Lo que preguntan' }).click();
  await fits('decision');
  await page.locator('input[name=what][value=taken_up]').check();
  await press('section form');
  check('without a reason nothing is decided', await page.locator('#f-words-w').count() === 1);
  await page.fill('#f-words', 'Una pregunta clara que interesa a dos países.');
  await page.locator('input[name=what][value=taken_up]').check();
  await press('section form');
  check('it is taken up, and the reason stays', (await main()).includes('Una pregunta clara que interesa') && (await main()).includes('en preparación'));

  // the lead invites; a partner of another project answers itself
  await as('university');
  await page.goto(project);
  check('it cannot begin, in words', (await main()).includes('Todavía no puede empezar: la revisión ética no está decidida a su favor y las reglas de datos no están declaradas.'));
  await page.locator('main a[href$="/partners"]').click();
  await page.fill('#f-org', 'Universidad de Chile');
  await page.locator('input[name=role][value=partner]').check();
  await page.fill('#f-task', 'La encuesta en Chile.');
  await fits('invitation');
  await press();
  check('it is invited', (await main()).includes('invitación pendiente'));
  await page.goto(`${demo.url}/es/o/pucp/research`);
  check('an invitation waits here, too', (await main()).includes('Microcertificados y carrera'));
  await fits('work');
  await page.locator('main a', { hasText: 'Responder a la invitación' }).click();
  await fits('answer');
  await page.locator('input[name=what][value=accepted]').check();
  await press();
  check('and is accepted here', page.url().endsWith('/o/pucp/research') && (await main()).includes('Nuestra participación'));

  // ethics review and data rules
  await page.goto(project);
  await page.locator('aside a[href$="/ethics"]').click();
  await page.locator('input[name=outcome][value=approved]').check();
  await page.fill('#f-body', 'Comité de ética de la universidad');
  await page.setInputFiles('#f-paper', { name: 'decision.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 la decisión') });
  await fits('ethics');
  await press();
  check('half of it is there', (await main()).includes('Todavía no puede empezar: las reglas de datos no están declaradas.'));
  await page.locator('aside a[href$="/data"]').click();
  await page.locator('input[name=kind][value=anonymous]').check();
  await page.fill('#f-kept_at', 'Repositorio de la universidad');
  await page.fill('#f-seen_by', 'Oficina de investigación');
  await page.fill('#f-kept_until', await page.evaluate(() => new Date(Date.now() + 1500 * 864e5).toISOString().slice(0, 10)));
  await page.locator('input[name=opened][value=open]').check();
  await fits('data rules');
  await press();
  await page.locator('button', { hasText: 'Empezar a recoger datos' }).click();
  check('now it begins, and reports are expected', (await main()).includes('en marcha') && (await main()).includes('Informe del'));

  // a milestone, and what came of it
  await page.locator('main a[href$="/milestones"]').click();
  await page.fill('#f-title', 'Encuesta en línea');
  await page.fill('#f-due_date', await page.evaluate(() => new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)));
  await press();
  await page.goto(`${demo.url}/es/my/follow-ups`);
  check('it stands among the follow-ups', (await main()).includes('Encuesta en línea') && (await main()).includes('Entrevistas con el personal de apoyo'));
  await page.locator('main a', { hasText: 'Encuesta en línea' }).click();
  await page.locator('input[name=what][value=done]').check();
  await page.fill('#f-words', 'La encuesta está en la página del proyecto.');
  await fits('milestone');
  await press();
  await page.locator('main a[href$="/outputs"]').click();
  await page.locator('input[name=kind][value=dataset]').check();
  await page.fill('#f-title', 'Preguntas de 64 estudiantes');
  await page.fill('#f-doi', '10.55/corto');
  await press();
  check('a bad DOI is told apart', (await page.locator('#f-doi-w').textContent()).includes('cuatro a nueve cifras'));
  await page.fill('#f-doi', 'https://doi.org/10.5555/Paseo.1');
  await fits('output');
  await press();
  await fits('project of the lead');

  // what a stranger reads
  await page.context().clearCookies();
  await page.goto(`${demo.url}/es/research?country=PE`);
  await page.locator('main a', { hasText: 'Lo que preguntan' }).click();
  const open = await main();
  check('a stranger reads what came of it', open.includes('10.5555/paseo.1') && open.includes('La encuesta está en la página') && open.includes('Pontificia'), open);
  check('and neither remarks, papers nor reasons', !open.includes('Observación reservada') && !open.includes('Una pregunta clara') && !(await page.content()).includes('/ethics'));
  check('hostile text stays text', open.includes('<b>los estudiantes</b>'));
  await fits('project');
}

export const researchWalk = walkOf('research', journey);

await byHand(import.meta.url, researchWalk);
