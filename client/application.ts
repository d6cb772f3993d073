// For applications that ask a person themselves (pattern active): the briefing, and the report of what the person decided.
// Never for an agent: whoever may report decisions vouches for the people who made them.
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { ApplicationAnswer, ApplicationCall, Briefing } from '../lambdas/contracts/application-api.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import type { HandoffRequestInput } from '../lambdas/contracts/request.js';
import { ReportRefusedError } from './errors.js';
import type { HandoffHandle, ResultOptions } from './handle.js';
import type { HandoffClient } from './index.js';
import { invoke } from './invoke.js';

export type { Briefing };

/** What a person decided, and how the application knows who it was. */
export type Confirmation = Omit<
  Extract<ApplicationCall, { operation: 'report' }>,
  'operation' | 'tenant' | 'handoffId' | 'actionDigest' | 'application'
>;

export interface ApplicationOptions {
  readonly client: HandoffClient;
  /** Name of the application function (stack output ApplicationFunctionName). */
  readonly applicationFunctionName: string;
  /** Name of this application, as the log shall have it. */
  readonly application: string;
  readonly lambda?: LambdaClient;
}

export class HandoffApplication {
  readonly #options: ApplicationOptions;
  readonly #lambda: LambdaClient;

  constructor(options: ApplicationOptions) {
    this.#options = options;
    this.#lambda = options.lambda ?? new LambdaClient({});
  }

  /**
   * Requests a handoff through the gate, shows its briefing with `show` if a person has to decide here, reports what `show` resolves with, and
   * resolves with the outcome. Without need of a person, or where the policy asks a reviewer over a link, `show` is not called.
   * Throws ReportRefusedError when the report is not accepted, and like `gate` and `result`.
   */
  async ask(
    request: HandoffRequestInput,
    show: (briefing: Briefing) => Promise<Confirmation>,
    options: ResultOptions & { readonly handoffId?: string } = {},
  ): Promise<Outcome> {
    const { client } = this.#options;
    const { handle, outcome, judged } = await client.gate(
      { preferredPattern: 'active', ...request },
      options.handoffId === undefined ? {} : { handoffId: options.handoffId },
    );
    if (outcome) return outcome;
    const briefing = judged?.briefing ?? (await this.brief(handle, options));
    if (briefing) await this.report(briefing, await show(briefing));
    return handle.result(options);
  }

  /** The briefing, once the verdict has fallen; nothing when no decision is wanted of an application. */
  async brief(handle: HandoffHandle, options: ResultOptions = {}): Promise<Briefing | undefined> {
    const { tenant, handoffId } = handle;
    const { answer } = await this.#options.client.poll(handoffId, options, async () => {
      const answer = await this.#call({ operation: 'brief', tenant, handoffId });
      // Not on the log yet: the verdict has still to fall.
      return !answer.ok && answer.refusal === 'NOT_FOUND' ? undefined : { answer };
    });
    return answer.ok ? answer.briefing : undefined;
  }

  /** Reports a decision about exactly what `briefing` showed. Throws ReportRefusedError with the reason. */
  async report(
    { tenant, handoffId, action }: Pick<Briefing, 'tenant' | 'handoffId' | 'action'>,
    confirmation: Confirmation,
  ): Promise<void> {
    const answer = await this.#call({
      operation: 'report',
      tenant,
      handoffId,
      actionDigest: action?.digest ?? '',
      application: this.#options.application,
      ...confirmation,
    });
    if (!answer.ok) throw new ReportRefusedError(answer);
  }

  #call(call: ApplicationCall): Promise<ApplicationAnswer> {
    return invoke(this.#lambda, this.#options.applicationFunctionName, call);
  }
}
