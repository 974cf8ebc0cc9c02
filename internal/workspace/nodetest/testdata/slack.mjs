// Slack's own packages, from where the project keeps those that only tests need.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../../tools/node/package.json', import.meta.url));

export const bolt = require('@slack/bolt');
export const { WebClient } = require('@slack/web-api');
export const { SocketModeClient } = require('@slack/socket-mode');

// What the workspace prints, and nothing else, is needed to join it.
export const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = process.env;

// port is where an app listens that is served over HTTP; 0 is any that is free.
export const port = Number(process.env.PORT ?? 0);

// A client waits as long before it reconnects as it waits for a pong: short enough
// for a test, and long enough for a machine that is busy.
export const clientPingTimeout = 3000;

// say tells the test that something has happened.
export const say = (line) => process.stdout.write(`${line}\n`);
