// Our page: a row's form opens within the table. Without this script the link leads to the form.

const table = () => document.querySelector("[data-edit-in-place]");

const pageOf = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

const close = () => document.querySelector("[data-open-row]")?.remove();

/** Shows a form of another page, with what was wrong above it, under the row it is about. */
const show = (page, row) => {
  const form = page.querySelector("[data-row-form]");
  if (!form) return false;
  close();
  const open = document.createElement("tr");
  open.dataset.openRow = "";
  open.className = "govuk-table__row hedge-ours__open";
  const cell = document.createElement("td");
  cell.className = "govuk-table__cell";
  cell.colSpan = row.cells.length;
  const summary = page.querySelector(".govuk-error-summary");
  if (summary) cell.append(document.adoptNode(summary));
  else if (page.querySelector(".hedge-meeting")) {
    cell.append(document.adoptNode(page.querySelector("main h1")));
  }
  cell.append(document.adoptNode(form));
  open.append(cell);
  row.after(open);
  form.addEventListener("submit", (event) => send(event, form, row));
  const leave = form.querySelector(".govuk-button-group a");
  leave?.addEventListener("click", (event) => {
    event.preventDefault();
    close();
    row.querySelector("[data-edit]").focus();
  });
  const first = summary || form.querySelector("input:not([type=hidden]), textarea, select");
  if (summary) summary.tabIndex = -1;
  first?.focus();
  return true;
};

const send = async (event, form, row) => {
  event.preventDefault();
  try {
    const body = new URLSearchParams(new FormData(form));
    const page = await pageOf(await fetch(form.action, { method: "POST", body }));
    if (show(page, row)) return;
    const main = page.querySelector("main");
    if (!main) throw new Error("no page came back");
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.dispatchEvent(new Event("hedge:shown"));
    listen();
    document.querySelector("main .govuk-notification-banner")?.scrollIntoView({ block: "center" });
  } catch {
    form.submit(); // the browser's own way says what is wrong
  }
};

const listen = () => {
  table()?.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-edit]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (show(await pageOf(answer), link.closest("tr"))) return;
    } catch {
      // The link leads there by itself.
    }
    location.assign(link.href);
  });
};

listen();
