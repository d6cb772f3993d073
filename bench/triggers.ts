// `npm run bench:triggers`: precision and recall of the triggers that read words, with what they confuse, on the shared data
// sets; and a replay of recorded runs. Nothing is measured when the data is missing, and the command fails.
import { parseArgs } from 'node:util';
import {
  angerLine,
  bitextLines,
  type Line,
  replayLines,
  tau2Line,
  utterancesLine,
} from './triggers/figures.js';
import { bitext, brighter, missing, tau2Runs, utterancesIn } from './triggers/shared-data.js';
import { judgedBySupport } from './triggers/support.js';

const HELP = `Usage: npm run bench:triggers -- [--data FOLDER] [--json]

Measures "explicit request" on bitext and on the customers of tau2-bench, "sentiment" on BRIGHTER, and replays tau2-bench:
which runs each trigger and each rule of the support pack would have sent to a human.

  --data FOLDER  where bitext, brighter and tau2-bench are  (default ../shared/data)
  --utterances FILE
                 measure "explicit request" on this file alone: JSON {asks: [...], doesNotAsk: [...]}
  --blind        print no examples, so that the file stays unread
  --json         one JSON line a figure
  --help         this text
`;

const note = (text: string) => process.stderr.write(`${text}\n`);

const LANGUAGES = ['eng', 'esp', 'deu', 'ptbr', 'hin', 'chn', 'rus', 'swe'];

function print({ name, values, examples }: Line, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ name, values, examples })}\n`);
    return;
  }
  const shown = Object.entries(values).map(([label, value]) => `${label} ${value}`);
  process.stdout.write(`${name}\n    ${shown.join(' · ')}\n`);
  for (const example of examples ?? []) process.stdout.write(`      ${example.replaceAll('\n', ' ')}\n`);
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    utterances: { type: 'string' },
    blind: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const absent = missing(values.data, ['bitext', 'brighter', 'tau2-bench']);
if (values.help) process.stdout.write(HELP);
else if (values.utterances) {
  const { examples, ...line } = utterancesLine(values.utterances, utterancesIn(values.utterances));
  print(values.blind || !examples ? line : { ...line, examples }, values.json);
} else if (absent.length > 0) {
  process.stderr.write(
    `NOTHING WAS MEASURED: ${absent.join(', ')} not found in "${values.data}"; name the folder with --data\n`,
  );
  process.exitCode = 1;
} else {
  note('reading bitext and tau2-bench …');
  for (const line of bitextLines(bitext(values.data))) print(line, values.json);
  const runs = tau2Runs(values.data);
  print(tau2Line(runs), values.json);
  for (const language of LANGUAGES) {
    note(`reading BRIGHTER ${language} …`);
    print(angerLine(language, brighter(values.data, language)), values.json);
  }
  note(`replaying ${runs.length} runs …`);
  for (const line of replayLines(runs, judgedBySupport(runs))) print(line, values.json);
}
