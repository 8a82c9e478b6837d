// SPDX-License-Identifier: Apache-2.0
// quipu-verify: asks the WebAssembly verifier. Gives the words of
// `quipu verify --json`, from bytes alone: nothing is fetched, nothing sent.
//
//   const verifier = await Verifier.load(response or bytes of the .wasm file);
//   verifier.verify(credential, { documents, lists, now })
//
// A page needs 'wasm-unsafe-eval' in its policy, and nothing else.

const CREDENTIAL = 0, DOCUMENTS = 1, LISTS = 2, NOW = 3;

export class Verifier {
  #module;

  // `source`: bytes of the module, or the Response that brings them.
  static async load(source) {
    const bytes = source instanceof Response ? await source.arrayBuffer() : source;
    const verifier = new Verifier();
    const { instance } = await WebAssembly.instantiate(bytes, {});
    instance.exports._initialize();
    verifier.#module = instance.exports;
    return verifier;
  }

  // `credential`: bytes or text (JSON, token, picture). `documents`: text of a
  // JSON array of DID and controller documents, as for --did-docs; without it
  // the issuers are unknown. `lists`: an object of status lists as served, text
  // by address. `now`: a Date or an instant. Returns the verdict's JSON text;
  // throws where the question itself is no good.
  verifyText(credential, { documents = null, lists = null, now = new Date() } = {}) {
    const m = this.#module;
    try {
      this.#put(CREDENTIAL, credential);
      if (documents !== null) this.#put(DOCUMENTS, documents);
      if (lists !== null) this.#put(LISTS, JSON.stringify(lists));
      this.#put(NOW, now instanceof Date ? now.toISOString() : now);
      const status = m.verify();
      if (status !== 0) throw new Error(`not judged: ${this.#text(m.status_text(status))}`);
      return new TextDecoder().decode(new Uint8Array(m.memory.buffer, m.answer(), m.answer_size()));
    } finally {
      m.done();
    }
  }

  verify(credential, known) {
    return JSON.parse(this.verifyText(credential, known));
  }

  #put(which, value) {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(value);
    const at = this.#module.take(which, bytes.length);
    if (at === 0) throw new Error('not judged: no memory');
    new Uint8Array(this.#module.memory.buffer, at, bytes.length).set(bytes);
  }

  #text(at) {
    const bytes = new Uint8Array(this.#module.memory.buffer, at);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }
}
