// A word that is a doctor's to say gets a kind remark below its field. The list is in the page; nothing is sent anywhere.

export function remark(form) {
  const words = (form.dataset.words || "").split("|").filter(Boolean);
  const pattern = document.querySelector("template[data-hint]");
  const addition = document.querySelector("template[data-hint-text]");
  const seen = document.querySelector("template[data-hint-seen-text]");
  if (!words.length || !pattern) return;
  const dismissed = new WeakMap();

  const look = (field) => {
    const said = dismissed.get(field) ?? new Set();
    const word = words.find((one) => field.value.includes(one) && !said.has(one));
    const place = field.closest(".xq-field");
    const old = place.querySelector(".xq-hint");
    if (old && old.dataset.word === word) return;
    if (old) old.remove();
    if (!word) return;
    const hint = pattern.content.firstElementChild.cloneNode(true);
    hint.dataset.word = word;
    hint.querySelector("mark").textContent = word;
    const close = () => {
      dismissed.set(field, new Set([...said, word]));
      hint.remove();
      field.focus();
      look(field);
    };
    hint.querySelector("[data-hint-close]").addEventListener("click", close);
    // Before its last character, a bracket, whoever writes goes on.
    const put = (text, from, to) => {
      field.setRangeText(text, from, to, "end");
      field.setSelectionRange(from + text.length - 1, from + text.length - 1);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    hint.querySelector("[data-hint-seen]").addEventListener("click", () => {
      const from = field.value.indexOf(word);
      field.focus();
      put(seen.content.textContent.trim(), from, from + word.length);
    });
    hint.querySelector("[data-hint-source]").addEventListener("click", () => {
      const after = field.value.indexOf(word) + word.length;
      put(addition.content.textContent.trim(), after, after);
      close();
    });
    field.after(hint);
  };

  const fields = [...form.querySelectorAll("textarea, input[type=text]")].filter((field) => field.closest(".xq-field"));
  for (const field of fields) {
    field.addEventListener("change", () => look(field));
    field.addEventListener("input", (event) => { if (!event.isComposing) look(field); });
    if (field.value) look(field);
  }
}
