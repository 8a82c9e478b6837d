// SPDX-License-Identifier: Apache-2.0
// quiz_form: fills the form of a quiz page as a person who knows (or knows
// none of) the answers, without a browser.

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#34;': '"' };
const plain = html => html.replace(/<[^>]+>/g, '').replace(/&(?:amp|lt|gt|quot|#39|#34);/g, e => entities[e]).trim();

function choices(fieldset) {
  return [...fieldset.matchAll(/<input type="(?:radio|checkbox)" name="(\w+)" value="(\d+)"[^>]*><span>(.*?)<\/span>/gs)]
    .map(([, name, value, text]) => ({ name, value, text: plain(text) }));
}

function rows(fieldset) {
  return [...fieldset.matchAll(/<label for="[^"]+">(.*?)<\/label><select id="[^"]+" name="(\w+)"[^>]*>(.*?)<\/select>/gs)]
    .map(([, left, name, inside]) => ({
      name, left: plain(left),
      options: [...inside.matchAll(/<option value="(\d+)"[^>]*>(.*?)<\/option>/gs)].map(([, value, text]) => ({ value, text: plain(text) })),
    }));
}

function right(fieldset, answer) {
  const picks = choices(fieldset);
  const wanted = text => {
    const found = picks.find(p => p.text === text);
    if (!found) throw new Error(`no choice '${text}' on the page`);
    return [found.name, found.value];
  };
  if (answer.kind === 'truefalse') return [[picks[answer.yes ? 0 : 1].name, picks[answer.yes ? 0 : 1].value]];
  if (answer.kind === 'single') return [wanted(answer.text)];
  if (answer.kind === 'multiple') return answer.texts.map(wanted);
  if (answer.kind === 'match') {
    return rows(fieldset).map(r => [r.name, r.options.find(o => o.text === answer.pairs.find(p => p[0] === r.left)[1]).value]);
  }
  return [[/<input name="(\w+)" type="text"/.exec(fieldset)[1], answer.text]];
}

function wrong(fieldset, answer) {
  const good = right(fieldset, answer);
  if (answer.kind === 'match') return rows(fieldset).map((r, i) => [r.name, r.options.find(o => o.value !== good[i][1]).value]);
  if (answer.kind === 'short' || answer.kind === 'number') return [[good[0][0], '-1']];
  const other = choices(fieldset).find(p => !good.some(g => g[1] === p.value));
  return [[other.name, other.value]];
}

// The fields of the form, one answer for each question that is asked.
export function fillQuiz(page, answers, allRight = true) {
  const number = /name="number" value="(\d+)"/.exec(page);
  const fieldsets = page.match(/<fieldset[\s\S]*?<\/fieldset>/g) || [];
  if (!number || fieldsets.length !== answers.length) throw new Error(`the page last shown is no quiz of ${answers.length} questions`);
  return [['number', number[1]], ...fieldsets.flatMap((f, i) => (allRight ? right : wrong)(f, answers[i]))];
}
