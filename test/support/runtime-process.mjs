// The built runtime in a process of its own, for tests that kill it: argv[2] is its data directory. Tells its parent the
// endpoint once it is ready, and every e-mail that it sends.
import { startLocal } from 'agent-handoff/local';

const local = await startLocal({ assembly: 'dist/assembly', dataDir: process.argv[2] });
for (const mail of local.mailbox.messages()) process.send({ mail });
local.mailbox.onMessage((mail) => process.send({ mail }));
const { endpoint, region, outputs } = local;
process.send({ ready: { endpoint, region, outputs } });
