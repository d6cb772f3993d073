// What LocalStack community does not do, or does differently from AWS, and the embedded run that covers it. Printed with
// every run, so that nothing is skipped in silence; a test holds the list to the tests that exist.

export interface Difference {
  readonly what: string;
  /** File and title of the test that covers it on the embedded runtime. */
  readonly file: string;
  readonly test: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'IAM and resource policies are not enforced',
    file: 'test/lib/permissions.test.ts',
    test: 'is guarded by a resource policy that denies every change to everybody',
  },
  {
    what: 'function URLs lose cookies both ways and refuse forms with an Origin: pages come through emulator/front-door.ts',
    file: 'test/attacks/web.test.ts',
    test: 'attack 58: a form from %s decides nothing, though the session is open',
  },
  {
    what: 'StopExecution leaves a waiting execution RUNNING',
    file: 'test/scenarios/faults.test.ts',
    test: 'R4 closes a handoff on the log when its execution is stopped',
  },
  {
    what: 'a second SendTaskSuccess is accepted while the execution runs',
    file: 'test/scenarios/faults.test.ts',
    test: 'waits again after a wake-up that nobody decided',
  },
  {
    what: 'time cannot be moved: reviewers of the brief stack have five seconds instead of hours',
    file: 'test/scenarios/handoff.test.ts',
    test: 'expires after its last tier, and never runs',
  },
  {
    what: 'a lost wake-up would take the grace of a minute and a tier’s hours to be found',
    file: 'test/scenarios/faults.test.ts',
    test: 'L2 settles an approval whose wake-up was lost: the wait times out, then asks the log',
  },
  {
    what: 'an item’s 400 KB are counted over the base64 of its bytes: large parts are not stored',
    file: 'test/adapters/context-store.test.ts',
    test: 'R17 stores a part %s 390 000 compressed bytes',
  },
  {
    what: 'a fact is not delivered twice on demand',
    file: 'test/scenarios/faults.test.ts',
    test: 'R13 sends one message per reviewer, however often the fact is delivered',
  },
];
