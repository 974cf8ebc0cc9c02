// What can be known of a form without asking the app: whether something is
// missing, and whether what is there has the form that its input asks for.

function nothing(value) {
  return value === null || value === undefined || (Array.isArray(value) && !value.length) || (typeof value === "string" && !value.trim());
}

function number(value, e) {
  const n = Number(value);
  if (Number.isNaN(n) || (!e.is_decimal_allowed && !/^[+-]?\d+$/.test(value.trim()))) {
    return e.is_decimal_allowed ? "Please write a number." : "Please write a whole number.";
  }
  if (e.min_value !== undefined && n < Number(e.min_value)) return `At least ${e.min_value}, please.`;
  if (e.max_value !== undefined && n > Number(e.max_value)) return `At most ${e.max_value}, please.`;
  return null;
}

function malformed(value, e) {
  const length = typeof value === "string" ? [...value].length : 0;
  switch (e.type) {
    case "plain_text_input":
      if (e.min_length && length < e.min_length) return `Please write at least ${e.min_length} characters.`;
      if (e.max_length && length > e.max_length) return `This is longer than ${e.max_length} characters.`;
      return null;
    case "email_text_input":
      return /^[^@\s]+@[^@\s]+$/.test(value) ? null : "This is not an email address.";
    case "url_text_input":
      return URL.canParse(value) && new URL(value).host ? null : "This is not a web address. It begins with https://.";
    case "number_input":
      return number(value, e);
    default:
      return null;
  }
}

// missing gives what is wrong, by block_id.
export function missing(view, values) {
  const errors = {};
  for (const b of view.blocks ?? []) {
    if (b.type !== "input") continue;
    const value = values.get(b.block_id, b.element.action_id);
    const wrong = nothing(value) ? (b.optional ? null : "Please fill this in.") : malformed(value, b.element);
    if (wrong) errors[b.block_id] = wrong;
  }
  return errors;
}
