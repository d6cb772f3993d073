// AWS::SecretsManager::Secret of a template.
import { createOr, type Provision, type Provisioning } from '../resource.js';

interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

/** An existing secret keeps its value: links and codes are derived from it, and must survive a restart. */
const secret: Provision = async ({ properties, name }, { call }) => {
  const Name: string = properties.Name ?? name(64);
  const { ARN } = await createOr(
    ['ResourceExistsException'],
    async () => {
      const SecretString =
        properties.SecretString ?? (await generate(properties.GenerateSecretString ?? {}, call));
      return call('secretsmanager', 'CreateSecret', {
        Name,
        Description: properties.Description,
        SecretString,
      });
    },
    () => call('secretsmanager', 'DescribeSecret', { SecretId: Name }),
  );
  return { ref: ARN, attributes: { Id: ARN } };
};

async function generate(how: GenerateSecretString, call: Provisioning['call']): Promise<string> {
  const { SecretStringTemplate = '{}', GenerateStringKey, ...rules } = how;
  const { RandomPassword } = await call('secretsmanager', 'GetRandomPassword', rules);
  if (!GenerateStringKey) return RandomPassword;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: RandomPassword });
}

export const secretResources: Record<string, Provision> = { 'AWS::SecretsManager::Secret': secret };
