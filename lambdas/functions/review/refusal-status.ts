// HTTP status of the page that explains a refusal, for every form of a review.
import type { RefusalCode } from '../../core/refusals.js';

const STATUS: Partial<Record<RefusalCode, number>> = {
  DEADLINE_PASSED: 410,
  LINK_VOID: 410,
  NOT_A_REVIEWER: 403,
  NO_LONGER_ELIGIBLE: 403,
  PRESENCE_REQUIRED: 403,
};

/** 409 where nothing else says it better: somebody or something was faster. */
export const statusOf = (refusal: RefusalCode | undefined) => (refusal && STATUS[refusal]) ?? 409;
