// Reading anew what the stream says has changed. An answer tells how things stood
// when it was made, and comes later: by then the stream may have told of something
// newer, the window may be somebody else, and a second answer may have overtaken it.
import { currentSession } from "./api.js";
import { afterPress } from "./press.js";

const later = 1000; // ms until what was touched under way is read once more

// rereader makes {want, touch}. want() reads soon, once for a burst of changes, and
// never twice at a time; an answer for somebody the window no longer is, is dropped.
// touch() says that something has just changed which an answer under way may lack.
export function rereader({ ask, take, pace }) {
  let timer = 0;
  let asking = false;
  let wanted = false;
  let touched = false;

  const soon = (wait) => (timer ||= setTimeout(go, wait));

  async function go() {
    timer = 0;
    wanted = asking;
    if (asking) return;
    asking = true;
    touched = false;
    const session = currentSession();
    try {
      const answer = await ask();
      afterPress(() => session === currentSession() && take(answer));
    } catch { /* the stream tells when the workspace is back */ }
    asking = false;
    if (wanted) soon(pace);
    else if (touched) soon(later);
  }

  return {
    want: () => soon(pace),
    touch: () => (touched = true),
  };
}
