// What a target receives: the event, a part of it, a constant, or a template. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html (read 2026-11)
import type { BusEvent } from './event.js';
import type { Rule, Target } from './rules.js';

/** `$.detail.a[0]` of a value; undefined where there is nothing. */
function at(path: string, root: unknown): unknown {
  const steps = [...path.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
    ([, name, index, quoted]) => name ?? quoted ?? Number(index),
  );
  return steps.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    root,
  );
}

function builtIn(name: string, event: BusEvent, rule: Rule): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return rule.arn;
    case 'aws.events.rule-name':
      return rule.name;
    case 'aws.events.event.ingestion-time':
      return event.time;
    case 'aws.events.event':
      return { ...event, detail: undefined };
    case 'aws.events.event.json':
      return event;
    default:
      return undefined;
  }
}

/**
 * A value where a template wants it. Elsewhere than in quotes it is written as JSON; within them a text loses its own
 * quotes, and an object or a list loses all of them, as on AWS. What the event lacks is an empty text.
 */
function written(value: unknown, quoted: boolean): string {
  const json = JSON.stringify(value ?? '');
  if (!quoted || value === null) return value === null ? 'null' : json;
  return typeof value === 'string' ? json.slice(1, -1) : json.replaceAll('"', '');
}

/** Fills each `<name>` of a template. */
function fill(template: string, lookUp: (name: string) => unknown): string {
  let quoted = false;
  return template.replaceAll(/\\.|"|<([A-Za-z0-9_.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    return name === undefined ? token : written(lookUp(name), quoted);
  });
}

/** Payload for `target`, as JSON text (or plain text, where a template says so). */
export function inputFor(target: Target, event: BusEvent, rule: Rule): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(at(target.InputPath, event) ?? null);
  if (!target.InputTransformer) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  return fill(InputTemplate, (name) => {
    const path = InputPathsMap[name];
    return path === undefined ? builtIn(name, event, rule) : at(path, event);
  });
}
