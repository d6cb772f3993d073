// Signs checkpoints as C2SP signed notes, with a key derived from the stack's secret.
import { createPublicKey, sign } from 'node:crypto';
import type { NoteSigner } from '../core/ports.js';
import { noteKeyLine, noteOf } from '../core/signed-note.js';
import { signingKey } from './signing-key.js';

export class CheckpointSigner implements NoteSigner {
  readonly name: string;
  readonly #readSecret: () => Promise<string>;

  /** `name`: origin of the series; `readSecret`: the stack's secret. */
  constructor(name: string, readSecret: () => Promise<string>) {
    this.name = name;
    this.#readSecret = readSecret;
  }

  async sign(text: string): Promise<string> {
    const key = await this.#key();
    return noteOf(text, this.name, createPublicKey(key), sign(null, Buffer.from(text, 'utf8'), key));
  }

  async publicKey(): Promise<string> {
    return noteKeyLine(this.name, createPublicKey(await this.#key()));
  }

  readonly #key = async () => signingKey(await this.#readSecret(), 'checkpoint-key');
}
