// What was typed outlives the screen lock. A form with data-keep="name" is kept in this tab's own storage, sealed
// under a key that the server hands out with each page to the person signed in, and never with the lock page: whoever
// sits before a locked screen finds only sealed text. It is forgotten when sent, when refused, and after twelve hours.

const HOURS = 12;
const forms = document.querySelectorAll("form[data-keep]");
const secret = document.body.dataset.draftKey;

if (secret && forms.length && window.crypto && crypto.subtle) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const key = crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  const shelf = (form) => `xq-draft:${location.pathname}:${form.dataset.keep}`;
  const fields = (form) =>
    [...form.elements].filter((field) => field.name && !["password", "file", "submit", "button"].includes(field.type) &&
      field.name !== "csrfmiddlewaretoken");

  const seal = async (form) => {
    const state = fields(form).map((field) => [field.name, field.value, Boolean(field.checked)]);
    const plain = new TextEncoder().encode(JSON.stringify({ at: Date.now(), state }));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, plain);
    if (form.dataset.touched) sessionStorage.setItem(shelf(form), `${words(iv)}.${words(sealed)}`);
  };

  const fill = (form, state) => {
    const open = fields(form);
    state.forEach(([name, value, checked], place) => {
      const field = open[place];
      if (!field || field.name !== name) return;
      if (["checkbox", "radio"].includes(field.type)) field.checked = checked;
      else field.value = value;
    });
  };

  const open = async (form) => {
    const kept = sessionStorage.getItem(shelf(form));
    if (!kept) return;
    try {
      const [iv, sealed] = kept.split(".").map(bytes);
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key, sealed);
      const { at, state } = JSON.parse(new TextDecoder().decode(plain));
      if (Date.now() - at > HOURS * 3600 * 1000) throw new Error("old");
      if (form.querySelector("[data-errors]")) return;
      fill(form, state);
      form.dataset.touched = "yes";
      const note = form.querySelector("[data-kept-note]");
      if (note) note.hidden = false;
    } catch {
      sessionStorage.removeItem(shelf(form));
    }
  };

  const forget = (form) => {
    delete form.dataset.touched;
    sessionStorage.removeItem(shelf(form));
  };

  for (const form of forms) {
    let wait = 0;
    open(form);
    form.addEventListener("input", () => {
      form.dataset.touched = "yes";
      clearTimeout(wait);
      wait = setTimeout(() => seal(form), 600);
    });
    form.addEventListener("submit", () => {
      clearTimeout(wait);
      forget(form);
    });
  }
}
