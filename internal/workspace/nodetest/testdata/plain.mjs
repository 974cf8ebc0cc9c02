// The potluck app with the Web API client alone: over Socket Mode with Slack's
// client for it or, when the first argument is "http", over an HTTP server that
// checks Slack's signatures itself.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import * as show from './potluck.mjs';
import { clientPingTimeout, port, say as tell, SLACK_API_URL, SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SocketModeClient, WebClient } from './slack.mjs';

const client = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL });

async function command(body, ack) {
  if (body.text === '') {
    await ack({ text: 'Say what we eat: /potluck soup' });
    return;
  }
  await ack({ text: `Planning ${body.text}.` });
  await client.chat.postMessage({ channel: body.channel_id, ...show.plan(body.text, []) });
}

async function event(body, ack, attempt, reason) {
  await ack();
  const { type, subtype, bot_id, channel, user, text, ts, thread_ts } = body.event;
  if (type === 'app_home_opened') {
    await client.views.publish({ user_id: user, view: show.home('Welcome') });
  } else if (type === 'app_mention') {
    let members = [];
    for await (const page of client.paginate('conversations.members', { channel, limit: 1 })) {
      members = members.concat(page.members);
    }
    await client.chat.postMessage({ channel, thread_ts: ts, text: `In here: ${members.sort().join(' ')}` });
  } else if (type === 'message' && !subtype && !bot_id && text.startsWith('hello')) {
    await client.chat.postMessage({ channel, thread_ts: thread_ts ?? ts, text: show.heard(user, body.event_id, attempt, reason) });
  }
}

const actions = {
  async join({ channel, user, message }) {
    await client.chat.postEphemeral({ channel: channel.id, user: user.id, ...show.noted() });
    await client.chat.update({ channel: channel.id, ts: message.ts, ...show.plan('soup', [user.id]) });
  },
  async undo({ response_url }) {
    await fetch(response_url, { method: 'POST', body: JSON.stringify({ delete_original: true }) });
  },
  async change({ channel, message, trigger_id }) {
    await client.views.open({ trigger_id, view: show.dishModal({ channel: channel.id, ts: message.ts }) });
  },
  async refresh({ view }) {
    await client.views.update({ view_id: view.id, hash: view.hash, view: show.home('Seen again') });
  },
};

const submissions = {
  async dish(view, ack) {
    const dish = show.dishOf(view);
    await ack(dish === 'nothing' ? show.nothing : { response_action: 'update', view: show.confirmModal({ ...JSON.parse(view.private_metadata), dish }) });
  },
  async confirm(view, ack) {
    await ack();
    const { channel, ts, dish } = JSON.parse(view.private_metadata);
    await client.filesUploadV2({ channel_id: channel, thread_ts: ts, filename: 'menu.txt', content: dish, initial_comment: 'The menu' });
  },
};

async function interactive(body, ack) {
  if (body.type === 'view_submission') {
    await submissions[body.view.callback_id](body.view, ack);
    return;
  }
  if (body.type === 'block_suggestion') {
    await ack(show.sides(body.value));
    return;
  }
  await ack();
  if (body.type === 'block_actions') {
    await actions[body.actions[0].action_id](body);
  } else if (body.type === 'view_closed') {
    const { channel } = await client.conversations.open({ users: body.user.id });
    await client.chat.postMessage({ channel: channel.id, text: 'It stays as it is.' });
  } else if (body.type === 'shortcut') {
    await client.views.open({ trigger_id: body.trigger_id, view: show.dishModal({}) });
  } else if (body.type === 'message_action') {
    const { channel, message, user } = body;
    await client.reactions.add({ channel: channel.id, timestamp: message.ts, name: 'memo' });
    const who = await client.users.info({ user: user.id });
    await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text: `Noted for ${who.user.real_name}` });
  }
}

// signed tells whether a request is from whoever knows the signing secret, and new.
function signed(headers, raw) {
  const stamp = headers['x-slack-request-timestamp'] ?? '';
  const want = Buffer.from(`v0=${createHmac('sha256', SLACK_SIGNING_SECRET).update(`v0:${stamp}:${raw}`).digest('hex')}`);
  const got = Buffer.from(headers['x-slack-signature'] ?? '');
  return got.length === want.length && timingSafeEqual(got, want) && Date.now() / 1000 - Number(stamp) < 300;
}

async function serve(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts).toString();
  if (!signed(request.headers, raw)) {
    response.writeHead(401).end();
    return;
  }
  const ack = async (answer) => {
    if (answer) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    else response.writeHead(200).end();
  };
  if (request.headers['content-type'] === 'application/json') {
    const body = JSON.parse(raw);
    if (body.type === 'url_verification') await ack({ challenge: body.challenge });
    else await event(body, ack, Number(request.headers['x-slack-retry-num'] ?? 0), request.headers['x-slack-retry-reason']);
    return;
  }
  const form = new URLSearchParams(raw);
  if (form.has('payload')) await interactive(JSON.parse(form.get('payload')), ack);
  else await command(Object.fromEntries(form), ack);
}

await client.auth.test();
if (process.argv[2] === 'http') {
  const server = createServer(serve);
  server.listen(port, '127.0.0.1', () => tell(`ready http://127.0.0.1:${server.address().port}/slack/events`));
} else {
  const socket = new SocketModeClient({ appToken: SLACK_APP_TOKEN, clientPingTimeout, clientOptions: { slackApiUrl: SLACK_API_URL }, logLevel: 'warn' });
  socket.on('connected', () => tell('connected'));
  socket.on('slack_event', ({ type, body, ack, retry_num, retry_reason }) => {
    if (type === 'slash_commands') return command(body, ack);
    if (type === 'interactive') return interactive(body, ack);
    return event(body, ack, retry_num, retry_reason);
  });
  await socket.start();
  tell('ready');
}
