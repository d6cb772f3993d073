// Resources that the runtime accepts and does not act on: alarms are never evaluated, keys never encrypt, log groups
// hold nothing. The fidelity table says so.
import type { Provision } from '../resource.js';

/** Remembers the resource under a made-up name; `arn` is everything after `arn:aws:service:region:account:`. */
function recorded(nameProperty: string, service: string, arn: (name: string) => string): Provision {
  return ({ properties, name }, { accountId, region }) => {
    const chosen: string = properties[nameProperty] ?? name();
    return { ref: chosen, attributes: { Arn: `arn:aws:${service}:${region}:${accountId}:${arn(chosen)}` } };
  };
}

const parameter: Provision = ({ properties, name }) => ({
  ref: properties.Name ?? name(),
  attributes: { Type: properties.Type, Value: properties.Value },
});

const metadata: Provision = ({ logicalId }) => ({ ref: logicalId });

const key: Provision = ({ name }, { accountId, region }) => {
  const keyId = name().toLowerCase();
  return { ref: keyId, attributes: { Arn: `arn:aws:kms:${region}:${accountId}:key/${keyId}`, KeyId: keyId } };
};

export const recordedResources: Record<string, Provision> = {
  'AWS::CDK::Metadata': metadata,
  'AWS::CloudWatch::Alarm': recorded('AlarmName', 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::CloudWatch::CompositeAlarm': recorded('AlarmName', 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::CloudWatch::Dashboard': recorded('DashboardName', 'cloudwatch', (name) => `dashboard/${name}`),
  'AWS::KMS::Alias': recorded('AliasName', 'kms', (name) => name),
  'AWS::KMS::Key': key,
  'AWS::Logs::LogGroup': recorded('LogGroupName', 'logs', (name) => `log-group:${name}:*`),
  'AWS::Logs::MetricFilter': metadata,
  'AWS::SSM::Parameter': parameter,
};
