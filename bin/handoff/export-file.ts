// The export file: one handoff a line. Written by `handoff export`, read by `handoff verify`.
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { ExportedHandoff } from '../../lambdas/core/verify.js';
import { CommandError } from './terminal.js';

const Line = z.strictObject({ facts: z.array(z.unknown()), parts: z.array(z.unknown()) });

export type ParsedLine =
  | { readonly ok: true; readonly handoff: ExportedHandoff }
  | { readonly ok: false; readonly problem: string };

/** One line of an export. Bytes, not text: a decoder that forgives would hide a change. */
export function parseExportLine(bytes: Uint8Array): ParsedLine {
  try {
    const parsed = Line.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (parsed.success) return { ok: true, handoff: parsed.data };
    return { ok: false, problem: 'must be {"facts": […], "parts": […]} and nothing else' };
  } catch {
    return { ok: false, problem: 'is not JSON in UTF-8' };
  }
}

const LINE_FEED = 0x0a;

/** The lines of `bytes` that are not blank, with their 1-based numbers. */
function* linesOf(bytes: Uint8Array): Generator<{ number: number; line: Uint8Array }> {
  let start = 0;
  for (let number = 1; start < bytes.length; number += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (line.some((byte) => byte > 0x20)) yield { number, line };
    start += line.length + 1;
  }
}

/** Every line of an export file, or of `input` where `file` is `-`. */
export async function readExport(file: string, input: Readable) {
  try {
    return [...linesOf(file === '-' ? await buffer(input) : await readFile(file))];
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${(error as Error).message}`);
  }
}
