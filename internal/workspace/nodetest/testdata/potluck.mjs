// What the potluck app shows. Both apps of this folder, the one with Bolt and the
// one without, show the same.
const plain = (text) => ({ type: 'plain_text', text });
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (text, action_id) => ({ type: 'button', text: plain(text), action_id, value: action_id });

// plan is a dinner with those who come.
export const plan = (dish, guests) => ({
  text: `Potluck: ${dish}${guests.map((g) => `, <@${g}>`).join('')}`,
  blocks: [
    { ...section(`*Potluck: ${dish}*`), block_id: 'dish' },
    { type: 'context', block_id: 'guests', elements: guests.length ? guests.map((g) => ({ type: 'mrkdwn', text: `<@${g}>` })) : [plain('Nobody yet')] },
    { type: 'actions', block_id: 'choices', elements: [button('I come', 'join'), button('Change', 'change')] },
  ],
});

// noted tells one person alone that they are expected.
export const noted = () => ({
  text: 'You are expected.',
  blocks: [section('You are expected.'), { type: 'actions', elements: [button('Rather not', 'undo')] }],
});

// dishModal asks for another dish. It remembers which message it is about.
export const dishModal = (about) => ({
  type: 'modal', callback_id: 'dish', private_metadata: JSON.stringify(about), notify_on_close: true,
  title: plain('Another dish'), submit: plain('Next'), close: plain('Keep it'),
  blocks: [
    { type: 'input', block_id: 'dish', label: plain('What do we eat?'), element: { type: 'plain_text_input', action_id: 'name' } },
    { type: 'input', block_id: 'with', label: plain('What with?'), optional: true, element: { type: 'external_select', action_id: 'side', min_query_length: 1 } },
  ],
});

// confirmModal takes the place of dishModal.
export const confirmModal = (about) => ({
  type: 'modal', callback_id: 'confirm', private_metadata: JSON.stringify(about),
  title: plain('Are you sure?'), submit: plain('Yes'), close: plain('No'),
  blocks: [section(`We eat *${about.dish}*.`)],
});

export const home = (title) => ({
  type: 'home', blocks: [section(title), { type: 'actions', elements: [button('Look again', 'refresh')] }],
});

export const heard = (user, eventID, attempt = 0, reason = '') => `Hello <@${user}> (${eventID}, attempt ${attempt}${reason && `, ${reason}`})`;

// dishOf is what was entered in a dishModal.
export const dishOf = ({ state: { values } }) => [values.dish.name.value, values.with.side.selected_option?.value].filter(Boolean).join(' with ');

// sides are those that begin with what was typed.
export const sides = (typed) => ({
  options: ['bread', 'butter', 'rice'].filter((side) => side.startsWith(typed)).map((side) => ({ text: plain(side), value: side })),
});

export const nothing = { response_action: 'errors', errors: { dish: 'Nothing is not a dish.' } };
