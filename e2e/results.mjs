// SPDX-License-Identifier: Apache-2.0
// results: what was checked, one line each.
export class Results {
  lines = [];
  failed = 0;
  check(name, good, detail = '') {
    if (!good) return this.fail(`${name} ${detail}`);
    this.lines.push(`ok ${name}`);
  }
  fail(name) {
    this.failed++;
    const line = `not ok ${name}`.replace(/\n/g, ' | ');
    this.lines.push(line);
    console.log(line);
  }
  skip(name) { this.lines.push(`skip ${name}`); console.log(`skip ${name}`); }
  text() { return this.lines.join('\n') + '\n'; }
  summary() {
    const ok = this.lines.filter(l => l.startsWith('ok ')).length;
    return `outside: ${ok} passed, ${this.failed} failed`;
  }
}
