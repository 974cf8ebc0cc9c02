// Editing the text of a field, so that the browser's undo still knows the way.

// insert replaces what is selected, as typing would.
export function insert(field, text) {
  field.focus();
  // The one way that keeps the field's history; it is deprecated and has no successor.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// wrap puts a mark around the selection or takes it away; without a selection
// the cursor goes between two marks.
function wrap(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const n = mark.length;
  if (value.slice(from - n, from) === mark && value.slice(to, to + n) === mark) {
    const inner = value.slice(from, to);
    field.setSelectionRange(from - n, to + n);
    insert(field, inner);
    field.setSelectionRange(from - n, from - n + inner.length);
    return;
  }
  insert(field, mark + value.slice(from, to) + mark);
  field.setSelectionRange(from + n, to + n);
}

// formats are Slack's marks, with the keys that people know.
export const formats = [
  { icon: "bold", label: "Bold", keys: "Mod+B", apply: (field) => wrap(field, "*") },
  { icon: "italic", label: "Italic", keys: "Mod+I", apply: (field) => wrap(field, "_") },
  { icon: "strike", label: "Struck through", keys: "Mod+Shift+X", apply: (field) => wrap(field, "~") },
  {
    icon: "code", label: "Code", keys: "Mod+Shift+C",
    apply: (field) => wrap(field, field.value.slice(field.selectionStart, field.selectionEnd).includes("\n") ? "\n```\n" : "`"),
  },
];
