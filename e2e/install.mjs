// SPDX-License-Identifier: Apache-2.0
// install: what `make install` puts down is enough for a stranger: the example
// is compiled against the installed tree, shared and static, and run; the shared
// library shows the names of the headers and no others; the manual tells of
// functions that there are.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quipu, root } from './server.mjs';

const sh = (command, ...args) => {
  const r = spawnSync(command, args, { encoding: 'utf8', cwd: root });
  return { good: r.status === 0, out: r.stdout || '', err: `${r.stdout} ${r.stderr}`.trim().slice(-600) };
};
const words = text => text.trim().split(/\s+/).filter(Boolean);

export async function install(results) {
  const check = (name, good, detail) => results.check(`install: ${name}`, good, detail);
  const tree = mkdtempSync(join(tmpdir(), 'quipu-install-'));
  try {
    const made = sh('meson', 'install', '-C', 'build', '--no-rebuild', '--quiet', '--destdir', tree);
    check('the tree is made', made.good, made.err);
    const files = readdirSync(tree, { recursive: true }).map(String);
    const one = end => files.find(f => f.endsWith(end));
    const libraries = join(tree, one('libquipu-vc.a').replace(/\/[^/]*$/, ''));
    for (const end of ['bin/quipu', 'quipu-vc.pc', 'libquipu-vc.so', 'libquipu-vc.so.0', 'include/quipu-vc/vc/verdict.h',
      'man3/quipu-vc.3', 'man1/quipu.1', 'issue_verify.c', 'revoke.c']) {
      check(`it has ${end}`, !!one(end));
    }

    // names
    const shared = join(libraries, 'libquipu-vc.so');
    const soname = sh('readelf', '-d', shared).out;
    check('the shared library calls itself libquipu-vc.so.0', soname.includes('[libquipu-vc.so.0]'));
    const shown = words(sh('sh', '-c', `nm -D --defined-only '${shared}' | sed 's/.* //; s/@.*//; /^QUIPU_VC/d' | sort`).out);
    const headers = readdirSync(join(root, 'vc/include/vc')).filter(f => f.endsWith('.h')).map(f => readFileSync(join(root, 'vc/include/vc', f), 'utf8')).join('\n');
    const listed = words(sh('sh', '-c', "tools/exports X vc/include/vc/*.h | sed -n 's/^    \\(vc.*\\);/\\1/p' | sort").out);
    check(`it shows the ${listed.length} names of the headers and no others`, listed.length > 150 && shown.join() === listed.join(),
      `missing: ${listed.filter(n => !shown.includes(n))}, too many: ${shown.filter(n => !listed.includes(n))}`);
    check('a name of the inside is not shown', !shown.includes('vc_judge_say') && !shown.includes('vc_hash_seed'));

    // the example
    const env = `PKG_CONFIG_PATH='${join(libraries, 'pkgconfig')}' PKG_CONFIG_SYSROOT_DIR='${tree}'`;
    const source = join(tree, one('issue_verify.c'));
    const flags = '-std=c17 -Wall -Wextra -Werror';
    const program = join(tree, 'example');
    let built = sh('sh', '-c', `cc ${flags} $(${env} pkg-config --cflags quipu-vc) '${source}' $(${env} pkg-config --libs quipu-vc) -o '${program}'`);
    check('the example is compiled with pkg-config', built.good, built.err);
    const ran = sh('env', `LD_LIBRARY_PATH=${libraries}`, program);
    check('it issues, verifies, and refuses the changed copy', ran.good && /result: verified/.test(ran.out) && /result: not verified/.test(ran.out), ran.err);
    built = sh('sh', '-c', `cc ${flags} $(${env} pkg-config --cflags quipu-vc) '${source}' -Wl,-Bstatic $(${env} pkg-config --libs quipu-vc) -Wl,-Bdynamic $(${env} pkg-config --static --libs quipu-vc | sed 's/-lquipu-vc//') -o '${program}-static'`);
    check('it is compiled with the static library', built.good, built.err);
    const alone = sh(`${program}-static`);
    check('and runs without the shared one', alone.good && !sh('readelf', '-d', `${program}-static`).out.includes('libquipu-vc'), alone.err);
    const compiled = (compiler, from, to) => sh('sh', '-c', `${compiler} $(${env} pkg-config --cflags quipu-vc) '${from}' $(${env} pkg-config --libs quipu-vc) -o '${to}'`);
    built = compiled(`cc ${flags}`, join(tree, one('revoke.c')), `${program}-revoke`);
    const revoked = sh('env', `LD_LIBRARY_PATH=${libraries}`, `${program}-revoke`);
    check('the other example bakes, lists, withdraws, compacts', built.good && revoked.good && /^result: verified, status: status_good$/m.test(revoked.out) && /^result: not verified, status: status_revoked$/m.test(revoked.out) && /^nombre: Reading knots$/m.test(revoked.out), built.err + revoked.err);
    writeFileSync(join(tree, 'other.cc'), 'extern "C" {\n#include <vc/verdict.h>\n#include <vc/status_list.h>\n}\nint main() { vc_context_set *set = nullptr; return vc_context_set_new(nullptr, 0, &set) == VC_OK ? (vc_context_set_free(set), 0) : 1; }\n');
    built = compiled('clang', join(tree, 'other.cc'), `${program}-cc`);
    check('C++ takes the headers as C', built.good && sh('env', `LD_LIBRARY_PATH=${libraries}`, `${program}-cc`).good, built.err);
    const each = readdirSync(join(root, 'vc/include/vc')).filter(f => f.endsWith('.h'));
    const alones = each.filter(h => !sh('sh', '-c', `echo '#include <vc/${h}>' | cc ${flags} -Wpedantic -fsyntax-only -x c -I'${join(tree, one('vc/verdict.h'), '../..')}' -`).good);
    check(`each of the ${each.length} headers stands alone`, alones.length === 0, alones.join(' '));

    // the manual
    const pages = files.filter(f => /\/man\d\/[^/]+\.\d$/.test(f));
    const unknown = [];
    const told = new Set();
    for (const page of pages) {
      for (const m of readFileSync(join(tree, page), 'utf8').matchAll(/\bvc_[a-z0-9_]+/g)) {
        if (page.includes('man3')) told.add(m[0]);
        if (!new RegExp(`\\b${m[0]}\\b`).test(headers) && !one(`man3/${m[0]}.3`)) unknown.push(`${page}: ${m[0]}`);
      }
    }
    check(`the ${pages.length} pages of the manual name what there is`, pages.length >= 12 && unknown.length === 0, unknown.join(' '));
    const untold = listed.filter(n => !told.has(n));
    const page = readFileSync(join(tree, one('man1/quipu.1')), 'utf8');
    const commands = [...sh(quipu, 'help').out.matchAll(/^  quipu (\w+)/gm)].map(m => m[1]);
    const silent = commands.filter(c => !new RegExp(`^\\.It Cm .*\\b${c}\\b`, 'm').test(page));
    check(`quipu(1) tells of the ${commands.length} commands`, commands.length > 15 && silent.length === 0, silent.join(' '));
    check('quipu-vc(3) and its pages of every function', untold.length === 0, untold.join(' '));
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
