// SPDX-License-Identifier: Apache-2.0
// routes: src/routes.def, and which of its rows the cases have met.

export class Routes {
  constructor(text) {
    this.rows = [...text.matchAll(/^(GET|POST|UPLOAD)\("([^"]+)", (\w+), GATE_(\w+), (\w+)(?:, (\w+))?(?:, [\w +]+)?\)$/gm)]
      .map(([, row, ...rest]) => [row === 'GET' ? 'GET' : 'POST', ...rest])
      .map(([method, pattern, handler, gate, tx, again]) => ({
        method, pattern, handler, gate, tx, again: again !== 'NULL' && again,
        key: `${method} ${pattern}`,
        params: [...pattern.matchAll(/\{(\w+)\}/g)].map(m => m[1]),
        regex: new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
        good: 0, refused: 0, failed: 0,
      }));
  }
  of(key) { return this.rows.find(r => r.key === key); }
  // The row of a request; words before placeholders, as the server does.
  find(method, target) {
    const path = target.replace(/\?.*/, '').replace(/^\/(?:es|en)(?=\/|$)/, '') || '/';
    return this.rows.filter(r => r.method === (method === 'HEAD' ? 'GET' : method) && r.regex.test(path))
      .sort((a, b) => a.params.length - b.params.length)[0];
  }
  note(step, target, answer) {
    const row = this.find(step.method, target);
    if (!row) return;
    const away = answer.status === 303 && /^(\/es|\/en)?\/sign-in(\?|$)/.test(answer.headers.location);
    if (answer.status < 400 && !away) row.good++; else row.refused++;
    if ([404, 409, 422, 429].includes(answer.status)) row.failed++;
  }
  // Every row was answered well, was refused, and its form came back once.
  judge(world) {
    for (const row of this.rows) {
      const missing = [!row.good && 'no good case', !row.refused && 'no refused case', row.again && !row.failed && 'its form never failed'].filter(Boolean);
      world.check(`${row.key} has its cases`, !missing.length, missing.join(', '));
    }
  }
}
