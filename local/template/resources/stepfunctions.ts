// AWS::StepFunctions::* of a template.
import { readFileSync } from 'node:fs';
import { createOr, type Provision, type Provisioning } from '../resource.js';

interface DefinitionProperties {
  readonly DefinitionString?: string;
  readonly Definition?: object;
  readonly DefinitionS3Location?: { readonly Key: string };
  readonly DefinitionSubstitutions?: Record<string, unknown>;
}

const stateMachine: Provision = async ({ properties, name }, runtime) => {
  const { call, accountId, region } = runtime;
  const machineName: string = properties.StateMachineName ?? name(80);
  const stateMachineArn = `arn:aws:states:${region}:${accountId}:stateMachine:${machineName}`;
  const definition = definitionOf(properties, runtime);
  const { RoleArn: roleArn, StateMachineType: type } = properties;
  await createOr(
    ['StateMachineAlreadyExists'],
    () =>
      call('states', 'CreateStateMachine', { name: machineName, definition, roleArn, ...(type && { type }) }),
    () => call('states', 'UpdateStateMachine', { stateMachineArn, definition, roleArn }),
  );
  return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: machineName } };
};

function definitionOf(properties: DefinitionProperties, runtime: Provisioning): string {
  const { DefinitionString, Definition, DefinitionS3Location, DefinitionSubstitutions = {} } = properties;
  const text =
    DefinitionString ??
    (DefinitionS3Location && readFileSync(runtime.asset(DefinitionS3Location.Key), 'utf8')) ??
    JSON.stringify(Definition);
  return text.replace(/\$\{([\w:-]+)\}/g, (whole, name: string) =>
    name in DefinitionSubstitutions ? String(DefinitionSubstitutions[name]) : whole,
  );
}

export const stepFunctionsResources: Record<string, Provision> = {
  'AWS::StepFunctions::StateMachine': stateMachine,
};
