#!/usr/bin/env node
// The `handoff` command of operators and auditors. Only the process is wired here; what it does is in ./handoff/.
import { runCommandLine } from './handoff/command-line.js';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  out: process.stdout,
  error: process.stderr,
  input: process.stdin,
});
