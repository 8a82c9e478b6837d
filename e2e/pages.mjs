// SPDX-License-Identifier: Apache-2.0
// pages: every main page, light and dark, on a phone and on a desk: rules of
// accessibility by axe-core, one h1, headings without gaps, nothing wider than
// the screen, a visible focus in the order of the page, 14 kB at first visit.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Client } from './client.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const grave = ['serious', 'critical'];
const first = 14000; // bytes, a page with its style

// A draft to look at, and addresses that only the running network knows.
async function addresses(demo) {
  const anon = new Client(demo.url);
  const begun = await anon.post('/join', { country: 'EC', org_name: 'Universidad de las Páginas', contact_name: 'Oficina (demo)', contact_post: 'Jefatura', contact_email: 'a@example.org' });
  const draft = begun.headers.location.replace(/\?.*/, '');
  const centre = await new Client(demo.url).as('centre');
  const number = /\/certificates\/([0-9a-z]{26})/.exec((await centre.get('/o/peru/certificates')).text)[1];
  const achievement = /\/achievements\/[0-9a-z]+/.exec((await anon.get(`/certificates/${number}`)).text)[0];
  const application = /\/o\/peru\/applications\/\d+/.exec((await centre.get('/o/peru/applications')).text)[0];
  const university = await new Client(demo.url).as('university');
  const made = await university.post('/o/pucp/codes', { label: 'Tablón', days: '30', series: 'genai-1x', csrf: await university.token('/o/pucp/codes') });
  const visits = (await anon.get('/o/lac/visits')).text;
  const visit = /\/visits\/[0-9a-z]{26}(?=">[^<]*a la sede)/.exec(visits)[0];
  const item = /\/items\/\d+/.exec((await anon.get(visit)).text)[0];
  const agreement = /\/agreements\/[0-9a-z]{26}/.exec((await anon.get('/register')).text)[0];
  const hq = await new Client(demo.url).as('hq');
  const brief = (await hq.post('/o/peru/briefs', { csrf: await hq.token('/o/peru/briefs') })).headers.location;
  const dialogue = /\/dialogues\/[0-9a-z]{26}/.exec((await anon.get('/dialogues')).text)[0];
  const event = /\/events\/[0-9a-z]{26}(?=">Primer)/.exec((await anon.get(dialogue)).text)[0];
  const recommendation = /\/recommendations\/[0-9a-z]{26}/.exec((await anon.get(event)).text)[0];
  const editions = (await anon.get('/en/award')).text;
  const [over, open] = ['awarded', 'open for cases'].map(s => new RegExp(`>${s}</span></span><h2><a href="/en(/award/[0-9a-z]{26})"`).exec(editions)[1]);
  const sent = await anon.post(`${open}/apply`, { org: 'ucuenca', contact_name: 'Oficina (demo)', contact_post: 'Jefatura', contact_email: 'a@example.org' });
  const review = /\/my\/reviews\/\d+/.exec((await (await new Client(demo.url).as('assessor')).get('/my/reviews')).text)[0];
  const chain = /\/chain\/\d+/.exec((await centre.get('/o/peru/series')).text)[0];
  const research = /\/research\/[0-9a-z]{26}(?=">Cómo usa)/.exec((await anon.get('/research')).text)[0];
  const call = /\/research\/calls\/[0-9a-z]{26}/.exec((await anon.get('/research')).text)[0];
  const inside = (await university.get(research)).text;
  const [milestone, report] = ['milestones', 'reports'].map(s => new RegExp(`${research}/${s}/[0-9-]+`).exec(inside)[0]);
  const proposal = /\/research\/[0-9a-z]{26}(?=">Reglas de uso)/.exec((await hq.get('/o/lac/research')).text)[0];
  const invited = /\/o\/pucp\/research\/[0-9a-z]{26}\/answer/.exec((await university.get('/o/pucp/research')).text)[0];
  return { research, call, milestone, report, proposal, invited, chain, over, open, submission: sent.headers.location.replace(/\?.*/, ''), review, dialogue, event, recommendation, draft, number, achievement, application, poster: made.headers.location, visit, item, agreement, brief };
}

// By role; null = a stranger.
async function list(demo) {
  const a = await addresses(demo);
  const learn = '/learn/genai-1x/genai-foundations';
  return [
    [null, ['/', '/join', '/join?country=PE&q=uni', '/join?country=PE&new=1', a.draft, `${a.draft}/sheet`, `${a.draft}/sign`,
      '/series', '/series/genai-1x', '/network', '/verify', `/verify?number=${a.number}`, `/certificates/${a.number}`, a.achievement, `/certificates/${a.number}/chain`, a.chain,
      '/sign-in', '/come-in', '/about', '/o/lac', '/o/peru', '/o/bolivia', '/o/pucp', '/o/unsaac/tree', '/nowhere',
      '/register', a.agreement, '/o/lac/visits', a.visit, a.item, '/dialogues', a.dialogue, a.event, a.recommendation,
      '/research', a.call, a.research,
      '/award', a.over, `${a.over}/cases/1`, a.open, `${a.open}/apply`, `${a.open}/apply?q=cuenca`, `${a.open}/apply?new=1`, a.submission]],
    ['learner', ['/my', '/my/account', '/work', '/series/genai-1x', learn, `${learn}/quiz`]],
    ['certifier', ['/work', '/o/unsaac/certificates']],
    ['university', ['/my', '/work', '/o/pucp', '/o/pucp/membership', '/o/pucp/people', '/o/pucp/codes', a.poster,
      '/o/pucp/research', `/o/pucp/research/new?call=${a.call.split('/').pop()}`, a.research, `${a.research}/ethics`, `${a.research}/data`, a.milestone, a.report, a.invited,
      ...['edit', 'partners', 'milestones', 'outputs'].map(s => `/o/pucp${a.research}/${s}`)]],
    ['facilitator', ['/work', '/o/pucp/progress']],
    ['assessor', ['/work', '/o/peru/questions', '/my/reviews', a.review]],
    ['ministry', ['/work', '/o/peru/figures', '/o/peru/briefs', a.brief, '/o/peru/agreements']],
    ['region', ['/work', '/my/follow-ups', a.visit, a.item, a.agreement, '/o/lac/visits/new', `/o/lac${a.visit}/edit`, `/o/lac${a.visit}/items`,
      '/o/lac/agreements', '/o/lac/agreements/new', '/o/lac/record']],
    ['centre', ['/work', '/o/peru', '/o/peru/figures', '/o/pucp/figures/certified', '/o/peru/codes', '/o/peru/applications', a.application, '/o/peru/series', '/o/peru/certificates']],
    ['region', ['/work', '/o/lac/research', '/o/lac/research-calls', a.proposal, '/o/lac/figures', '/o/lac/figures?by=enrolled&grouping=espanol', '/o/lac/figures/enrolled', '/o/lac/groupings', '/o/lac/groupings/espanol', '/o/lac/dialogues', a.dialogue, `/o/lac${a.dialogue}/events`, a.event, `/o/lac${a.event}/edit`, '/o/peru/recommendations', `/o/peru${a.recommendation}`]],
    ['hq', ['/work', '/o/network', '/o/network/places', '/o/peru/mandates', '/o/network/roles', '/o/network/applications', '/o/bolivia/certificates',
      '/o/network/export', '/o/network/award', '/o/network/award/new', `/o/network${a.over}`, `/o/network${a.open}`, `/o/network${a.open}/edit`, `/o/network${a.open}/cases/1`]],
  ];
}

async function signIn(page, demo, role) {
  await page.goto(`${demo.url}/es`);
  await page.locator(`form:has(input[value="${role}"]) button`).click();
}

// What axe-core finds, one line each.
// In the dark only colours differ.
async function violations(page, dark) {
  await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(dark && { runOnly: ['color-contrast', 'link-in-text-block'] }) };
  const found = await page.evaluate(o => globalThis.axe.run(document, o), options);
  return found.violations.filter(v => grave.includes(v.impact)).map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`);
}

async function structure(check, page, name) {
  const heads = await page.locator('h1,h2,h3,h4,h5,h6').evaluateAll(all => all.map(h => Number(h.tagName[1])));
  check(`${name} has one h1`, heads.filter(h => h === 1).length === 1, heads.join(' '));
  check(`${name} has headings without gaps`, heads.every((h, i) => h <= (i ? heads[i - 1] : 1) + 1), heads.join(' '));
}

async function narrow(check, page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name} fits a screen of 360 px`, over <= 0, `${over} px too wide`);
}

// Tab by tab: the first stop is the way past the menu, each stop is seen, and
// stops follow the page.
async function keyboard(check, page, name) {
  const stops = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      const s = getComputedStyle(e);
      const all = [...document.querySelectorAll('*')];
      // a tile of the map shows it by its border
      const rect = e.querySelector('rect');
      const seen = rect ? parseFloat(getComputedStyle(rect).strokeWidth) >= 3 : s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
      return { at: all.indexOf(e), skip: e.className === 'skip', body: e === document.body, date: e.type === 'date', seen };
    });
    if (stop.body || (i && stop.skip)) break; // round once
    if (stop.date && stop.at === stops.at(-1)?.at) continue; // day, month, year and calendar are the browser's
    stops.push(stop);
  }
  check(`${name}: the first stop of the keyboard skips the menu`, stops[0]?.skip);
  check(`${name}: every stop of the keyboard is seen`, stops.length > 0 && stops.every(s => s.seen));
  check(`${name}: the keyboard follows the page`, stops.every((s, i) => !i || s.at > stops[i - 1].at), stops.map(s => s.at).join(' '));
}

export async function pages(results, demo, browser) {
  const check = (name, good, detail) => results.check(`page: ${name}`, good, detail);
  const all = await list(demo);

  for (const [colorScheme, viewport] of [['light', { width: 360, height: 740 }], ['dark', { width: 1280, height: 900 }]]) {
    for (const [role, paths] of all) {
      const context = await browser.newContext({ colorScheme, viewport, locale: 'es', reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(15000);
      if (role) await signIn(page, demo, role);
      for (const path of paths) {
        const name = `${path.replace(/[0-9a-z]{26}|\d{10,}|code=.*/, '…')} for ${role || 'a stranger'}`;
        await page.goto(`${demo.url}/es${path === '/' ? '' : path}`);
        const bad = await violations(page, colorScheme === 'dark');
        check(`${name}, ${colorScheme}: no barrier found by axe`, bad.length === 0, bad.join('; '));
        if (colorScheme === 'dark') continue;
        await structure(check, page, name);
        await narrow(check, page, name);
        if (!role) await keyboard(check, page, name);
      }
      await context.close();
    }
  }
  await sizes(check, demo, all);
}

// On the wire, compressed, with the style: one round trip of a slow line.
async function sizes(check, demo, all) {
  for (const [role, paths] of all) {
    const c = new Client(demo.url);
    if (role) await c.as(role);
    for (const path of paths) {
      const page = await c.request('GET', path, { headers: { 'accept-encoding': 'br' } });
      const plain = await c.get(path);
      const css = /href="(\/a\/[^"]+\.css)"/.exec(plain.text)[1];
      const sheet = await c.request('GET', css, { headers: { 'accept-encoding': 'br' } });
      const size = Number(page.headers['content-length']) + Number(sheet.headers['content-length']);
      check(`${path.replace(/[0-9a-z]{26}|\d{10,}|code=.*/, '…')} for ${role || 'a stranger'} is within 14 kB with its style`, size <= first, `${size}`);
    }
  }
}
