#!/usr/bin/env node
// The CDK app behind `npx cdk synth` and `npx cdk deploy`: one stack, the reference one.
import { App } from 'aws-cdk-lib';
import { HandoffStack } from '../lib/handoff-stack.js';

const app = new App();
new HandoffStack(app, 'Handoff', { description: 'Agent-to-human handoff' });
app.synth();
