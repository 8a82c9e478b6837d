// SPDX-License-Identifier: Apache-2.0
// peer: software that nobody here wrote (Digital Bazaar's verifier) verifies
// credentials fetched from the running server, and refuses changed ones.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Multikey from '@digitalbazaar/ed25519-multikey';
import { root, run } from './server.mjs';

const shared = process.env.QUIPU_SHARED || join(root, '..', 'shared');
const published = join(shared, 'conformance/contexts');

// Contexts by address: the published ones where they are at hand, else ours,
// which are equal term by term.
export function contexts(results) {
  const table = new Map();
  if (existsSync(join(published, 'index.json'))) {
    for (const c of JSON.parse(readFileSync(join(published, 'index.json'))).contexts) {
      table.set(c.url, join(published, c.file));
    }
  } else {
    results.skip('peer: the published contexts are not at hand; ours are used');
  }
  for (const line of readFileSync(join(root, 'vc/contexts/contexts.list'), 'utf8').split('\n')) {
    const url = /https?:\S+/.exec(line)?.[0], file = /[\w.-]+\.jsonld/.exec(line)?.[0];
    if (url && file && !table.has(url)) table.set(url, join(root, 'vc/contexts', file));
  }
  return table;
}

export async function peer(results, demo) {
  const table = contexts(results);
  const documents = new Map();
  const documentLoader = async url => {
    if (table.has(url)) return { contextUrl: null, documentUrl: url, document: JSON.parse(readFileSync(table.get(url))) };
    const did = url.split('#')[0];
    if (!did.startsWith('did:web:')) throw new Error(`not loaded: ${url}`);
    if (!documents.has(did)) {
      const [host, ...path] = did.slice('did:web:'.length).split(':');
      const address = `http://${decodeURIComponent(host)}/${path.join('/')}/did.json`;
      documents.set(did, await (await fetch(address.replace('localhost', '127.0.0.1'))).json());
    }
    const doc = documents.get(did);
    if (url === did) return { contextUrl: null, documentUrl: url, document: doc };
    const method = doc.verificationMethod.find(m => m.id === url);
    return { contextUrl: null, documentUrl: url, document: { '@context': 'https://w3id.org/security/multikey/v1', ...method } };
  };
  const suite = new DataIntegrityProof({ cryptosuite });
  const verify = async credential => {
    const r = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus: undefined });
    return { verified: r.verified, why: JSON.stringify(r.error?.errors?.map(e => e.message) || r.error?.message || '') };
  };

  const numbers = (await run(['credential', 'list', '--data', demo.data, ...(demo.store || [])])).out.trim().split('\n').slice(0, 5);
  for (const number of numbers) {
    const r = await fetch(`http://127.0.0.1:${demo.port}/certificates/${number}/credential.json`);
    const credential = await r.json();
    const page = await (await fetch(`http://127.0.0.1:${demo.port}/certificates/${number}`, { headers: { 'accept-language': 'en' } })).text();
    const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
      .format(new Date(credential.validFrom.slice(0, 10)));
    results.check(`peer: ${number} and its page say the same day`, page.includes(day), `${credential.validFrom}, ${day}`);
    const good = await verify(credential);
    results.check(`peer: ${number} is verified by a stranger`, good.verified, good.why);
    credential.credentialSubject.identifier[0].identityHash = 'Somebody Else';
    const bad = await verify(credential);
    results.check(`peer: ${number} with another name is refused`, !bad.verified);
  }
  results.check('peer: the key is of the kind the peer knows', typeof Multikey.from === 'function');
}
