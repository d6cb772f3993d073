// What no check of an export can show, in words for whoever reads a verification.

const WITHOUT_CHECKPOINTS = [
  'Facts missing from the end cannot be seen: a shorter chain is a chain too. Compare sequence and headHash with a copy kept elsewhere, such as the execution’s output, or give checkpoints.',
  'Whoever can write the store could rewrite a whole handoff and every hash in it. The same comparison shows that, too.',
] as const;

const WITH_CHECKPOINTS = [
  'Checkpoints seal what was on the log when they were written, minutes after a fact: what was forged before that is sealed as it was forged.',
  'Checkpoints missing from the end cannot be seen. Compare number and root of the newest with a copy kept elsewhere.',
  'The key says who signed only if it did not come from where the checkpoints came from. Compare it with a copy kept elsewhere.',
] as const;

const ALWAYS = [
  'An erased or expired part cannot be checked; its digest on the log shows only that it existed.',
  'That a reviewer id is the person it stands for rests on who had the mailbox and the code, not on this file; with a passkey, on who had them when it was enrolled.',
  'A missing receipt is found out here; whether one is genuine takes the stack’s public key, and the stack has checked that before it acted.',
] as const;

/** The limits of a verification with or without checkpoints. */
export const limitsOf = (hasCheckpoints: boolean): readonly string[] => [
  ...(hasCheckpoints ? WITH_CHECKPOINTS : WITHOUT_CHECKPOINTS),
  ...ALWAYS,
];
