// STS, as far as a laptop needs it: who am I.
import type { Service } from './service.js';

/** The STS service. */
export function createSts(accountId: string): Service {
  return {
    name: 'sts',
    actions: new Map([
      [
        'GetCallerIdentity',
        (_input, { principalArn }) => ({
          Arn: principalArn === 'external' ? `arn:aws:iam::${accountId}:user/local` : principalArn,
          UserId: principalArn.slice(principalArn.lastIndexOf('/') + 1),
          Account: accountId,
        }),
      ],
    ]),
  };
}
