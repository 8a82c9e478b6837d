// SPDX-License-Identifier: Apache-2.0
// sockets: the server on a socket that a supervisor opened (LISTEN_FDS), which
// outlives twenty of them under load; the limit of connections for each address; 1,200 connections
// that drip.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { quipu } from './server.mjs';

const wait = ms => new Promise(done => setTimeout(done, ms));

function isAlive(pid) {
  try { return process.kill(pid, 0); } catch { return false; }
}

// A shell holds the socket as its third file and starts the server on it, again
// when it has ended.
const restarts = 20;
const supervisor = `for i in $(seq ${restarts + 1}); do sh -c 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"' server "$@"; done`;

// One request over a connection; what came back, whole or not.
function exchange(socket, text) {
  return new Promise(done => {
    let got = '';
    const end = complete => {
      socket.removeAllListeners('data').removeAllListeners('close');
      done({ complete, got });
    };
    socket.on('data', d => {
      got += d;
      const head = got.indexOf('\r\n\r\n'), length = /content-length: (\d+)/i.exec(got)?.[1];
      if (head > 0 && length && Buffer.byteLength(got) >= head + 4 + Number(length)) end(true);
    });
    socket.on('close', () => end(false));
    socket.write(text);
  });
}

// Somebody who asks on and on, over one connection as long as it is kept. Lost:
// sent as a whole, and no whole answer.
async function load(port, kept, state) {
  const text = `GET /about HTTP/1.1\r\nHost: localhost:${port}\r\n${kept ? '' : 'Connection: close\r\n'}\r\n`;
  while (!state.over) {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.on('error', () => {});
    for (let again = true; again && !state.over;) {
      const { complete, got } = await exchange(socket, text);
      state.sent++;
      if (!complete) state.lost.push(got.slice(0, 40) || (kept ? 'kept' : 'new'));
      else if (!got.startsWith('HTTP/1.1 200')) state.lost.push(got.slice(0, 20));
      again = complete && kept && !/connection: close/i.test(got);
      if (kept) await wait(Math.random() * 10);
    }
    socket.destroy();
  }
}

async function inherited(check) {
  const folder = mkdtempSync(join(tmpdir(), 'quipu-fds-'));
  const data = join(folder, 'data');
  const listener = net.createServer();
  await new Promise(done => listener.listen(0, '127.0.0.1', done));
  const { port } = listener.address(), url = `http://localhost:${port}`;
  const child = spawn('sh', ['-c', supervisor, 'supervisor', quipu, 'demo', '--data', data, '--url', url, '--listen', `127.0.0.1:${port}`],
    { stdio: ['ignore', 'ignore', 'ignore', listener._handle.fd] });
  const ended = new Promise(done => child.on('exit', done));
  listener.close(); // the shell has its own
  const pid = () => Number(/\d+/.exec(readFileSync(join(data, 'lock'), 'utf8'))?.[0]);
  const first = await new Client(url).get('/about').catch(e => ({ status: e.code }));
  check('a socket from a supervisor is served, and waits for its server', first.status === 200);
  const state = { sent: 0, lost: [], over: false }, pids = new Set([pid()]);
  const work = Array.from({ length: 8 }, (_, i) => load(port, i % 2, state));
  for (let i = 0; i < restarts; i++) {
    const old = pid(), sent = state.sent;
    process.kill(old, 'SIGTERM');
    while (isAlive(old) || !pid() || pid() === old) await wait(10); // a lock just taken is empty
    pids.add(pid());
    while (state.sent < sent + 50) await wait(10); // the next one answers
  }
  state.over = true;
  await Promise.all(work);
  check(`${restarts} restarts under load lose no request`, state.lost.length === 0 && state.sent > restarts * 50 && pids.size === restarts + 1, `${state.lost.length} of ${state.sent}: ${state.lost.slice(0, 5)}; ${pids.size} processes`);
  console.log(`sockets: ${restarts} restarts, ${state.sent} requests, ${state.lost.length} lost`);
  process.kill(pid(), 'SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

// A connection from an address, that says what became of it.
function connect(port, from) {
  const s = net.connect({ host: '127.0.0.1', port, localAddress: from });
  s.text = '';
  s.on('data', d => { s.text += d; });
  s.on('error', () => {});
  s.on('close', () => { s.over = true; });
  return s;
}

async function limits(check, demo) {
  const sockets = Array.from({ length: 257 }, () => connect(demo.port, '127.0.2.1'));
  await wait(500);
  const refused = sockets.filter(s => / 503 /.test(s.text) || s.over).length;
  check('an address holds 256 connections, not more', refused === 1, `${refused} refused`);
  sockets.filter(s => !s.over)[0].write(`GET /about HTTP/1.1\r\nHost: ${new URL(demo.url).host}\r\n\r\n`);
  await wait(500);
  check('each of them is answered', sockets.some(s => / 200 /.test(s.text)));
  check('another address is not concerned', (await new Client(demo.url, '127.0.2.2').get('/about')).status === 200);
  for (const s of sockets) s.destroy();
}

async function dripping(check, demo) {
  const host = new URL(demo.url).host;
  const sockets = Array.from({ length: 1200 }, (_, i) => connect(demo.port, `127.0.3.${i % 6}`));
  let probes = 0, good = 0, slowest = 0;
  for (const [i, s] of sockets.entries()) {
    s.write(i % 2 ? 'GET /about HTTP/1.1\r\n' : `POST /join HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9000\r\n\r\n`);
  }
  const began = Date.now();
  while (Date.now() - began < 3000) {
    for (const s of sockets) if (!s.over) s.write('x');
    const asked = Date.now();
    probes++;
    good += (await new Client(demo.url, '127.0.3.99').get('/about')).status === 200;
    slowest = Math.max(slowest, Date.now() - asked);
    await wait(50);
  }
  check('1,200 dripping connections hold nobody up', good === probes && probes > 3 && slowest < 2500, `${good} of ${probes}, slowest ${slowest} ms`);
  check('and they are still there to drip', sockets.filter(s => s.over).length === 0, `${sockets.filter(s => s.over).length} closed`);
  for (const s of sockets) s.destroy();
}

export async function sockets(results, demo) {
  const check = (name, good, detail) => results.check(`sockets: ${name}`, good, detail);
  await inherited(check);
  await limits(check, demo);
  await dripping(check, demo);
}
