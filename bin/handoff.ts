#!/usr/bin/env node
// The `handoff` command of operators and auditors. Only the process is wired here; what it does is in ./handoff/.
import { runCommandLine } from './handoff/command-line.js';

// The SDK warns at every start that it will stop supporting this Node: nothing that an operator can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  out: process.stdout,
  error: process.stderr,
  input: process.stdin,
});
