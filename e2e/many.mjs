// SPDX-License-Identifier: Apache-2.0
// many: a demonstration of a chosen size: how much there is in it, that it is
// whole, and that the same size is the same network again.
import { Client } from './client.mjs';
import { run, startDemo } from './server.mjs';

const people = 300;

// Names of the institution and of its people, as headquarters sees them.
async function whoIsAt(demo, slug) {
  const hq = await new Client(demo.url).as('hq');
  const [home, list] = [await hq.get(`/es/o/${slug}`), await hq.get(`/es/o/${slug}/people`)];
  return { name: /<h1[^>]*>([^<]+)/.exec(home.text)?.[1], people: [...list.text.matchAll(/[^<>]+ \(demo\)(?=<)/g)].map(m => m[0].trim()) };
}

export async function many(results) {
  const check = (name, good, detail) => results.check(`many: ${name}`, good, detail);
  const first = await startDemo({ store: ['--people', String(people)] });
  let second;
  try {
    check('it says what it made', new RegExp(`3 institutions more\\n[^]*${people} people, ${people * 3} enrolments, ${people / 2} certificates more`).test(first.output()), first.output());
    const here = await whoIsAt(first, 'demo-2');
    check('its people are found at their institution', here.people.length >= 20, JSON.stringify(here));
    const found = [];
    const hq = await new Client(first.url).as('hq');
    for (let next = '/es/o/lac/people'; next;) {
      const { text } = await hq.get(next);
      found.push(...[...text.matchAll(/<th role="rowheader"[^>]*>([^<]+)<\/th><td[^>]*>([^<]+)/g)].filter(m => /\d \(demo\)/.test(m[2])).map(m => m[1]));
      next = /href="([^"]+)" rel="next"/.exec(text)?.[1].replaceAll('&amp;', '&');
    }
    check('a list sheet by sheet has each of them once', found.length === people, `${found.length}`);
    const underWay = [];
    let total;
    const centre = await new Client(first.url).as('centre');
    for (let next = '/es/o/peru/progress'; next;) {
      const { text } = await centre.get(next);
      total ??= Number(/<dt>En camino<[^0-9]*>(\d+)/.exec(text)?.[1]);
      underWay.push(...[.../<h1>[^]*<nav class="acts"/.exec(text)[0].matchAll(/<li>/g)]);
      next = /href="([^"]+)" rel="next"/.exec(text)?.[1].replaceAll('&amp;', '&');
    }
    check('so has one of who is under way', total > 0 && underWay.length === total, `${underWay.length} of ${total}`);
    const region = await (await new Client(first.url).as('region')).get('/es/o/lac');
    await first.stop(true);
    const doctor = await run(['doctor', '--data', first.data]);
    check('the doctor finds nothing', doctor.code === 0 && /\n0 findings/.test(doctor.out), doctor.out);
    const recount = await run(['recount', '--data', first.data]);
    check('every figure agrees with the records', recount.code === 0 && /^\d{3,} figures of \d+ places agree/.test(recount.out), recount.out);
    const numbers = (await run(['credential', 'list', '--data', first.data])).out.trim().split('\n');
    check('certificates are there', numbers.length > people / 2, `${numbers.length}`);
    check('the region counts each of them', region.text.includes(`>${numbers.length}<`), region.text.slice(0, 200));
    const again = await run(['demo', '--people', '5', '--data', first.data, '--listen', '127.0.0.1:1']);
    check('a folder that is made already is left as it is', again.code === 1 && /is made already/.test(again.err), again.err);
    for (const wrong of ['0', 'x', '10000001']) {
      check(`${wrong} people are refused`, (await run(['demo', '--people', wrong, '--data', `${first.data}-none`])).code === 2);
    }
    second = await startDemo({ store: ['--people', String(people)] });
    check('the same number makes the same people', JSON.stringify(await whoIsAt(second, 'demo-2')) === JSON.stringify(here));
  } finally {
    if (second) await second.stop();
    await first.stop();
  }
}
