// What docs/slack.md has people paste into Slack: a manifest that is JSON, and that asks for no more than the stack uses.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the manifest is JSON, may write messages and nothing else, and sends presses of buttons', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/slack.md', 'utf8')) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    features: { app_home: { messages_tab_enabled: true } },
    oauth_config: { scopes: { bot: ['chat:write'] } },
    settings: { interactivity: { is_enabled: true }, token_rotation_enabled: false },
  });
});
