// The shortcodes people type most. A name that is not here is shown as :name:.

const table = `
thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|heart ❤️|tada 🎉|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|x ❌
fire 🔥|rocket 🚀|warning ⚠️|rotating_light 🚨|bug 🐛|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|mag 🔍
bulb 💡|memo 📝|pencil ✏️|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑
clipboard 📋|calendar 📅|date 📅|clock1 🕐|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|watch ⌚|timer_clock ⏲️
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|books 📚|book 📖|bookmark 🔖|page_facing_up 📄|file_folder 📁|open_file_folder 📂|inbox_tray 📥
outbox_tray 📤|package 📦|email 📧|incoming_envelope 📨|envelope ✉️|mailbox 📫|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣
speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|question ❓|grey_question ❔|exclamation ❗|grey_exclamation ❕|bangbang ‼️|100 💯|star ⭐
star2 🌟|sparkles ✨|zap ⚡|boom 💥|snowflake ❄️|sunny ☀️|cloud ☁️|rainbow 🌈|ocean 🌊|earth_africa 🌍
seedling 🌱|herb 🌿|four_leaf_clover 🍀|evergreen_tree 🌲|deciduous_tree 🌳|cactus 🌵|sunflower 🌻|rose 🌹|tulip 🌷|maple_leaf 🍁
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|rolling_on_the_floor_laughing 🤣|slightly_smiling_face 🙂|wink 😉|blush 😊|innocent 😇
heart_eyes 😍|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|sunglasses 😎|thinking_face 🤔|thinking 🤔|neutral_face 😐|expressionless 😑|no_mouth 😶
face_with_rolling_eyes 🙄|smirk 😏|relieved 😌|sleepy 😪|sleeping 😴|sweat_smile 😅|sweat 😓|cry 😢|sob 😭|scream 😱
disappointed 😞|confused 😕|worried 😟|angry 😠|rage 😡|exploding_head 🤯|flushed 😳|dizzy_face 😵|mask 😷|hugging_face 🤗
shrug 🤷|facepalm 🤦|wave 👋|clap 👏|raised_hands 🙌|pray 🙏|muscle 💪|ok_hand 👌|point_up ☝️|point_right 👉
point_left 👈|point_down 👇|handshake 🤝|raised_hand ✋|v ✌️|crossed_fingers 🤞|writing_hand ✍️|saluting_face 🫡|brain 🧠|ear 👂
green_heart 💚|blue_heart 💙|yellow_heart 💛|purple_heart 💜|broken_heart 💔|orange_heart 🧡|black_heart 🖤|white_heart 🤍|red_circle 🔴|large_yellow_circle 🟡
large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|large_orange_circle 🟠|arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrows_counterclockwise 🔄
heavy_plus_sign ➕|heavy_minus_sign ➖|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️|trophy 🏆
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|coffee ☕|tea 🍵|pizza 🍕|cake 🍰|beers 🍻
robot_face 🤖|ghost 👻|computer 💻|desktop_computer 🖥️|keyboard ⌨️|iphone 📱|battery 🔋|electric_plug 🔌|satellite 📡|shield 🛡️
ship 🚢|zzz 💤|zombie 🧟|walking 🚶|runner 🏃|upside_down_face 🙃|ticket 🎫|snail 🐌|turtle 🐢|penguin 🐧
octopus 🐙|cat 🐱|dog 🐶|unicorn 🦄|bee 🐝|butterfly 🦋|whale 🐳|elephant 🐘|sloth 🦥|owl 🦉
melting_face 🫠|partying_face 🥳|nerd_face 🤓|face_with_monocle 🧐|pleading_face 🥺|relaxed ☺️|call_me_hand 🤙|open_hands 👐
heartpulse 💗|sparkling_heart 💖|gift 🎁|balloon 🎈|confetti_ball 🎊|medal 🏅|crown 👑|gem 💎|moneybag 💰|magnet 🧲
recycle ♻️|infinity ♾️|bricks 🧱|ladder 🪜|toolbox 🧰|screwdriver 🪛|nut_and_bolt 🔩|chains ⛓️|card_index 📇
floppy_disk 💾|cd 💿|printer 🖨️|minidisc 💽|abacus 🧮|telephone ☎️|pager 📟|signal_strength 📶|globe_with_meridians 🌐
mountain ⛰️|volcano 🌋|tornado 🌪️|umbrella ☔|thermometer 🌡️|full_moon 🌕|sun_with_face 🌞|sunrise 🌅|night_with_stars 🌃|house 🏠
office 🏢|factory 🏭|bridge_at_night 🌉|airplane ✈️|bullettrain_side 🚄|bus 🚌|bike 🚲|motorway 🛣️|traffic_light 🚥|vertical_traffic_light 🚦
apple 🍎|lemon 🍋|avocado 🥑|bread 🍞|cheese_wedge 🧀|popcorn 🍿|cookie 🍪|doughnut 🍩|salt 🧂|spoon 🥄
ambulance 🚑|fire_engine 🚒|adhesive_bandage 🩹|pill 💊|stethoscope 🩺|microscope 🔬|test_tube 🧪|dart 🎯|compass 🧭|anchor ⚓
`;

const byName = new Map(
  table.trim().split(/[|\n]/).map((entry) => {
    const space = entry.indexOf(" ");
    return [entry.slice(0, space), entry.slice(space + 1)];
  }),
);

// emoji is the character of a shortcode without its colons, or the shortcode
// itself when it is not known. Skin tones are dropped.
export function emoji(name) {
  const plain = name.split("::")[0];
  return byName.get(plain) ?? `:${name}:`;
}

export function knownEmoji(name) {
  return byName.has(name.split("::")[0]);
}

// offered are the names the picker shows, in its order.
export const offered = [
  "+1", "heart", "tada", "eyes", "white_check_mark", "pray", "raised_hands", "clap",
  "thinking_face", "bulb", "memo", "pushpin", "question", "warning", "rotating_light", "fire",
  "rocket", "wrench", "bug", "mag", "hourglass_flowing_sand", "chart_with_upwards_trend", "seedling", "sparkles",
  "slightly_smiling_face", "joy", "sweat_smile", "cry", "wave", "muscle", "handshake", "100",
];

// matching lists known names that contain a fragment, best first.
export function matching(fragment, limit = 8) {
  const hits = [...byName.keys()].filter((n) => n.includes(fragment));
  hits.sort((a, b) => Number(b.startsWith(fragment)) - Number(a.startsWith(fragment)) || a.length - b.length);
  return hits.slice(0, limit);
}
