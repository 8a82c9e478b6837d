// SPDX-License-Identifier: Apache-2.0
// answers: the right answers of a GIFT file of ours, to pass a quiz as a person
// would; reads just the forms demo/series uses.
import { readFileSync } from 'node:fs';

const plain = s => s.replace(/\\([~=#{}:])/g, '$1').trim();

export function rightAnswers(file) {
  const text = readFileSync(file, 'utf8').split('\n').filter(l => !l.startsWith('//')).join('\n');
  return text.split(/\n\s*\n/).filter(b => b.includes('::q')).map(block => {
    const inside = block.slice(block.search(/(?<!\\)\{/) + 1, block.lastIndexOf('}')).split('####')[0].trim();
    if (/^(T|TRUE|F|FALSE)(#|$)/.test(inside)) return { kind: 'truefalse', yes: inside.startsWith('T') };
    const number = inside.startsWith('#');
    const parts = inside.split(/(?<!\\)(?=[=~])/).map(s => s.trim()).filter(s => /^[=~]/.test(s)).map(s => {
      const m = /^([=~])(?:%(-?[\d.]+)%)?([\s\S]*?)(?:(?<!\\)#[\s\S]*)?$/.exec(s);
      return { right: m[1] === '=', weight: m[2] === undefined ? (m[1] === '=' ? 100 : 0) : Number(m[2]), text: plain(m[3]) };
    });
    if (number) return { kind: 'number', text: parts.find(p => p.weight === 100).text.split(':')[0] };
    if (parts.every(p => p.text.includes('->'))) {
      return { kind: 'match', pairs: parts.map(p => p.text.split('->').map(s => s.trim())) };
    }
    if (parts.every(p => p.right)) return { kind: 'short', text: parts[0].text };
    if (parts.some(p => p.weight === 100)) return { kind: 'single', text: parts.find(p => p.weight === 100).text };
    return { kind: 'multiple', texts: parts.filter(p => p.weight > 0).map(p => p.text) };
  });
}

// Fill the quiz on the page.
export async function answerQuiz(page, answers) {
  const fields = await page.locator('main form fieldset').all();
  for (const [i, a] of answers.entries()) {
    const f = fields[i];
    const pick = async text => {
      for (const label of await f.locator('label.pick').all()) {
        if ((await label.locator('span').textContent()).trim() === text) return label.locator('input').check();
      }
      throw new Error(`no choice '${text}'`);
    };
    if (a.kind === 'truefalse') await f.locator('input[type=radio]').nth(a.yes ? 0 : 1).check();
    else if (a.kind === 'single') await pick(a.text);
    else if (a.kind === 'multiple') for (const t of a.texts) await pick(t);
    else if (a.kind === 'match') {
      for (const [left, right] of a.pairs) {
        for (const row of await f.locator('.f').all()) {
          if ((await row.locator('label').textContent()).trim() === left) await row.locator('select').selectOption({ label: right });
        }
      }
    } else await f.locator('input[type=text]').fill(a.text);
  }
}
