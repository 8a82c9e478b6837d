// SPDX-License-Identifier: Apache-2.0
// case_file: reads test/http/cases/*.http; the form is told in README.md there.

const methods = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) (\S+)$/;

// A quoted text or a /regular expression/, not yet filled in.
function pattern(text) {
  if (/^\/.*\/$/.test(text)) return { regex: text.slice(1, -1) };
  if (/^".*"$/.test(text)) return { text: text.slice(1, -1) };
  return { text, exact: true };
}

function requestLine(step, line) {
  let m;
  if ((m = /^ {2}@(\w+)=(\S+) ?(.*)$/.exec(line))) step.files.push({ name: m[1], file: m[2], text: m[3] });
  else if ((m = /^ {2}answers (\S+)( none right)?$/.exec(line))) step.answers = { file: m[1], right: !m[2] };
  else if ((m = /^ {2}([\w{}-]+)=(.*)$/.exec(line))) step.fields.push([m[1], m[2].replace(/\\n/g, '\n')]);
  else if ((m = /^raw (.*)$/.exec(line))) step.raw = m[1];
  else if ((m = /^times (\d+)$/.exec(line))) step.times = Number(m[1]);
  else if ((m = /^from (127[\d.]+)$/.exec(line))) step.from = m[1];
  else if ((m = /^([A-Za-z][A-Za-z-]*): (.*)$/.exec(line))) step.headers[m[1].toLowerCase()] = m[2];
  else return false;
  return true;
}

function expectationLine(step, line) {
  let m;
  if ((m = /^page (has|lacks) (.+)$/.exec(line))) step.expect.push({ what: m[1], ...pattern(m[2]) });
  else if (line === 'page is empty') step.expect.push({ what: 'empty' });
  else if ((m = /^keep (\w+)(?: in ([\w-]+))? (\/.*\/)$/.exec(line))) step.expect.push({ what: 'keep', name: m[1], header: m[2], ...pattern(m[3]) });
  else if ((m = /^([A-Za-z][A-Za-z-]*): (.*)$/.exec(line))) step.expect.push({ what: 'header', header: m[1], none: m[2] === '-', ...pattern(m[2]) });
  else return false;
  return true;
}

// The cases of a file; throws with the line that cannot be read.
export function readCases(name, text) {
  const cases = [];
  let current, step, who;
  const begin = more => {
    step = { who, headers: {}, fields: [], files: [], times: 1, expect: [], ...more };
    current.steps.push(step);
  };
  for (const [i, line] of text.split('\n').entries()) {
    const at = `${name}:${i + 1}`;
    let m;
    if (!line.trim() || line.startsWith(';')) continue;
    if (line.startsWith('# ')) {
      current = { name: line.slice(2), at, steps: [] };
      cases.push(current);
      step = undefined;
      who = 'visitor';
      continue;
    }
    if (!current) throw new Error(`${at}: a case begins with '# ' and its name`);
    if ((m = /^as (\p{L}+)$/u.exec(line))) who = m[1];
    else if ((m = methods.exec(line))) begin({ method: m[1], target: m[2], at });
    else if ((m = /^run (.+)$/.exec(line))) begin({ words: (m[1].match(/"[^"]*"|\S+/g)).map(w => w.replace(/^"|"$/g, '')), at });
    else if (step && !step.status && (m = /^(\d{3})$/.exec(line))) step.status = Number(m[1]);
    else if (step?.words && (m = /^exit (\d)$/.exec(line))) { step.status = 'exit'; step.exit = Number(m[1]); }
    else if (!step || !(step.status ? expectationLine : requestLine)(step, line)) throw new Error(`${at}: cannot read '${line}'`);
  }
  for (const c of cases) {
    if (!c.steps.length || c.steps.some(s => !s.status)) throw new Error(`${c.at}: '${c.name}' asks or expects nothing`);
  }
  return cases;
}

// routes.txt: `METHOD pattern  address  [role that may]  [another's address]`.
export function readRoutes(text) {
  return text.split('\n').filter(l => l && !l.startsWith(';')).map(line => {
    const [method, route, address, role = '-', elsewhere = '-'] = line.split(/\s+/);
    return { key: `${method} ${route}`, method, route, address, role, elsewhere };
  });
}
