// The pass stands behind the #, so that no server on the way has seen it. It goes
// where only this site reads it, and out of the history.
const form = document.querySelector("form");
form.elements.pass.value = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
form.submit();
