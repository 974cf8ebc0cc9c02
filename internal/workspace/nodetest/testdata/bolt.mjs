// A potluck app as Bolt's documentation would have it, over Socket Mode or, when
// the first argument is "http", over HTTP.
import * as show from './potluck.mjs';
import { bolt, clientPingTimeout, port, say as tell, SLACK_API_URL, SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } from './slack.mjs';

const http = process.argv[2] === 'http';
const clientOptions = { slackApiUrl: SLACK_API_URL };
const receiver = http
  ? new bolt.HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, logLevel: 'warn' })
  : new bolt.SocketModeReceiver({ appToken: SLACK_APP_TOKEN, clientPingTimeout, installerOptions: { clientOptions }, logLevel: 'warn' });
const app = new bolt.App({ token: SLACK_BOT_TOKEN, receiver, clientOptions, logLevel: 'warn' });

app.command('/potluck', async ({ command, ack, client }) => {
  if (command.text === '') {
    await ack({ text: 'Say what we eat: /potluck soup' });
    return;
  }
  await ack(`Planning ${command.text}.`);
  await client.chat.postMessage({ channel: command.channel_id, ...show.plan(command.text, []) });
});

app.message(/^hello/, async ({ message, body, context, say }) => {
  await say({ text: show.heard(message.user, body.event_id, context.retryNum, context.retryReason), thread_ts: message.thread_ts ?? message.ts });
});

app.event('app_mention', async ({ event, client, say }) => {
  let members = [];
  for await (const page of client.paginate('conversations.members', { channel: event.channel, limit: 1 })) {
    members = members.concat(page.members);
  }
  await say({ text: `In here: ${members.sort().join(' ')}`, thread_ts: event.ts });
});

app.action('join', async ({ body, ack, client }) => {
  await ack();
  const at = { channel: body.channel.id, user: body.user.id };
  await client.chat.postEphemeral({ ...at, ...show.noted() });
  await client.chat.update({ channel: at.channel, ts: body.message.ts, ...show.plan('soup', [body.user.id]) });
});

app.action('undo', async ({ ack, respond }) => {
  await ack();
  await respond({ delete_original: true });
});

app.action('change', async ({ body, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: show.dishModal({ channel: body.channel.id, ts: body.message.ts }) });
});

app.options('side', async ({ options, ack }) => {
  await ack(show.sides(options.value));
});

app.view('dish', async ({ view, ack }) => {
  const dish = show.dishOf(view);
  if (dish === 'nothing') {
    await ack(show.nothing);
    return;
  }
  await ack({ response_action: 'update', view: show.confirmModal({ ...JSON.parse(view.private_metadata), dish }) });
});

app.view({ callback_id: 'dish', type: 'view_closed' }, async ({ ack, body, client }) => {
  await ack();
  const { channel } = await client.conversations.open({ users: body.user.id });
  await client.chat.postMessage({ channel: channel.id, text: 'It stays as it is.' });
});

app.view('confirm', async ({ view, ack, client }) => {
  await ack();
  const { channel, ts, dish } = JSON.parse(view.private_metadata);
  await client.filesUploadV2({ channel_id: channel, thread_ts: ts, filename: 'menu.txt', content: dish, initial_comment: 'The menu' });
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: show.home('Welcome') });
});

app.action('refresh', async ({ body, ack, client }) => {
  await ack();
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: show.home('Seen again') });
});

app.shortcut('note', async ({ shortcut, ack, client, say }) => {
  await ack();
  const { channel, message, user } = shortcut;
  await client.reactions.add({ channel: channel.id, timestamp: message.ts, name: 'memo' });
  const who = await client.users.info({ user: user.id });
  await say({ text: `Noted for ${who.user.real_name}`, thread_ts: message.ts });
});

app.shortcut('plan', async ({ shortcut, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: show.dishModal({}) });
});

if (http) {
  const server = await app.start({ port, host: '127.0.0.1' });
  tell(`ready http://127.0.0.1:${server.address().port}/slack/events`);
} else {
  receiver.client.on('connected', () => tell('connected'));
  await app.start();
  tell('ready');
}
