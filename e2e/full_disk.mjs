// SPDX-License-Identifier: Apache-2.0
// full_disk: a node on a small file system that fills up: what is typed is
// refused with 507 and kept, everything can still be read, and it goes on by
// itself once there is room.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { freePort, quipu, run } from './server.mjs';

const sizeMb = 16; // too small for ballast, which fault_test proves

// Fill what is left to the last block.
function fill(path) {
  const block = Buffer.alloc(4096);
  let n = 0;
  for (;;) {
    try {
      writeFileSync(`${path}${n}`, Buffer.alloc(1 << 20));
      n++;
    } catch {
      break;
    }
  }
  for (let i = 0; ; i++) {
    try {
      writeFileSync(`${path}small${i}`, block);
    } catch {
      return;
    }
  }
}

async function onSmallDisk(check, folder, data) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const init = await run(['init', '--data', data, '--url', url, '--name', 'Red de prueba', '--lang', 'es']);
  const server = spawn(quipu, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise(done => server.on('exit', done));
  await new Promise(done => server.stdout.once('data', done));
  try {
    const client = new Client(url);
    await client.post(new URL(/http:\S+\/sign-in\/link\/\w+/.exec(init.out)[0]).pathname, '');
    const place = async name => client.post('/o/network/places', { csrf: await client.token('/o/network/places'), name });
    check('there is room at first', (await place('Primera')).status === 303);

    fill(join(folder, 'fill'));
    let refused, kept = 0;
    for (let i = 0; i < 4000 && !refused; i++) {
      const r = await place(`Lugar ${i} ${'x'.repeat(150)}`);
      if (r.status === 507) refused = r; else if (r.status === 303) kept++; else throw new Error(`${r.status}`);
    }
    check('a full disk is 507 in words', refused && /<h1/.test(refused.text) && refused.headers['content-language'] === 'es', refused ? '' : `${kept} kept`);
    const list = await client.get('/o/network/places');
    check('everything that was said to be kept can be read', list.status === 200 && list.text.split('Lugar ').length - 1 >= kept, `${list.status} ${kept}`);
    for (const path of ['/', '/verify', '/o/network', '/readyz']) {
      check(`${path} is answered on a full disk`, (await client.get(path)).status === 200);
    }
    execFileSync('sh', ['-c', 'rm -f "$0"/fill*', folder]);
    let after;
    for (let i = 0; i < 50 && after?.status !== 303; i++) {
      after = await place(`Otra ${i}`);
      if (after.status !== 303) await new Promise(done => setTimeout(done, 200));
    }
    check('it goes on by itself', after.status === 303, `${after.status}`);
  } finally {
    server.kill('SIGTERM');
    check('and ends cleanly', await ended === 0);
  }
}

export async function fullDisk(results) {
  const check = (name, good, detail) => results.check(`full disk: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    results.skip('full disk over HTTP: nothing may be mounted here');
    rmSync(folder, { recursive: true });
    return;
  }
  try {
    const data = join(folder, 'node');
    mkdirSync(data, { mode: 0o700 });
    await onSmallDisk(check, folder, data);
  } finally {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
