// The way out of the own door. The button, or Esc three times, ends the session and puts a neutral page in the place of this
// one; whatever the browser kept of the page is asked for anew, so going back shows nothing. After some quiet minutes the
// page leaves by itself. The pages of a visit are put in place of one another, so nothing here is looked for at load.

const PRESSES = 3;
const WITHIN = 1500;
const LOOK_EVERY = 5000;
const SAY_AFTER = 60000;
const others = "BroadcastChannel" in window ? new BroadcastChannel("xq-own-door") : null;
let pressed = [];
let awake = Date.now();
let said = Date.now();
let told = 0;

function leave(tell = true) {
  if (others && tell) others.postMessage("leave");
  document.body.hidden = true;
  document.title = "";
  location.replace(document.body.dataset.leave);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".xq-leave")) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const at = Date.now();
  pressed = [...pressed.filter((one) => at - one < WITHIN), at];
  if (pressed.length >= PRESSES) leave();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(document.body.dataset.home);
});

// The server counts for itself. Whoever writes for a long time asks nothing of it: now and then it is told that somebody
// is here. A clock that looks rather than one that waits, for a computer that slept.
function look() {
  const here = document.querySelector("[data-idle]");
  if (!here) return;
  if (Date.now() - awake >= Number(here.dataset.idle) * 1000) leave();
  else if (awake - said > SAY_AFTER) {
    said = Date.now();
    fetch(here.dataset.here, { credentials: "same-origin", redirect: "manual" }).then((answer) => { if (answer.status !== 204) leave(); }, () => {});
  }
}

// Several windows are one visit: whoever leaves in one has left in all, and whoever is busy in one is here in all.
if (others) {
  others.onmessage = (event) => {
    if (event.data === "awake") awake = Date.now();
    else leave(false);
  };
}

function stir() {
  awake = Date.now();
  if (others && awake - told > LOOK_EVERY) {
    told = awake;
    others.postMessage("awake");
  }
}

for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(sign, stir, { passive: true, capture: true });
}
setInterval(look, LOOK_EVERY);
document.addEventListener("visibilitychange", look);

// A page that says what went wrong is a page: it, too, is put in the place of the one before.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.boosted && event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
