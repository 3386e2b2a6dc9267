// The screen locks after some idle minutes. The server counts for itself and refuses in any case; this only takes the
// page away from the eyes of whoever passes by. A minute before, the page says so; any movement lengthens the time.

const form = document.getElementById("lock-form");
const seconds = Number(document.body.dataset.lockAfter || 0);

if (form && seconds > 0) {
  const warning = document.getElementById("lock-soon");
  const others = "BroadcastChannel" in window ? new BroadcastChannel("xq-awake") : null;
  let awake = Date.now();
  let told = 0;

  const stir = () => {
    awake = Date.now();
    if (warning) warning.hidden = true;
    if (others && awake - told > 5000) {
      told = awake;
      others.postMessage("awake");
    }
  };
  const lock = () => {
    document.dispatchEvent(new CustomEvent("xq:lock"));
    if (others) others.postMessage("lock");
    form.submit();
  };
  const look = () => {
    const idle = (Date.now() - awake) / 1000;
    if (idle >= seconds) lock();
    else if (warning) warning.hidden = idle < seconds - 60;
  };

  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
    addEventListener(sign, stir, { passive: true, capture: true });
  }
  if (others) {
    others.onmessage = (event) => {
      if (event.data === "awake") awake = Date.now();
      else form.submit();
    };
  }
  // A clock that looks rather than one that waits: a computer that slept must lock when it wakes.
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
  form.addEventListener("submit", () => document.dispatchEvent(new CustomEvent("xq:lock")));
}
