// The screen locks after some idle minutes, or by one key. The server counts for itself and refuses in any case; this
// takes the page away from the eyes of whoever passes by. A minute before, the page says so; any movement lengthens the
// time. What is half written in a form with data-keep goes to the server first, which keeps it sealed and hands it back
// with the page after unlocking. Nothing is kept in the browser.

const lockForm = document.getElementById("lock-form");
const seconds = Number(document.body.dataset.lockAfter || 0);
const LONGEST_WAIT = 1500;

const halfWritten = () => document.querySelector("form[data-keep][data-touched]");

async function keep(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const body = new URLSearchParams({ path: location.pathname, form: form.dataset.keep, fields: JSON.stringify(fields) });
  const token = lockForm.elements.csrfmiddlewaretoken.value;
  const patience = new AbortController();
  setTimeout(() => patience.abort(), LONGEST_WAIT);
  try {
    await fetch(document.body.dataset.keepAt, {
      method: "POST", body, credentials: "same-origin", signal: patience.signal, headers: { "X-CSRFToken": token },
    });
  } catch {
    // Not reached: the screen is locked all the same.
  }
}

// A page that keeps what is typed by itself finishes that first. One that cannot covers itself and lets the lock wait:
// going away would lose what nobody has kept.
async function settled() {
  const waits = [];
  document.dispatchEvent(new CustomEvent("xq:before-lock", { detail: { waitFor: (promise) => waits.push(promise) } }));
  await Promise.allSettled(waits);
}

async function lock() {
  await settled();
  const form = halfWritten();
  if (form && document.body.dataset.keepAt) await keep(form);
  lockForm.submit();
}

function giveBack() {
  const kept = document.getElementById("kept");
  if (!kept) return;
  const values = [...kept.querySelectorAll("input")].map((input) => [input.dataset.name, input.value]);
  const form = document.querySelector(kept.dataset.form ? `form[data-keep="${CSS.escape(kept.dataset.form)}"]` : "form[data-keep]");
  kept.remove();
  if (!form || form.querySelector("[data-errors]")) return;
  for (const field of form.elements) {
    const own = values.filter(([name]) => name === field.name);
    if (!field.name || ["submit", "button", "file", "password"].includes(field.type) || field.name === "csrfmiddlewaretoken") continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = own.some(([, value]) => value === field.value);
    else if (own.length) {
      field.value = own[0][1];
      values.splice(values.indexOf(own[0]), 1);
    }
  }
  form.dataset.touched = "yes";
  const note = form.querySelector("[data-kept-note]");
  if (note) note.hidden = false;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.dataset.keep) form.dataset.touched = "yes";
});
giveBack();

if (lockForm && seconds > 0) {
  const warning = document.getElementById("lock-soon");
  const others = "BroadcastChannel" in window ? new BroadcastChannel("xq-awake") : null;
  let awake = Date.now();
  let told = 0;
  let said = Date.now();
  let locking = false;

  const stir = () => {
    awake = Date.now();
    if (warning) warning.hidden = true;
    if (others && awake - told > 5000) {
      told = awake;
      others.postMessage("awake");
    }
  };
  const go = (tell) => {
    if (locking) return;
    locking = true;
    if (others && tell) others.postMessage("lock");
    lock();
  };
  // Whoever writes for a long time asks nothing of the server: say now and then that somebody is here.
  const sayAwake = () => {
    said = Date.now();
    fetch(document.body.dataset.awakeAt, {
      method: "POST", credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": lockForm.elements.csrfmiddlewaretoken.value, "HX-Request": "true" },
    }).then((answer) => { if (answer.status === 401) go(false); }, () => {});
  };
  const look = () => {
    const idle = (Date.now() - awake) / 1000;
    if (awake - said > 60000 && document.body.dataset.awakeAt) sayAwake();
    if (idle >= seconds) go(true);
    else if (warning) warning.hidden = idle < seconds - 60;
  };

  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
    addEventListener(sign, stir, { passive: true, capture: true });
  }
  if (others) {
    others.onmessage = (event) => {
      if (event.data === "awake") awake = Date.now();
      else go(false);
    };
  }
  lockForm.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
  });
  // A clock that looks rather than one that waits: a computer that slept must lock when it wakes.
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
}
