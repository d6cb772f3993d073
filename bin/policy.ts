// `npm run policy`: the policy command. Only the process is wired here; what it does is in ./policy/.
import { runPolicyCommand } from './policy/command-line.js';

process.exitCode = await runPolicyCommand(process.argv.slice(2), {
  environment: process.env,
  out: process.stdout,
  error: process.stderr,
  input: process.stdin,
  packs: new URL('../examples/packs', import.meta.url).pathname,
  now: Date.now(),
});
