// Close: an execution that ended without settling its handoff is closed on the log (rule R4). Fed by the rule on execution
// status changes; the input decides nothing but which handoff to look at.
import * as z from 'zod/mini';
import { DEFAULT_TENANT, Tenant } from '../../contracts/ids.js';
import { run } from '../../core/command.js';
import { isHeldByGate } from '../../core/gate.js';
import type { EventLog } from '../../core/ports.js';
import { isBoundTo } from '../../core/request.js';
import { closeHandoff as close } from '../../core/settle.js';

/** What of "Step Functions Execution Status Change" matters. @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html (2026-11) */
export const StatusChange = z.object({
  detail: z.object({
    executionArn: z.string(),
    name: z.string(),
    status: z.string(),
    startDate: z.number(),
    input: z.nullish(z.string()),
  }),
});

function tenantIn(input: string | null | undefined): string {
  try {
    return (
      Tenant.safeParse((JSON.parse(input ?? '{}') as { tenant?: unknown } | null)?.tenant).data ??
      DEFAULT_TENANT
    );
  } catch {
    return DEFAULT_TENANT;
  }
}

/** Closes the handoff unless it is settled, or belongs to another execution of the same name. True when it did. */
export async function closeHandoff(
  { detail }: z.infer<typeof StatusChange>,
  { log, now }: { readonly log: EventLog; readonly now: number },
): Promise<boolean> {
  const startedAt = new Date(detail.startDate).toISOString();
  const { fact } = await run(log, {
    key: { tenant: tenantIn(detail.input), handoffId: detail.name },
    commandId: `close:${startedAt}`,
    now,
    decide: (state) => {
      const isOther =
        state.execution !== undefined &&
        !isHeldByGate(state) &&
        !isBoundTo(state, { arn: detail.executionArn, startedAt });
      return isOther ? { kind: 'nothing' } : close(state, detail.status);
    },
  });
  return fact !== undefined;
}
