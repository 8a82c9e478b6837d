// SPDX-License-Identifier: Apache-2.0
// server: a demonstration in a temporary folder on a free port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const quipu = resolve(process.env.QUIPU || join(root, 'build', 'quipu'));

export function freePort() {
  return new Promise((done, bad) => {
    const s = createServer();
    s.on('error', bad);
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });
}

// Start `quipu demo` and wait until it listens. Its folder is named as `make
// run` does it: relative to where it is started. `kept`: a folder kept already;
// `store`: further words for the command line (where the database is).
export async function startDemo({ kept, program = quipu, store = [] } = {}) {
  const folder = kept || mkdtempSync(join(tmpdir(), 'quipu-e2e-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(resolve(program), ['demo', '--data', 'data', '--url', url,
    '--listen', `127.0.0.1:${port}`, ...store], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  const ended = new Promise(done => child.on('exit', code => done(code)));
  child.stderr.on('data', d => { out += d; });
  await new Promise((done, bad) => {
    const timer = setTimeout(() => bad(new Error(`not ready:\n${out}`)), 240000);
    child.stdout.on('data', d => {
      out += d;
      if (out.includes('Ctrl-C')) { clearTimeout(timer); done(); }
    });
    child.on('exit', () => { clearTimeout(timer); bad(new Error(`ended:\n${out}`)); });
  });
  return {
    url, port, data, folder, pid: child.pid, output: () => out,
    async stop(keep = false) {
      child.kill('SIGTERM');
      const code = await ended;
      if (!keep) rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

// Run the program once; gives { code, out, err }.
export function run(args, input, program = quipu) {
  return new Promise(done => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '', err = '';
    // A piece may end in the middle of a letter.
    child.stdout.setEncoding('utf8').on('data', d => { out += d; });
    child.stderr.setEncoding('utf8').on('data', d => { err += d; });
    // 'exit' may come while the last output is still on its way.
    child.on('close', code => done({ code, out, err }));
    // A command that refuses its arguments ends without reading its input.
    child.stdin.on('error', e => { if (e.code !== 'EPIPE') throw e; });
    child.stdin.end(input || '');
  });
}
