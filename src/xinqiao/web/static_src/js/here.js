// At the own door every page stands under the address of the first one, so a form that names none would be sent there.
// The page says where it really is.

document.addEventListener("htmx:configRequest", (event) => {
  const form = event.detail.elt;
  const main = document.getElementById("main");
  if (form.matches("form:not([action])") && main?.dataset.here) event.detail.path = main.dataset.here;
});
