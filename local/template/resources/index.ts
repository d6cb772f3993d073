// Every resource type the runtime deploys; a type that is not here stops the start.
import type { Provision } from '../resource.js';
import { dynamoDbResources } from './dynamodb.js';
import { iamResources } from './iam.js';
import { lambdaResources } from './lambda.js';
import { messagingResources } from './messaging.js';
import { recordedResources } from './recorded.js';
import { s3Resources } from './s3.js';
import { secretResources } from './secrets.js';
import { stepFunctionsResources } from './stepfunctions.js';

/** Resource type → how it comes into being. */
export const PROVISIONS: Readonly<Record<string, Provision>> = {
  ...dynamoDbResources,
  ...iamResources,
  ...lambdaResources,
  ...messagingResources,
  ...recordedResources,
  ...s3Resources,
  ...secretResources,
  ...stepFunctionsResources,
};
