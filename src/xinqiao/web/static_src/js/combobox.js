// Finding a person while typing. The list comes from the server as it is; what is typed travels in the body of a POST,
// never in an address. Keyboard as in the ARIA pattern: arrows move, Enter takes, Escape closes.
// The markup is cotton/person_search.html; an option is described in people/found.html.

const PAUSE = 120;

function prepare(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "yes";
  const input = box.querySelector("[role=combobox]");
  const chosen = box.querySelector("input[type=hidden]");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const failed = box.querySelector("[role=alert]");
  let wait = 0;

  const options = () => [...list.querySelectorAll("[role=option]:not([data-none])")];
  const current = () => list.querySelector("[aria-selected=true]");
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) input.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    chosen.value = option.dataset.value;
    input.value = option.dataset.label;
    status.textContent = option.dataset.said || option.dataset.label;
    show(false);
    box.dispatchEvent(new CustomEvent("xq:chosen", { bubbles: true, detail: { ...option.dataset } }));
  };
  const seek = () => {
    clearTimeout(wait);
    if (input.value.trim()) htmx.trigger(input, "seek");
    else show(false);
  };

  box.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.q = input.value.trim();
    if (box.dataset.kinds) event.detail.parameters.kinds = box.dataset.kinds;
  });
  const fail = (sentence) => {
    show(false);
    failed.querySelector("p").textContent = sentence;
    failed.hidden = false;
  };
  // An answer that sends to another page, as when the session is over, is said and not followed: the rest of the form
  // would be lost with this page. Sent as it is, it comes back after signing in.
  box.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status !== 401) return;
    event.preventDefault();
    fail(box.dataset.away);
  });
  box.addEventListener("htmx:afterSwap", () => {
    failed.hidden = true;
    if (!input.value.trim() || chosen.value) return;
    options().forEach((option, place) => { option.id = `${list.id}-${place}`; });
    mark(options()[0]);
    show(true);
    status.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    box.addEventListener(failure, () => fail(box.dataset.lost));
  }

  // Input methods: pinyin that is still being composed is not a name yet.
  const typed = (event) => {
    if (event.isComposing) return;
    chosen.value = "";
    clearTimeout(wait);
    wait = setTimeout(seek, PAUSE);
  };
  input.addEventListener("input", typed);
  input.addEventListener("compositionend", typed);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const at = all.indexOf(current());
    const open = !list.hidden;
    if (event.key === "Escape" && open) show(false);
    else if (event.key === "ArrowDown" && open && all.length) mark(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp" && open && all.length) mark(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && open && current()) take(current());
    else if (["Enter", "ArrowDown"].includes(event.key) && !chosen.value && input.value.trim()) seek();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]:not([data-none])");
    if (option) take(option);
  });
}

const prepareAll = () => document.querySelectorAll("[data-combobox]").forEach(prepare);
prepareAll();
document.addEventListener("htmx:load", prepareAll);
