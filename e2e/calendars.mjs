// SPDX-License-Identifier: Apache-2.0
// calendars: feeds of policy dialogues as a program of others reads them
// (ical.js), beside calendars that universities really publish.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { root } from './server.mjs';

const events = text => new ICAL.Component(ICAL.parse(text))
  .getAllSubcomponents('vevent').map(v => new ICAL.Event(v));

export async function calendars(results, demo) {
  const get = async path => (await fetch(new URL(path, demo.url))).text();
  const page = await get('/es/dialogues');
  const series = /\/es\/dialogues\/([0-9a-z]{26})/.exec(page)[1];
  const text = await get(`/dialogues/${series}/calendar.ics`);
  const found = events(text);
  results.check('a calendar of dialogues is read by ical.js', found.length === 7, `${found.length} events`);
  const lines = text.split('\r\n');
  results.check('its lines end in CRLF and have at most 75 octets',
    !text.replaceAll('\r\n', '').includes('\n') && lines.every(l => Buffer.byteLength(l) <= 75));
  results.check('each event has an identity of its own', new Set(found.map(e => e.uid)).size === found.length);
  const opening = found.find(e => e.summary.endsWith('Apertura'));
  results.check('what is escaped is read back as it was',
    found.some(e => e.summary.includes('Qué se enseña de IA, y a quién')));
  results.check('it begins when the clocks of its place say so',
    new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Santiago', hour: '2-digit', minute: '2-digit' })
      .format(opening.startDate.toJSDate()) === '09:30');
  results.check('it lasts an hour', opening.duration.toSeconds() === 3600);
  results.check('the same feed gives the same bytes', text === await get(`/dialogues/${series}/calendar.ics`));

  // The reader itself, on files of others: that what it says can be believed.
  const folder = join(process.env.QUIPU_SHARED || join(root, '..', 'shared'), 'samples', 'icalendar');
  if (!existsSync(folder)) {
    results.skip('calendars by others: no samples here (1 test)');
    return;
  }
  const expected = JSON.parse(readFileSync(join(folder, 'EXPECTED.json'), 'utf8'));
  const wrong = Object.entries(expected)
    .filter(([name, facts]) => events(readFileSync(join(folder, name), 'utf8')).length !== facts.vevents)
    .map(([name]) => name);
  results.check(`${Object.keys(expected).length} calendars by others have the events counted in them`,
    wrong.length === 0, wrong.join(' '));
}
