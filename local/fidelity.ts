// The shape of what each part of the runtime says of itself: how near it is to AWS, row by row. `docs/local.md` is made of
// these rows, and a test drives every row that claims support.

/** One API action, state field, pattern operator or resource type. */
export interface FidelityRow {
  /** As AWS writes it: `PutItem`, `HeartbeatSeconds`, `equals-ignore-case`. */
  readonly name: string;
  /** `refused`: stops with its name. `different`: works, but not as on AWS. */
  readonly status: 'supported' | 'refused' | 'different';
  /** How it differs, or what is refused; one sentence without a full stop. */
  readonly note?: string;
}

/** Rows under one heading. */
export interface FidelitySection {
  /** Such as `DynamoDB: API` or `Step Functions: state fields`. */
  readonly title: string;
  readonly rows: readonly FidelityRow[];
}
