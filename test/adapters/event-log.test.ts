// The log, wherever it is: append under a condition, read in order, nothing else.
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { DynamodbEventLog } from '../../lambdas/adapters/dynamodb-event-log.js';
import type { Fact, Unsealed } from '../../lambdas/contracts/event.js';
import { LOG } from '../../lambdas/contracts/tables.js';
import { seal } from '../../lambdas/core/chain.js';
import { run } from '../../lambdas/core/command.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { cancelHandoff } from '../../lambdas/core/settle.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { FACT, START } from '../core/samples.js';
import { onEveryPlace, onEveryTable } from './places.js';

/** The first facts of a handoff; `commandPrefix` tells writers apart. */
function factsOf(handoffId: string, tenant = 'default', commandPrefix = 'command'): Fact[] {
  const facts: Fact[] = [];
  let state = unknownHandoff({ tenant, handoffId });
  for (const name of ['requested', 'opened', 'approved'] as const) {
    const at = new Date(START + state.sequence * 1_000).toISOString();
    const fact = seal(state, FACT[name] as Unsealed, `${commandPrefix}-${state.sequence}`, at);
    facts.push(fact);
    state = evolve(state, fact);
  }
  return facts;
}
const key = (handoffId: string, tenant = 'default') => ({ tenant, handoffId });

onEveryPlace((stores) => {
  it('reads nothing of a handoff that has no fact', async () => {
    expect(await stores().log.read(key('nobody'))).toEqual([]);
  });

  it('reads facts back as they were appended, oldest first, whatever order they came in', async () => {
    const { log } = stores();
    const facts = factsOf('in-order');
    for (const fact of [...facts].reverse()) expect(await log.append(fact)).toBe(true);
    expect(await log.read(key('in-order'))).toEqual(facts);
  });

  it('R5 refuses another fact of the same sequence, and keeps the first', async () => {
    const { log } = stores();
    const [first] = factsOf('taken');
    const [second] = factsOf('taken', 'default', 'other');
    if (!first || !second) throw new Error('the samples have them');
    expect(await log.append(first)).toBe(true);
    expect(await log.append(second)).toBe(false);
    expect(await log.append(first)).toBe(false);
    expect(await log.read(key('taken'))).toEqual([first]);
  });

  it('I5 lets exactly one of many writers in that decide on one state', async () => {
    const { log } = stores();
    const rivals = Array.from(
      { length: 20 },
      (_, index) => factsOf('contended', 'default', `writer-${index}`)[0],
    );
    const answers = await Promise.all(rivals.map((fact) => (fact ? log.append(fact) : false)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await log.read(key('contended'))).toEqual([rivals[answers.indexOf(true)]]);
  });

  it('R6 a command that is repeated at once by many appends one fact, and all find it', async () => {
    const { log } = stores();
    for (const fact of factsOf('repeated').slice(0, 2)) await log.append(fact);
    const command = () =>
      run(log, {
        key: key('repeated'),
        commandId: 'cancel:agent',
        now: START,
        decide: (state) => cancelHandoff(state, 'agent', undefined),
      });
    const results = await Promise.all(Array.from({ length: 10 }, command));
    expect(new Set(results.map(({ fact }) => fact?.hash)).size).toBe(1);
    expect(await log.read(key('repeated'))).toHaveLength(3);
  });

  it('R8 keeps two tenants’ handoffs of one id apart', async () => {
    const { log } = stores();
    const [mine] = factsOf('shared-id', 'acme');
    const [theirs] = factsOf('shared-id', 'globex');
    if (!mine || !theirs) throw new Error('the samples have them');
    await log.append(mine);
    expect(await log.append(theirs)).toBe(true);
    expect(await log.read(key('shared-id', 'acme'))).toEqual([mine]);
    expect(await log.read(key('shared-id', 'globex'))).toEqual([theirs]);
  });

  it('R8 does not take an id that looks like another’s prefix for it', async () => {
    const { log } = stores();
    const [long] = factsOf('order-10');
    if (long) await log.append(long);
    expect(await log.read(key('order-1'))).toEqual([]);
  });
});

onEveryTable((stores) => {
  it('R8 begins its keys with the tenant', async () => {
    const { log, tables } = stores();
    const [fact] = factsOf('keyed', 'acme');
    if (fact) await log.append(fact);
    const { Item } = await tables.dynamodb.send(
      new GetItemCommand({
        TableName: tables.log,
        Key: { [LOG.partitionKey]: { S: 'acme#keyed' }, [LOG.sortKey]: { N: '1' } },
      }),
    );
    expect(Item).toBeDefined();
  });

  it('lists a tenant’s handoffs, newest first, page by page, and no other tenant’s', async () => {
    const { tables } = stores();
    const log = new DynamodbEventLog(tables.dynamodb, tables.log);
    for (const [index, name] of ['one', 'two', 'three'].entries()) {
      const at = new Date(START + index * 60_000).toISOString();
      await log.append(seal(unknownHandoff(key(name, 'listed')), FACT.requested as Unsealed, 'command', at));
    }
    const first = await log.list('listed', 2);
    expect(first.entries.map(({ handoffId }) => handoffId)).toEqual(['three', 'two']);
    const second = await log.list('listed', 2, first.cursor);
    expect(second.entries).toEqual([{ handoffId: 'one', requestedAt: '2026-11-24T12:00:00.000Z' }]);
    expect((await log.list('nobody', 10)).entries).toEqual([]);
  });

  it('fails as LogUnavailable, by name, when its table is away', async () => {
    const { tables } = stores();
    const away = new DynamodbEventLog(tables.dynamodb, `${tables.log}-away`);
    await expect(away.read(key('x'))).rejects.toMatchObject({ name: 'LogUnavailable' });
  });
});
