// Import rules (design §3), checked by `npm run verify`: imports go one way. An edge that is not allowed here is a design
// change, and belongs into an ADR.
const layer = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Services of the embedded runtime; composed by the files beside them, never by each other. */
const SERVICES = [
  'cloudformation',
  'dynamodb',
  'events',
  'iam',
  'lambda',
  'secretsmanager',
  'sns',
  'sqs',
  'stepfunctions',
];

module.exports = {
  forbidden: [
    layer(
      'no-cycles',
      'Files that need each other are one file, or a third one. An interpreter’s states contain states, and types cost nothing.',
      { pathNot: '^local/stepfunctions/execution/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    layer(
      'core-is-pure',
      'Core imports core, contracts and pure packages: no SDK, no Node but hashing.',
      { path: '^lambdas/core' },
      { pathNot: '^lambdas/(core|contracts)|node_modules/(canonicalize|@cfworker|zod)|^(node:)?crypto$' },
    ),
    layer(
      'contracts-stand-alone',
      'What crosses a wire knows nothing of what is done with it.',
      { path: '^lambdas/contracts' },
      { pathNot: '^lambdas/contracts|node_modules/zod' },
    ),
    layer(
      'adapters-do-not-decide',
      'functions → adapters → core → contracts.',
      { path: '^lambdas/adapters' },
      { path: '^(lambdas/functions|lib|bin|local|client|examples|bench)' },
    ),
    layer(
      'functions-stay-in-lambdas',
      'What AWS invokes is bundled from lambdas alone.',
      { path: '^lambdas/functions' },
      { path: '^(lib|bin|local|client|examples|bench)' },
    ),
    layer(
      'use-cases-take-ports',
      'Only a handler wires adapters; the use case beside it takes ports. HTTP’s forms and the secrets’ arithmetic are pure.',
      { path: '^lambdas/functions', pathNot: 'handler\\.ts$' },
      { path: '^lambdas/adapters/(?!http\\.ts|link-secrets\\.ts)' },
    ),
    layer(
      'a-function-is-a-folder',
      'Functions share what lies beside their folders, never each other’s files.',
      { path: '^lambdas/functions/([^/]+)/' },
      { path: '^lambdas/functions/[^/]+/', pathNot: '^lambdas/functions/$1/' },
    ),
    layer(
      'lib-is-synth-time',
      'lib refers to bundles by name; of lambdas it knows the contracts, and Cedar, with which it checks policies (ADR 6).',
      { path: '^lib' },
      { path: '^(lambdas/(core|adapters(?!/cedar/)|functions)|bin|local|client|examples|bench)' },
    ),
    layer(
      'local-knows-no-product',
      'The embedded runtime reads the cloud assembly, as AWS does.',
      { path: '^local' },
      { path: '^(lambdas|lib|bin|client|examples|bench)' },
    ),
    layer(
      'services-never-import-each-other',
      'The runtime composes them; `patterns` is the language that events and lambda share.',
      { path: `^local/(${SERVICES.join('|')})/` },
      { path: `^local/(${SERVICES.join('|')})/`, pathNot: '^local/$1/' },
    ),
    layer(
      'client-knows-contracts',
      'What an agent imports is small; digests are those of core.',
      { path: '^client' },
      { path: '^(lambdas/(adapters|functions)|lambdas/core/(?!digest)|lib|bin|local|examples|bench)' },
    ),
    layer(
      'bin-wires',
      'Entries only; what runs offline needs core and Cedar, and nothing of what AWS invokes.',
      { path: '^bin' },
      { path: '^(lambdas/(adapters(?!/cedar/)|functions)|client|examples|bench)' },
    ),
    layer(
      'examples-are-customers',
      'Examples, bench and emulator import the package by its exports, and each other.',
      { path: '^(examples|bench|emulator)' },
      {
        path: '^(lambdas|lib|bin|client|local)/',
        dependencyTypesNot: ['aliased', 'localmodule', 'npm'],
        pathNot:
          '^(lib/index|client/index|local/index|local/stepfunctions/index|lambdas/contracts/index|lambdas/core/triggers/reading)\\.ts$',
      },
    ),
    layer(
      'nothing-shipped-imports-tests',
      '',
      { path: '^(bin|lib|lambdas|local|client|examples|bench|emulator)' },
      { path: '^test' },
    ),
    layer(
      'no-unresolved',
      'An import that nothing answers; Cedar’s bytes are a name that build.mjs answers.',
      {},
      { couldNotResolve: true, pathNot: '^cedar-bytes$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
    },
  },
};
