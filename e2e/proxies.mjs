// SPDX-License-Identifier: Apache-2.0
// proxies: the files in packaging/ as they are shipped: nginx and Caddy before
// a real node, TLS and all, and how far the service's unit is closed off.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, quipu, root, run } from './server.mjs';

const host = 'badges.example.edu';
const exposureMax = 2; // of 10, as systemd-analyze counts it

function get(port, path, headers = {}, method = 'GET', body) {
  return new Promise((done, bad) => {
    const req = https.request({ host: '127.0.0.1', port, path, method, servername: host, rejectUnauthorized: false, headers: { host, ...headers } }, res => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', d => { text += d; });
      res.on('end', () => done({ status: res.statusCode, headers: res.headers, text }));
    });
    req.on('error', bad);
    req.end(body);
  });
}

// Start a program and wait until its port answers TLS.
async function start(command, args, port, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let out = '', over = false;
  child.stdout.on('data', d => { out += d; });
  child.stderr.on('data', d => { out += d; });
  const ended = new Promise(done => child.on('exit', () => { over = true; done(); }));
  for (let i = 0; i < 100; i++) {
    if (over) throw new Error(`${command} ended:\n${out}`);
    if (await get(port, '/').then(() => true, () => false)) break;
    await new Promise(done => setTimeout(done, 100));
  }
  return { async stop() { child.kill('SIGTERM'); await ended; } };
}

async function throughProxy(check, name, port, link) {
  const page = await get(port, '/verify');
  check(`${name} hands a page on`, page.status === 200 && /<h1/.test(page.text), `${page.status}`);
  check(`${name} adds HSTS`, /max-age/.test(page.headers['strict-transport-security'] || ''));
  const small = await get(port, '/verify', { 'accept-encoding': 'br' });
  check(`${name} leaves the compression to Quipu`, small.headers['content-encoding'] === 'br', small.headers['content-encoding']);
  const known = await get(port, '/verify', { 'if-none-match': page.headers.etag });
  check(`${name} hands 304 on`, known.status === 304, `${known.status}`);
  const signed = await get(port, new URL(link).pathname, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 0, origin: `https://${host}` }, 'POST', '');
  check(`${name}: a sign-in by https has the cookie of https`, signed.status === 303 && /^__Host-quipu=.*Secure/.test(String(signed.headers['set-cookie'])), `${signed.status} ${signed.headers['set-cookie']}`);
  const foreign = await get(port, '/verify', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 0, origin: 'https://evil.example' }, 'POST', '');
  check(`${name}: a foreign origin stays refused`, foreign.status === 403, `${foreign.status}`);
}

function unit(check) {
  const text = execFileSync('systemd-analyze', ['security', '--offline=true', join(root, 'packaging/quipu.service')], { encoding: 'utf8' });
  const exposure = Number(/exposure level for quipu.service: ([\d.]+)/.exec(text)?.[1]);
  check('the service is closed off', exposure <= exposureMax, `exposure ${exposure}`);
}

export async function proxies(results) {
  const check = (name, good, detail) => results.check(`proxies: ${name}`, good, detail);
  const folder = mkdtempSync(join(tmpdir(), 'quipu-proxy-'));
  const data = join(folder, 'node');
  const [port, nginxPort, nginxPlain, caddyPort, caddyPlain] = await Promise.all([1, 2, 3, 4, 5].map(freePort));
  await run(['init', '--data', data, '--url', `https://${host}`, '--name', 'Red de prueba']);
  const server = spawn(quipu, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--proxy', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise(done => server.on('exit', done));
  await new Promise(done => server.stdout.once('data', done));
  const number = (await run(['user', 'list', '--data', data])).out.split(' ')[0];
  const link = async () => /https:\S+\/sign-in\/link\/\w+/.exec((await run(['user', 'link', number, '--data', data])).out)[0];
  try {
    unit(check);

    // nginx: ports, certificate and backend of the test in place of the real ones
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=${host}`, '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
    const site = readFileSync(join(root, 'packaging/nginx.conf'), 'utf8')
      .replace(/listen \[::\].*\n/g, '').replace('listen 80;', `listen 127.0.0.1:${nginxPlain};`).replace('listen 443', `listen 127.0.0.1:${nginxPort}`)
      .replace(/ssl_certificate .*;/, `ssl_certificate ${folder}/cert;`).replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${folder}/key;`)
      .replace('127.0.0.1:8080', `127.0.0.1:${port}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${folder}/${n};`).join('');
    writeFileSync(join(folder, 'nginx.conf'), `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr; events {} http { access_log off; ${temporary} ${site} }`);
    const nginx = await start('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], nginxPort);
    await throughProxy(check, 'nginx', nginxPort, await link());
    await nginx.stop();

    // Caddy: its own authority, no state outside the folder
    const caddyfile = `{\n admin off\n local_certs\n skip_install_trust\n http_port ${caddyPlain}\n https_port ${caddyPort}\n}\n` +
      readFileSync(join(root, 'packaging/Caddyfile'), 'utf8').replace('127.0.0.1:8080', `127.0.0.1:${port}`);
    writeFileSync(join(folder, 'Caddyfile'), caddyfile);
    mkdirSync(join(folder, 'home'));
    const env = { ...process.env, HOME: join(folder, 'home'), XDG_DATA_HOME: join(folder, 'home'), XDG_CONFIG_HOME: join(folder, 'home') };
    const caddy = await start('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], caddyPort, { env });
    await throughProxy(check, 'Caddy', caddyPort, await link());
    await caddy.stop();
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
