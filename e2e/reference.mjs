// SPDX-License-Identifier: Apache-2.0
// reference: how fast the reference stack (Digital Bazaar's) works on a badge, for
// the bench to compare with.
import { readFileSync } from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Multikey from '@digitalbazaar/ed25519-multikey';
import * as rdf from 'rdf-canonize';
import { contexts } from './peer.mjs';

// How often a second of processor time, once the compiler has settled.
async function rate(seconds, work) {
  for (const warm = Date.now(); Date.now() - warm < seconds * 500;) await work();
  const from = process.cpuUsage(), start = Date.now();
  let count = 0;
  for (; Date.now() - start < seconds * 1000; count++) await work();
  const used = process.cpuUsage(from);
  return count / ((used.user + used.system) / 1e6);
}

// The reference issues and verifies the very badge that was measured.
export async function reference(given, seconds) {
  const badge = JSON.parse(given.badge);
  const document = JSON.parse(given.document);
  const table = contexts({ skip() {} });
  const loaded = new Map();
  const load = url => {
    if (url.startsWith('did:')) {
      const method = document.verificationMethod.find(m => m.id === url);
      return method ? { '@context': 'https://w3id.org/security/multikey/v1', ...method } : document;
    }
    if (!loaded.has(url)) loaded.set(url, JSON.parse(readFileSync(table.get(url))));
    return loaded.get(url);
  };
  const documentLoader = async url => ({ contextUrl: null, documentUrl: url, document: load(url) });
  const verifying = new DataIntegrityProof({ cryptosuite });
  const first = await vc.verifyCredential({ credential: badge, suite: verifying, documentLoader });
  if (!first.verified) throw new Error(`the reference refuses the badge: ${JSON.stringify(first.error?.errors?.map(e => e.message))}`);
  const pair = await Multikey.generate({ id: document.verificationMethod[0].id, controller: document.id });
  const signing = new DataIntegrityProof({ signer: pair.signer(), cryptosuite });
  const { proof, ...unsigned } = badge;
  const dataset = rdf.NQuads.parse(given.quads);
  return {
    issue: await rate(seconds, () => vc.issue({ credential: structuredClone(unsigned), suite: signing, documentLoader })),
    verify: await rate(seconds, () => vc.verifyCredential({ credential: badge, suite: verifying, documentLoader })),
    canon: await rate(seconds, () => rdf.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads' })),
  };
}
